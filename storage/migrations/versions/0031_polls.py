"""Polls, their options, named votes; ballot boxes for anonymous ones."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
FACTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "polls",
        _workspace(),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("most", sa.Integer()),
        *(
            sa.Column(name, sa.Boolean(), nullable=False)
            for name in ("anonymous", "comments", "by_side", "others")
        ),
        sa.Column("language", sa.String(2)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("audience", FACTS, nullable=False),
        sa.Column("open_hours", sa.Integer()),
        sa.Column("owner", sa.String(65), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT),
        sa.Column("closes_at", INSTANT),
        sa.Column("remind_at", INSTANT),
        sa.Column("large", sa.Boolean(), nullable=False),
        sa.Column("closed_at", INSTANT),
        sa.Column("closed_how", sa.String(16)),
        sa.Column("result", FACTS),
        sa.Column("decision", sa.Text()),
        sa.Column("decision_why", sa.Text()),
        sa.Column("decision_items", FACTS),
        sa.Column("decided_by", sa.String(65)),
        sa.Column("decided_at", INSTANT),
        sa.Column("nudge_at", INSTANT),
        sa.Column("nudges", sa.Integer(), nullable=False),
        sa.Column("ritual_id", sa.String(32)),
        sa.Column("period", sa.String(32)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_polls")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_polls_workspace_id_number")),
        sa.UniqueConstraint(
            "workspace_id", "ritual_id", "period", name=op.f("uq_polls_workspace_id_ritual_id_period")
        ),
        sa.CheckConstraint(
            "kind in ('one', 'several', 'points', 'stance', 'ranking')", name=op.f("ck_polls_kind")
        ),
        sa.CheckConstraint("state in ('draft', 'opening', 'open', 'closed')", name=op.f("ck_polls_state")),
        sa.CheckConstraint("closed_how in ('time', 'hand', 'everybody')", name=op.f("ck_polls_closed_how")),
        sa.CheckConstraint("state <> 'open' or closes_at is not null", name=op.f("ck_polls_open")),
        sa.CheckConstraint("state <> 'closed' or result is not null", name=op.f("ck_polls_closed")),
    )
    op.create_index(op.f("ix_polls_state_closes_at"), "polls", ["state", "closes_at"])
    op.create_table(
        "poll_options",
        _workspace(),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("poll_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("item_id", sa.String(32)),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_poll_options")),
        _belongs("poll_options", "poll_id", "polls"),
        _belongs("poll_options", "item_id", "items"),
    )
    for column in ("poll_id", "item_id"):
        op.create_index(
            op.f(f"ix_poll_options_workspace_id_{column}"), "poll_options", ["workspace_id", column]
        )
    op.create_table(
        "poll_votes",
        _workspace(),
        sa.Column("poll_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("choices", FACTS, nullable=False),
        sa.Column("reasons", FACTS, nullable=False),
        sa.Column("comment", sa.Text()),
        sa.PrimaryKeyConstraint("workspace_id", "poll_id", "person", name=op.f("pk_poll_votes")),
        _belongs("poll_votes", "poll_id", "polls"),
    )
    _ballot_boxes()


def _ballot_boxes() -> None:
    op.create_table(
        "voters",
        _workspace(),
        sa.Column("box_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("voted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "box_id", "person", name=op.f("pk_voters")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballots",
        _workspace(),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("box_id", sa.String(32), nullable=False),
        sa.Column("choices", FACTS, nullable=False),
        sa.Column("side", sa.String(16)),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_ballots")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "remarks",
        _workspace(),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("box_id", sa.String(32), nullable=False),
        sa.Column("option_id", sa.String(32)),
        sa.Column("mood", sa.SmallInteger()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_remarks")),
        sqlite_with_rowid=False,
    )
    for table in ("ballots", "remarks"):
        op.create_index(op.f(f"ix_{table}_workspace_id_box_id"), table, ["workspace_id", "box_id"])


def _workspace() -> sa.Column[str]:
    return sa.Column("workspace_id", sa.String(32), nullable=False)


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{to}.workspace_id", f"{to}.id"],
        name=op.f(f"fk_{table}_workspace_id_{column}"),
    )
