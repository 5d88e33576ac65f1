"""The tiers of launches change; tasks know whether somebody touched them, or moved them by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
BY_HAND = ("task_moved", "task_edited")


def upgrade() -> None:
    op.add_column("launches", sa.Column("tier_revision", sa.Integer(), nullable=False, server_default="0"))
    for name in ("touched", "moved"):
        op.add_column(
            "launch_tasks", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.add_column("launch_tasks", sa.Column("out_by", sa.String(32)))
    op.create_table(
        "launch_tier_changes",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("tier_before", sa.Integer(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("went", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(65), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_launch_tier_changes")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "launch_id"],
            ["launches.workspace_id", "launches.id"],
            name=op.f("fk_launch_tier_changes_workspace_id_launch_id"),
        ),
    )
    op.create_index(
        op.f("ix_launch_tier_changes_workspace_id_launch_id"),
        "launch_tier_changes",
        ["workspace_id", "launch_id"],
    )
    _of_before()


def _of_before() -> None:
    """What people did to the tasks that are there is seen on them, or stands in their history."""
    tx = op.get_bind()
    tx.execute(
        sa.text(
            "UPDATE launch_tasks SET touched = true WHERE state <> 'open' OR owner IS NOT NULL"
            " OR proof IS NOT NULL OR EXISTS (SELECT 1 FROM launch_notes"
            " WHERE launch_notes.workspace_id = launch_tasks.workspace_id"
            " AND launch_notes.task_id = launch_tasks.id)"
        )
    )
    audit = sa.table(
        "audit",
        sa.column("workspace_id"),
        sa.column("object_kind"),
        sa.column("object_id"),
        sa.column("act"),
        sa.column("after", sa.JSON()),
    )
    acts = tx.execute(
        sa.select(audit.c.workspace_id, audit.c.object_id, audit.c.act, audit.c.after).where(
            audit.c.object_kind == "launch", audit.c.act.in_(BY_HAND)
        )
    )
    for workspace, launch, act, after in acts.all():
        tx.execute(
            sa.text(
                "UPDATE launch_tasks SET touched = true, moved = moved OR :moved"
                " WHERE workspace_id = :workspace AND launch_id = :launch AND key = :key"
            ),
            {
                "moved": act == "task_moved",
                "workspace": workspace,
                "launch": launch,
                "key": after.get("task"),
            },
        )
