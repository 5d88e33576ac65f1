"""Launches: plans with roles and tasks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
FACTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "launches",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.String(32), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("proposed", sa.Integer(), nullable=False),
        sa.Column("answers", FACTS, nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=False),
        sa.Column("market_on", sa.Date(), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("started_by", sa.String(65), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_launches")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_launches_workspace_id_number")),
        sa.UniqueConstraint("workspace_id", "release_id", name=op.f("uq_launches_workspace_id_release_id")),
        sa.CheckConstraint("tier between 0 and 3", name=op.f("ck_launches_tier")),
        sa.CheckConstraint("market_on >= ready_on", name=op.f("ck_launches_dates")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "release_id"],
            ["releases.workspace_id", "releases.id"],
            name=op.f("fk_launches_workspace_id_release_id"),
        ),
    )
    op.create_table(
        "launch_roles",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "launch_id", "role", name=op.f("pk_launch_roles")),
        _of_launch("launch_roles"),
    )
    op.create_index(op.f("ix_launch_roles_workspace_id_person"), "launch_roles", ["workspace_id", "person"])
    op.create_table(
        "launch_tasks",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("side", sa.String(16), nullable=False),
        sa.Column("help", sa.Text(), nullable=False),
        sa.Column("done_when", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("owner", sa.String(65)),
        sa.Column("why", sa.Text()),
        sa.Column("closed_by", sa.String(65)),
        sa.Column("closed_at", INSTANT),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_launch_tasks")),
        sa.UniqueConstraint(
            "workspace_id",
            "launch_id",
            "position",
            name=op.f("uq_launch_tasks_workspace_id_launch_id_position"),
        ),
        sa.CheckConstraint("state in ('open', 'done', 'dropped')", name=op.f("ck_launch_tasks_state")),
        sa.CheckConstraint("state = 'open' or closed_at is not null", name=op.f("ck_launch_tasks_closed")),
        _of_launch("launch_tasks"),
    )
    op.create_index(op.f("ix_launch_tasks_workspace_id_owner"), "launch_tasks", ["workspace_id", "owner"])
    op.create_index(
        op.f("ix_launch_tasks_workspace_id_state_due_on"), "launch_tasks", ["workspace_id", "state", "due_on"]
    )


def _of_launch(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "launch_id"],
        ["launches.workspace_id", "launches.id"],
        name=op.f(f"fk_{table}_workspace_id_launch_id"),
    )
