"""Surveys that are asked again and again."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("surveys", sa.Column("every_months", sa.Integer()))
    op.add_column("surveys", sa.Column("ritual_id", sa.String(32)))
