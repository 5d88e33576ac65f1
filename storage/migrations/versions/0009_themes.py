"""Themes have an owner of their own; proposed ones are kept, with what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("themes", sa.Column("owner", sa.String(length=65), nullable=True))
    op.create_table(
        "proposals",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("core", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.String(length=65), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('open', 'accepted', 'dismissed')", name=op.f("ck_proposals_state")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_proposals")),
    )
    op.create_index(
        op.f("ix_proposals_workspace_id_core"),
        "proposals",
        ["workspace_id", "core"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "proposal_signals",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("signal_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "proposal_id"],
            ["proposals.workspace_id", "proposals.id"],
            name=op.f("fk_proposal_signals_workspace_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signal_id"],
            ["signals.workspace_id", "signals.id"],
            name=op.f("fk_proposal_signals_workspace_id_signal_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "proposal_id", "signal_id", name=op.f("pk_proposal_signals")),
    )
    op.create_index(
        op.f("ix_proposal_signals_workspace_id_signal_id"),
        "proposal_signals",
        ["workspace_id", "signal_id"],
        unique=False,
    )
