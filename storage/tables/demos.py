"""Demos, and other meetings of the same shape: sessions, what is shown, questions, who comes, what they thought of it."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import Facts, Instant, belongs, id_column, metadata, workspace_column

demos = Table(
    "demos",
    metadata,
    workspace_column(),
    id_column(),
    Column("number", Integer, nullable=False),
    Column("kind", String(24), nullable=False),  # which meeting it is
    Column("title", Text, nullable=False),  # empty: the name of its kind
    Column("state", String(16), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("zone", String(64), nullable=False),  # whose days and hours its reminders keep to
    Column("minutes", Integer, nullable=False),
    Column("place", Text),
    Column("link", Text),
    Column("channel_id", String(32), nullable=False),  # where it stands
    Column(
        "audience", Facts, nullable=False, server_default="{}"
    ),  # who is invited: the channel, a group or people
    Column("host", String(65)),
    Column("author", String(65)),  # nobody: the ritual
    Column("ritual_id", String(32)),
    Column("period", String(32)),
    Column("question_hour", Boolean, nullable=False),  # nothing is shown, all questions are welcome
    Column("called_off", String(16)),  # why it is cancelled
    Column("why", Text),  # in words
    Column("recording", Text),
    Column("notes", Text),
    Column("address", String(64), nullable=False),  # the last part of where its calendar entry is read
    Column("sequence", Integer, nullable=False),  # how often it was changed
    Column("changed_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    UniqueConstraint("workspace_id", "ritual_id", "period"),
    UniqueConstraint("address"),
    CheckConstraint("state in ('planned', 'cancelled', 'over')", name="state"),
    CheckConstraint("called_off in ('hand', 'skipped', 'empty')", name="called_off"),
    CheckConstraint("state <> 'cancelled' or called_off is not null", name="cancelled"),
    Index(None, "workspace_id", "state", "starts_at"),
)

demo_topics = Table(
    "demo_topics",
    metadata,
    workspace_column(),
    id_column(),
    id_column("demo_id"),
    Column("person", String(65), nullable=False),
    id_column("release_id", nullable=True),
    id_column("item_id", nullable=True),
    Column("title", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    belongs("demo_id", "demos"),
    belongs("release_id", "releases"),
    belongs("item_id", "items"),
    Index(None, "workspace_id", "demo_id"),
    Index(None, "workspace_id", "release_id"),
    Index(None, "workspace_id", "item_id"),
)

demo_questions = Table(
    "demo_questions",
    metadata,
    workspace_column(),
    id_column(),
    id_column("demo_id"),
    id_column("topic_id", nullable=True),
    Column("by", String(65), nullable=False),
    Column("words", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("answer", Text),
    Column("answered_by", String(65)),
    id_column("signal_id", nullable=True),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    CheckConstraint("state in ('open', 'answered', 'signal')", name="state"),
    CheckConstraint("state <> 'signal' or signal_id is not null", name="signal"),
    belongs("demo_id", "demos"),
    belongs("topic_id", "demo_topics"),
    belongs("signal_id", "signals"),
    Index(None, "workspace_id", "demo_id"),
)

demo_question_votes = Table(
    "demo_question_votes",
    metadata,
    workspace_column(),
    id_column("question_id"),
    Column("person", String(65), nullable=False),
    PrimaryKeyConstraint("workspace_id", "question_id", "person"),
    belongs("question_id", "demo_questions"),
)

# Who is invited, as far as it is known: nobody of a channel that is too large to be listed.
demo_invited = Table(
    "demo_invited",
    metadata,
    workspace_column(),
    id_column("demo_id"),
    Column("person", String(65), nullable=False),
    PrimaryKeyConstraint("workspace_id", "demo_id", "person"),
    belongs("demo_id", "demos"),
)

demo_rsvps = Table(
    "demo_rsvps",
    metadata,
    workspace_column(),
    id_column("demo_id"),
    Column("person", String(65), nullable=False),
    Column("answer", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "demo_id", "person"),
    CheckConstraint("answer in ('yes', 'no', 'later')", name="answer"),
    belongs("demo_id", "demos"),
)

demo_feedback = Table(
    "demo_feedback",
    metadata,
    workspace_column(),
    id_column("demo_id"),
    Column("person", String(65), nullable=False),
    Column("mark", Integer, nullable=False),
    Column("words", Text),
    PrimaryKeyConstraint("workspace_id", "demo_id", "person"),
    CheckConstraint("mark between 1 and 5", name="mark"),
    belongs("demo_id", "demos"),
)

# What time asks for: a row is there until it is done, and whoever takes it away does it.
demo_reminders = Table(
    "demo_reminders",
    metadata,
    workspace_column(),
    id_column("demo_id"),
    Column("what", String(16), nullable=False),
    Column("person", String(65), nullable=False),  # empty: nobody in particular
    Column("due_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("workspace_id", "demo_id", "what", "person"),
    belongs("demo_id", "demos"),
    Index(None, "due_at"),
)
