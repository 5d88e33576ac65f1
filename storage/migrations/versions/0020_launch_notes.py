"""Notes that people write beside the tasks of a launch."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "launch_notes",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("task_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_launch_notes")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"],
            ["launch_tasks.workspace_id", "launch_tasks.id"],
            name=op.f("fk_launch_notes_workspace_id_task_id"),
        ),
    )
    op.create_index(
        op.f("ix_launch_notes_workspace_id_task_id_at"), "launch_notes", ["workspace_id", "task_id", "at"]
    )
