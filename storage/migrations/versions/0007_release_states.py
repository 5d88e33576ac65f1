"""Releases have states: a draft, scheduled, announced, withdrawn. Those of before are announced."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("releases") as table:
        table.add_column(sa.Column("state", sa.String(16), nullable=False, server_default="announced"))
        for name in ("arguments", "use_cases", "results", "withdrawn_why"):
            table.add_column(sa.Column(name, sa.Text()))
        table.add_column(sa.Column("tier", sa.Integer()))
        table.add_column(sa.Column("owner", sa.String(65)))
        for name in ("created_at", "scheduled_at", "withdrawn_at"):
            table.add_column(sa.Column(name, INSTANT))
        table.add_column(sa.Column("source", sa.String(255)))
    op.execute("UPDATE releases SET owner = announced_by, created_at = announced_at")
    with op.batch_alter_table("releases") as table:
        table.alter_column("state", server_default=None)
        table.alter_column("owner", nullable=False)
        table.alter_column("created_at", nullable=False)
        table.alter_column("announced_by", existing_type=sa.String(65), nullable=True)
        table.alter_column("announced_at", existing_type=INSTANT, nullable=True)
        table.create_check_constraint(
            op.f("ck_releases_state"), "state in ('draft', 'scheduled', 'announced', 'withdrawn')"
        )
        table.create_check_constraint(
            op.f("ck_releases_announced"), "state <> 'announced' or announced_at is not null"
        )
        table.create_check_constraint(
            op.f("ck_releases_scheduled"), "state <> 'scheduled' or scheduled_at is not null"
        )
        table.create_check_constraint(op.f("ck_releases_tier"), "tier between 0 and 3")
    op.create_index(op.f("ix_releases_state_scheduled_at"), "releases", ["state", "scheduled_at"])
    _links("release_items", "item_id", "items")
    _links("release_signals", "signal_id", "signals")
    op.create_index(
        op.f("ix_release_signals_workspace_id_signal_id"), "release_signals", ["workspace_id", "signal_id"]
    )
    op.execute(
        """INSERT INTO release_items (workspace_id, release_id, item_id)
        SELECT workspace_id, release_id, id FROM items WHERE release_id IS NOT NULL"""
    )


def _links(table: str, column: str, other: str) -> None:
    """A table of what a release is linked to."""
    op.create_table(
        table,
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("release_id", sa.String(32), nullable=False),
        sa.Column(column, sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "release_id", column, name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "release_id"],
            ["releases.workspace_id", "releases.id"],
            name=op.f(f"fk_{table}_workspace_id_release_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", column],
            [f"{other}.workspace_id", f"{other}.id"],
            name=op.f(f"fk_{table}_workspace_id_{column}"),
        ),
    )
