"""The briefs of launches, a part a row."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "launch_brief",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.String(65), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "launch_id", "part", name=op.f("pk_launch_brief")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "launch_id"],
            ["launches.workspace_id", "launches.id"],
            name=op.f("fk_launch_brief_workspace_id_launch_id"),
        ),
    )
