"""Signals, with what was understood, decided and answered."""

from sqlalchemy import (
    BigInteger,
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
    text,
)

from storage.tables.base import Instant, Sequence_, belongs, id_column, metadata, workspace_column

accounts = Table(
    "accounts",
    metadata,
    workspace_column(),
    id_column(),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),  # casefolded, one space between words
    Column("segment", Text),
    Column("revenue_minor", BigInteger),
    Column("revenue_currency", String(3)),
    Column("owner", String(65)),
    Column("domain", Text),  # of its web and mail addresses: acme.com
    Column("created_at", Instant, nullable=False),
    id_column("merged_into", nullable=True),  # the account that this one's name leads to
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "name_key"),
)

areas = Table(
    "areas",
    metadata,
    workspace_column(),
    id_column(),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),  # as an account's
    Column("owner", String(65), nullable=False),
    Column("channel_id", String(32)),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "name_key"),
)

themes = Table(
    "themes",
    metadata,
    workspace_column(),
    id_column(),
    Column("label", Text, nullable=False),
    Column("label_key", Text, nullable=False),
    id_column("area_id", nullable=True),
    Column("owner", String(65)),  # a person; without one, the area's owner answers
    Column("created_at", Instant, nullable=False),
    id_column("merged_into", nullable=True),  # the theme that this one's label leads to
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "label_key"),
    belongs("area_id", "areas"),
)

signals = Table(
    "signals",
    metadata,
    workspace_column(),
    id_column(),
    Column("number", Integer, nullable=False),
    Column("verbatim", Text, nullable=False),  # never edited
    Column("said_by", Text),  # in words: often somebody outside
    Column("said_at", Instant, nullable=False),
    Column("captured_by", String(65), nullable=False),
    Column("captured_at", Instant, nullable=False),
    Column("source", String(16), nullable=False),
    Column("permalink", Text),
    Column("kind", String(16), nullable=False),
    Column("importance", String(16)),
    id_column("account_id", nullable=True),
    Column("account_certain", Boolean, nullable=False),  # false: offered, waits for a person's yes
    Column("amount_minor", BigInteger),
    Column("amount_currency", String(3)),
    Column("competitor", Text),
    Column("link", Text),
    Column("visibility", String(16), nullable=False),
    Column("undone_at", Instant),
    Column("revision", Integer, nullable=False),
    Column("state", String(16), nullable=False, server_default="new"),  # what became of it
    Column("decided", Integer, nullable=False, server_default="0"),  # how many times
    Column("answered_at", Instant),  # the first answer to who captured it
    Column("place", String(32)),  # the channel of the message that it was, and its ts there
    Column("place_kind", String(16)),  # public, private, direct, shared
    Column("message_ts", String(32)),
    id_column("merged_into", nullable=True),  # the signal that says the same, and speaks for this one
    id_column("named_account_id", nullable=True),  # the account that people named, where it is merged
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    CheckConstraint("visibility in ('team', 'restricted')", name="visibility"),
    belongs("account_id", "accounts"),
    Index(None, "workspace_id", "captured_at"),
    Index(None, "workspace_id", "captured_by", "captured_at"),
    Index(None, "workspace_id", "account_id"),
    Index(None, "workspace_id", "state", "captured_at"),
    Index(
        None,
        "workspace_id",
        "merged_into",
        sqlite_where=text("merged_into IS NOT NULL"),
        postgresql_where=text("merged_into IS NOT NULL"),
    ),
    # One message is one signal; undone, it may become one again.
    Index(
        None,
        "workspace_id",
        "place",
        "message_ts",
        unique=True,
        sqlite_where=text("undone_at IS NULL"),
        postgresql_where=text("undone_at IS NULL"),
    ),
)

# What was said around it in its thread, kept where somebody asked for it.
signal_context = Table(
    "signal_context",
    metadata,
    workspace_column(),
    id_column("signal_id"),
    Column("message_ts", String(32), nullable=False),
    Column("said_by", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("words", Text, nullable=False),
    PrimaryKeyConstraint("workspace_id", "signal_id", "message_ts"),
    belongs("signal_id", "signals"),
)

# A message that somebody is about to save, while its form is open: forms hold too little for it. Kept for a day.
drafts = Table(
    "drafts",
    metadata,
    workspace_column(),
    id_column(),
    Column("by", String(65), nullable=False),
    Column("place", String(32), nullable=False),
    Column("place_kind", String(16), nullable=False),
    Column("message_ts", String(32), nullable=False),
    Column("author", String(65)),
    Column("author_name", Text),
    Column("words", Text, nullable=False),
    Column("created_at", Instant, nullable=False),  # real time
    PrimaryKeyConstraint("workspace_id", "id"),
)

# What was decided of a signal, each time, with the reason: one of the list, or written.
decisions = Table(
    "decisions",
    metadata,
    workspace_column(),
    Column("id", Sequence_, primary_key=True, autoincrement=True),
    id_column("signal_id"),
    Column("answer", String(16), nullable=False),  # a state, or later
    Column("reason", String(32)),  # of the list
    Column("words", Text),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    belongs("signal_id", "signals"),
    Index(None, "workspace_id", "signal_id", "id"),
)

# What was written between who answers for a signal and who captured it.
answers = Table(
    "answers",
    metadata,
    workspace_column(),
    id_column(),
    id_column("signal_id"),
    id_column("answers_id", nullable=True),  # what this is a reply to
    Column("words", Text, nullable=False),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    belongs("signal_id", "signals"),
)

# Kept beside the verbatim, the newest is shown; an empty one took the one before away.
corrections = Table(
    "corrections",
    metadata,
    workspace_column(),
    Column("id", Sequence_, primary_key=True, autoincrement=True),
    id_column("signal_id"),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    Column("words", Text, nullable=False),
    belongs("signal_id", "signals"),
    Index(None, "workspace_id", "signal_id", "id"),
)

signal_themes = Table(
    "signal_themes",
    metadata,
    workspace_column(),
    id_column("signal_id"),
    id_column("theme_id"),
    PrimaryKeyConstraint("workspace_id", "signal_id", "theme_id"),
    belongs("signal_id", "signals"),
    belongs("theme_id", "themes"),
    Index(None, "workspace_id", "theme_id"),
)

signal_mentions = Table(
    "signal_mentions",
    metadata,
    workspace_column(),
    id_column("signal_id"),
    Column("person", String(65), nullable=False),
    PrimaryKeyConstraint("workspace_id", "signal_id", "person"),
    belongs("signal_id", "signals"),
)

# Who hears what becomes of a signal, beside who captured it.
signal_followers = Table(
    "signal_followers",
    metadata,
    workspace_column(),
    id_column("signal_id"),
    Column("person", String(65), nullable=False),
    Column("followed_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "signal_id", "person"),
    belongs("signal_id", "signals"),
    Index(None, "workspace_id", "person", "followed_at"),
)
