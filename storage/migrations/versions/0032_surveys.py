"""Surveys, and who said yes to being an ambassador."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
FACTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "surveys",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("release_id", sa.String(32)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("timing", sa.String(16), nullable=False),
        sa.Column("after_days", sa.Integer()),
        sa.Column("before_id", sa.String(32)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("audience", FACTS, nullable=False),
        sa.Column("open_days", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(65), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT),
        sa.Column("closes_at", INSTANT),
        sa.Column("remind_at", INSTANT),
        sa.Column("closed_at", INSTANT),
        sa.Column("closed_how", sa.String(16)),
        sa.Column("result", FACTS),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_surveys")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_surveys_workspace_id_number")),
        sa.CheckConstraint("kind in ('release', 'product', 'tool')", name=op.f("ck_surveys_kind")),
        sa.CheckConstraint("kind <> 'release' or release_id is not null", name=op.f("ck_surveys_release")),
        sa.CheckConstraint("timing in ('now', 'both', 'after')", name=op.f("ck_surveys_timing")),
        sa.CheckConstraint("timing = 'now' or after_days is not null", name=op.f("ck_surveys_after")),
        sa.CheckConstraint(
            "state in ('draft', 'planned', 'opening', 'open', 'closed')", name=op.f("ck_surveys_state")
        ),
        sa.CheckConstraint("closed_how in ('time', 'hand', 'everybody')", name=op.f("ck_surveys_closed_how")),
        sa.CheckConstraint("state <> 'open' or closes_at is not null", name=op.f("ck_surveys_open")),
        sa.CheckConstraint("state <> 'closed' or result is not null", name=op.f("ck_surveys_closed")),
        _belongs("release_id", "releases"),
        _belongs("before_id", "surveys"),
    )
    op.create_index(op.f("ix_surveys_state_closes_at"), "surveys", ["state", "closes_at"])
    op.create_index(op.f("ix_surveys_workspace_id_release_id"), "surveys", ["workspace_id", "release_id"])
    op.create_table(
        "ambassadors",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "topic", "person", name=op.f("pk_ambassadors")),
    )
    op.create_index(op.f("ix_ambassadors_workspace_id_person"), "ambassadors", ["workspace_id", "person"])


def _belongs(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{to}.workspace_id", f"{to}.id"],
        name=op.f(f"fk_surveys_workspace_id_{column}"),
    )
