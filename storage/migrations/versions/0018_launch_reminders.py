"""Tasks of launches of which somebody wants to be reminded on another day."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("launch_tasks", sa.Column("remind_on", sa.Date()))
