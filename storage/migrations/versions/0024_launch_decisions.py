"""Go or no-go: rounds, blind votes, decisions, and announcements made all the same."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
FACTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "launch_decisions",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("criteria", FACTS, nullable=False),
        sa.Column("opens_at", INSTANT, nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("planned_by", sa.String(65), nullable=False),
        sa.Column("reminded_at", INSTANT),
        sa.Column("revealed_at", INSTANT),
        sa.Column("outcome", sa.String(16)),
        sa.Column("words", sa.Text()),
        sa.Column("decided_by", sa.String(65)),
        sa.Column("decided_at", INSTANT),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_launch_decisions")),
        sa.UniqueConstraint(
            "workspace_id",
            "launch_id",
            "round",
            name=op.f("uq_launch_decisions_workspace_id_launch_id_round"),
        ),
        sa.CheckConstraint(
            "state in ('planned', 'open', 'revealed', 'decided', 'cancelled')",
            name=op.f("ck_launch_decisions_state"),
        ),
        sa.CheckConstraint("outcome in ('go', 'conditions', 'no')", name=op.f("ck_launch_decisions_outcome")),
        sa.CheckConstraint(
            "state <> 'decided' or outcome is not null", name=op.f("ck_launch_decisions_decided")
        ),
        _belongs("launch_decisions", "launch_id", "launches"),
    )
    op.create_index(op.f("ix_launch_decisions_state_opens_at"), "launch_decisions", ["state", "opens_at"])
    op.create_table(
        "launch_votes",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("decision_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("vote", sa.String(16)),
        sa.Column("why", sa.Text()),
        sa.Column("doubts", sa.Text()),
        sa.PrimaryKeyConstraint("workspace_id", "decision_id", "person", name=op.f("pk_launch_votes")),
        sa.CheckConstraint("vote in ('go', 'conditions', 'no')", name=op.f("ck_launch_votes_vote")),
        _belongs("launch_votes", "decision_id", "launch_decisions"),
    )
    op.create_table(
        "launch_overrides",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("launch_id", sa.String(32), nullable=False),
        sa.Column("missing", FACTS, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(65), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "launch_id", name=op.f("pk_launch_overrides")),
        _belongs("launch_overrides", "launch_id", "launches"),
    )


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{to}.workspace_id", f"{to}.id"],
        name=op.f(f"fk_{table}_workspace_id_{column}"),
    )
