"""Rituals keep away from days off, have an owner, pause themselves where their channel is gone, and can be ended."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

FACTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("closures", FACTS))
    op.add_column("rituals", sa.Column("owner", sa.String(65)))
    op.add_column("rituals", sa.Column("days_off", sa.String(16), nullable=False, server_default="keep"))
    op.add_column("rituals", sa.Column("country", sa.String(8)))
    op.add_column("rituals", sa.Column("paused_why", sa.String(16)))
    op.add_column("rituals", sa.Column("ended_at", sa.DateTime(timezone=True)))
