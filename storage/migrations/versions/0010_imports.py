"""What was brought in from files; the domain of an account."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("domain", sa.Text(), nullable=True))
    op.create_table(
        "imports",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "key", name=op.f("pk_imports")),
    )
    op.create_index(op.f("ix_imports_workspace_id_kind_at"), "imports", ["workspace_id", "kind", "at"])
