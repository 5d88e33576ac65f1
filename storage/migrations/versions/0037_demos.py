"""Demos: sessions, what is shown, questions, who comes, reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _demos()
    _agenda()
    _people()


def _demos() -> None:
    op.create_table(
        "demos",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("link", sa.Text()),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("host", sa.String(65)),
        sa.Column("author", sa.String(65)),
        sa.Column("ritual_id", sa.String(32)),
        sa.Column("period", sa.String(32)),
        sa.Column("question_hour", sa.Boolean(), nullable=False),
        sa.Column("called_off", sa.String(16)),
        sa.Column("why", sa.Text()),
        sa.Column("recording", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_demos")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_demos_workspace_id_number")),
        sa.UniqueConstraint(
            "workspace_id", "ritual_id", "period", name=op.f("uq_demos_workspace_id_ritual_id_period")
        ),
        sa.UniqueConstraint("address", name=op.f("uq_demos_address")),
        sa.CheckConstraint("state in ('planned', 'cancelled', 'over')", name=op.f("ck_demos_state")),
        sa.CheckConstraint("called_off in ('hand', 'skipped', 'empty')", name=op.f("ck_demos_called_off")),
        sa.CheckConstraint("state <> 'cancelled' or called_off is not null", name=op.f("ck_demos_cancelled")),
    )
    op.create_index(
        op.f("ix_demos_workspace_id_state_starts_at"), "demos", ["workspace_id", "state", "starts_at"]
    )


def _agenda() -> None:
    op.create_table(
        "demo_topics",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("demo_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("release_id", sa.String(32)),
        sa.Column("item_id", sa.String(32)),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_demo_topics")),
        _belongs("demo_topics", "demo_id", "demos"),
        _belongs("demo_topics", "release_id", "releases"),
        _belongs("demo_topics", "item_id", "items"),
    )
    for column in ("demo_id", "release_id", "item_id"):
        op.create_index(
            op.f(f"ix_demo_topics_workspace_id_{column}"), "demo_topics", ["workspace_id", column]
        )
    op.create_table(
        "demo_questions",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("demo_id", sa.String(32), nullable=False),
        sa.Column("topic_id", sa.String(32)),
        sa.Column("by", sa.String(65), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_by", sa.String(65)),
        sa.Column("signal_id", sa.String(32)),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_demo_questions")),
        sa.CheckConstraint("state in ('open', 'answered', 'signal')", name=op.f("ck_demo_questions_state")),
        sa.CheckConstraint(
            "state <> 'signal' or signal_id is not null", name=op.f("ck_demo_questions_signal")
        ),
        _belongs("demo_questions", "demo_id", "demos"),
        _belongs("demo_questions", "topic_id", "demo_topics"),
        _belongs("demo_questions", "signal_id", "signals"),
    )
    op.create_index(
        op.f("ix_demo_questions_workspace_id_demo_id"), "demo_questions", ["workspace_id", "demo_id"]
    )
    op.create_table(
        "demo_question_votes",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("question_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "question_id", "person", name=op.f("pk_demo_question_votes")),
        _belongs("demo_question_votes", "question_id", "demo_questions"),
    )


def _people() -> None:
    op.create_table(
        "demo_rsvps",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("demo_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "demo_id", "person", name=op.f("pk_demo_rsvps")),
        sa.CheckConstraint("answer in ('yes', 'no', 'later')", name=op.f("ck_demo_rsvps_answer")),
        _belongs("demo_rsvps", "demo_id", "demos"),
    )
    op.create_table(
        "demo_feedback",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("demo_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.PrimaryKeyConstraint("workspace_id", "demo_id", "person", name=op.f("pk_demo_feedback")),
        sa.CheckConstraint("mark between 1 and 5", name=op.f("ck_demo_feedback_mark")),
        _belongs("demo_feedback", "demo_id", "demos"),
    )
    op.create_table(
        "demo_reminders",
        sa.Column("workspace_id", sa.String(32), nullable=False),
        sa.Column("demo_id", sa.String(32), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("person", sa.String(65), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "demo_id", "what", "person", name=op.f("pk_demo_reminders")),
        _belongs("demo_reminders", "demo_id", "demos"),
    )
    op.create_index(op.f("ix_demo_reminders_due_at"), "demo_reminders", ["due_at"])


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{to}.workspace_id", f"{to}.id"],
        name=op.f(f"fk_{table}_workspace_id_{column}"),
    )
