"""What came of launches: answers afterwards, and the thanks."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "launch_answers",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("reached", "what", "keep", "change")),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_launch_answers")),
        sa.UniqueConstraint(
            "workspace_id",
            "launch_id",
            "after",
            "person",
            name=op.f("uq_launch_answers_workspace_id_launch_id_after_person"),
        ),
        _of_launch("launch_answers"),
    )
    op.create_index(op.f("ix_launch_answers_workspace_id_at"), "launch_answers", ["workspace_id", "at"])
    op.create_table(
        "launch_thanks",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.String(65), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "launch_id", name=op.f("pk_launch_thanks")),
        _of_launch("launch_thanks"),
    )


def _of_launch(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "launch_id"],
        ["launches.workspace_id", "launches.id"],
        name=op.f(f"fk_{table}_workspace_id_launch_id"),
    )
