"""Confirmations of tiers, and the moves of launches' days."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "launch_confirmations",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "launch_id", "role", name=op.f("pk_launch_confirmations")),
        _of_launch("launch_confirmations"),
    )
    op.create_table(
        "launch_moves",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("ready_before", sa.Date(), nullable=False),
        sa.Column("market_before", sa.Date(), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=False),
        sa.Column("market_on", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(65), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_launch_moves")),
        _of_launch("launch_moves"),
    )
    op.create_index(
        op.f("ix_launch_moves_workspace_id_launch_id"), "launch_moves", ["workspace_id", "launch_id"]
    )


def _of_launch(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "launch_id"],
        ["launches.workspace_id", "launches.id"],
        name=op.f(f"fk_{table}_workspace_id_launch_id"),
    )
