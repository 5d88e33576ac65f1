"""Who is invited to a demo: the members of its channel, a user group, or people."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

FACTS = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("demos", sa.Column("audience", FACTS, nullable=False, server_default="{}"))
    op.create_table(
        "demo_invited",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("demo_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "demo_id", "person"),
        sa.ForeignKeyConstraint(["workspace_id", "demo_id"], ["demos.workspace_id", "demos.id"]),
    )
