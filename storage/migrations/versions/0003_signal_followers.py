"""Who follows a signal, beside who captured it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signal_followers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=65), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signal_id"],
            ["signals.workspace_id", "signals.id"],
            name=op.f("fk_signal_followers_workspace_id_signal_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "signal_id", "person", name=op.f("pk_signal_followers")),
    )
    op.create_index(
        op.f("ix_signal_followers_workspace_id_person_followed_at"),
        "signal_followers",
        ["workspace_id", "person", "followed_at"],
    )
