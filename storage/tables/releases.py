"""Releases: what is written of each, for whom, what it answers, and who looked at it before."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import Facts, Instant, Sequence_, belongs, id_column, metadata, workspace_column

releases = Table(
    "releases",
    metadata,
    workspace_column(),
    id_column(),
    Column("number", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("changes", Text, nullable=False),  # Markdown; a draft's may be empty
    Column("audience", Text),
    Column("value", Text),
    Column("arguments", Text),
    Column("use_cases", Text),
    Column("results", Text),  # expected
    Column("proof", Text),
    Column("questions", Text),
    Column("link", Text),
    Column("tier", Integer),  # proposed: 0 a company event to 3 a note
    Column("released_on", Date, nullable=False),
    Column("owner", String(65), nullable=False),  # who writes it
    Column("created_at", Instant, nullable=False),
    Column("scheduled_at", Instant),  # when it is to be announced by itself
    Column("announced_by", String(65)),
    Column("announced_at", Instant),
    Column("edited_at", Instant),
    Column("withdrawn_at", Instant),
    Column("withdrawn_why", Text),
    Column("source", String(255)),  # where it was imported from
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    CheckConstraint("state in ('draft', 'scheduled', 'announced', 'withdrawn')", name="state"),
    CheckConstraint("state <> 'announced' or announced_at is not null", name="announced"),
    CheckConstraint("state <> 'scheduled' or scheduled_at is not null", name="scheduled"),
    CheckConstraint("tier between 0 and 3", name="tier"),
    Index(None, "workspace_id", "announced_at"),
    Index(None, "state", "scheduled_at"),
)

# The roadmap items that a draft is to ship: they leave the board when it is announced.
release_items = Table(
    "release_items",
    metadata,
    workspace_column(),
    id_column("release_id"),
    id_column("item_id"),
    PrimaryKeyConstraint("workspace_id", "release_id", "item_id"),
    belongs("release_id", "releases"),
    belongs("item_id", "items"),
)

# The signals that a release answers, beside those behind its items.
release_signals = Table(
    "release_signals",
    metadata,
    workspace_column(),
    id_column("release_id"),
    id_column("signal_id"),
    PrimaryKeyConstraint("workspace_id", "release_id", "signal_id"),
    belongs("release_id", "releases"),
    belongs("signal_id", "signals"),
    Index(None, "workspace_id", "signal_id"),
)

# What each audience reads, where somebody wrote it anew (else null), and the channels that it goes to.
release_texts = Table(
    "release_texts",
    metadata,
    workspace_column(),
    id_column("release_id"),
    Column("audience", String(16), nullable=False),
    Column("words", Text),  # Markdown
    Column("channels", Facts, nullable=False),
    PrimaryKeyConstraint("workspace_id", "release_id", "audience"),
    belongs("release_id", "releases"),
)

# Who was asked to look at a draft, and what they said: the newest of each person counts.
release_reviews = Table(
    "release_reviews",
    metadata,
    workspace_column(),
    Column("id", Sequence_, primary_key=True, autoincrement=True),
    id_column("release_id"),
    Column("act", String(16), nullable=False),  # asked, good, comment
    Column("channel_id", String(32), nullable=False),
    Column("by", String(65), nullable=False),
    Column("words", Text),
    Column("at", Instant, nullable=False),
    CheckConstraint("act in ('asked', 'good', 'comment')", name="act"),
    belongs("release_id", "releases"),
    Index(None, "workspace_id", "release_id", "id"),
)
