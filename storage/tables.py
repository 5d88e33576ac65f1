"""The tables. Every one has the workspace in its key; instants are UTC, money is integer minor units and an ISO currency.

People are stored as `team:user`, after their own team, since one of another company may speak in a shared channel.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC on both databases. Raises ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive time reached the database: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Facts = JSON().with_variant(JSONB(), "postgresql")
Sequence_ = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts up only for INTEGER PRIMARY KEY


def _workspace() -> Column[Any]:
    return Column("workspace_id", String(32), nullable=False)


def _id(name: str = "id", *, nullable: bool = False) -> Column[Any]:
    return Column(name, String(32), nullable=nullable)


def _belongs(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


# Workspaces and people ------------------------------------------------------------------------------------------

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", String(32), primary_key=True),  # Slack's team id
    Column("name", Text, nullable=False),
    Column("bot_user", String(32), nullable=False),
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("default_owner", String(65)),  # owner of the default area
    Column("installed_at", Instant, nullable=False),
    Column("set_up_at", Instant),
)

# What each channel is for, and whether the bot can speak there.
channels = Table(
    "channels",
    metadata,
    _workspace(),
    Column("purpose", String(16), nullable=False),
    Column("channel_id", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    PrimaryKeyConstraint("workspace_id", "purpose"),
)

people = Table(
    "people",
    metadata,
    _workspace(),
    Column("person", String(65), nullable=False),
    Column("name", Text, nullable=False),
    Column("locale", String(16)),
    Column("zone", String(64)),
    Column("is_admin", Boolean, nullable=False),
    Column("is_bot", Boolean, nullable=False),
    Column("deactivated", Boolean, nullable=False),
    Column("named_admin", Boolean, nullable=False, server_default=false()),
    Column("seen_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "person"),
)

# A person's or a channel's choices: language, and message kinds switched off.
preferences = Table(
    "preferences",
    metadata,
    _workspace(),
    Column("subject", String(65), nullable=False),
    Column("name", String(64), nullable=False),
    Column("value", String(64), nullable=False),
    PrimaryKeyConstraint("workspace_id", "subject", "name"),
)

# The next number of a reference such as S-12, bumped in the transaction that uses it.
counters = Table(
    "counters",
    metadata,
    _workspace(),
    Column("kind", String(16), nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("workspace_id", "kind"),
)

# What changed, by whom: before and after. Somebody's words are never in here, only the ids of their rows.
audit = Table(
    "audit",
    metadata,
    _workspace(),
    Column("id", Sequence_, primary_key=True, autoincrement=True),
    Column("object_kind", String(16), nullable=False),
    Column("object_id", String(32), nullable=False),
    Column("act", String(32), nullable=False),
    Column("by", String(65)),
    Column("at", Instant, nullable=False),
    Column("before", Facts, nullable=False),
    Column("after", Facts, nullable=False),
    Index(None, "workspace_id", "object_kind", "object_id", "id"),
)

# Signals --------------------------------------------------------------------------------------------------------

accounts = Table(
    "accounts",
    metadata,
    _workspace(),
    _id(),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),  # casefolded, one space between words
    Column("segment", Text),
    Column("revenue_minor", BigInteger),
    Column("revenue_currency", String(3)),
    Column("owner", String(65)),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "name_key"),
)

areas = Table(
    "areas",
    metadata,
    _workspace(),
    _id(),
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
    _workspace(),
    _id(),
    Column("label", Text, nullable=False),
    Column("label_key", Text, nullable=False),
    _id("area_id", nullable=True),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "label_key"),
    _belongs("area_id", "areas"),
)

signals = Table(
    "signals",
    metadata,
    _workspace(),
    _id(),
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
    _id("account_id", nullable=True),
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
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    CheckConstraint("visibility in ('team', 'restricted')", name="visibility"),
    _belongs("account_id", "accounts"),
    Index(None, "workspace_id", "captured_at"),
    Index(None, "workspace_id", "captured_by", "captured_at"),
    Index(None, "workspace_id", "account_id"),
    Index(None, "workspace_id", "state", "captured_at"),
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
    _workspace(),
    _id("signal_id"),
    Column("message_ts", String(32), nullable=False),
    Column("said_by", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("words", Text, nullable=False),
    PrimaryKeyConstraint("workspace_id", "signal_id", "message_ts"),
    _belongs("signal_id", "signals"),
)

# A message that somebody is about to save, while its form is open: forms hold too little for it. Kept for a day.
drafts = Table(
    "drafts",
    metadata,
    _workspace(),
    _id(),
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
    _workspace(),
    Column("id", Sequence_, primary_key=True, autoincrement=True),
    _id("signal_id"),
    Column("answer", String(16), nullable=False),  # a state, or later
    Column("reason", String(32)),  # of the list
    Column("words", Text),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    _belongs("signal_id", "signals"),
    Index(None, "workspace_id", "signal_id", "id"),
)

# What was written between who answers for a signal and who captured it.
answers = Table(
    "answers",
    metadata,
    _workspace(),
    _id(),
    _id("signal_id"),
    _id("answers_id", nullable=True),  # what this is a reply to
    Column("words", Text, nullable=False),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    _belongs("signal_id", "signals"),
)

# Kept beside the verbatim, the newest is shown.
corrections = Table(
    "corrections",
    metadata,
    _workspace(),
    Column("id", Sequence_, primary_key=True, autoincrement=True),
    _id("signal_id"),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    Column("words", Text, nullable=False),
    _belongs("signal_id", "signals"),
    Index(None, "workspace_id", "signal_id", "id"),
)

signal_themes = Table(
    "signal_themes",
    metadata,
    _workspace(),
    _id("signal_id"),
    _id("theme_id"),
    PrimaryKeyConstraint("workspace_id", "signal_id", "theme_id"),
    _belongs("signal_id", "signals"),
    _belongs("theme_id", "themes"),
    Index(None, "workspace_id", "theme_id"),
)

signal_mentions = Table(
    "signal_mentions",
    metadata,
    _workspace(),
    _id("signal_id"),
    Column("person", String(65), nullable=False),
    PrimaryKeyConstraint("workspace_id", "signal_id", "person"),
    _belongs("signal_id", "signals"),
)

# Releases -------------------------------------------------------------------------------------------------------

releases = Table(
    "releases",
    metadata,
    _workspace(),
    _id(),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("changes", Text, nullable=False),  # Markdown
    Column("audience", Text),
    Column("value", Text),
    Column("proof", Text),
    Column("questions", Text),
    Column("link", Text),
    Column("released_on", Date, nullable=False),
    Column("announced_by", String(65), nullable=False),
    Column("announced_at", Instant, nullable=False),
    Column("edited_at", Instant),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    Index(None, "workspace_id", "announced_at"),
)

# Roadmap --------------------------------------------------------------------------------------------------------

items = Table(
    "items",
    metadata,
    _workspace(),
    _id(),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("details", Text),
    Column("place", String(16), nullable=False),  # the column of the board that it stands in
    Column("position", Integer, nullable=False),  # order inside the column
    Column("reason", String(32)),  # why later or declined: of the list
    Column("reason_words", Text),  # or written
    _id("area_id", nullable=True),
    Column("owner", String(65)),
    _id("release_id", nullable=True),  # shipped by
    Column("created_by", String(65), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    CheckConstraint("place in ('now', 'next', 'later', 'shipped', 'declined')", name="place"),
    _belongs("area_id", "areas"),
    _belongs("release_id", "releases"),
    Index(None, "workspace_id", "place", "position"),
    Index(None, "workspace_id", "release_id"),
)

item_signals = Table(
    "item_signals",
    metadata,
    _workspace(),
    _id("item_id"),
    _id("signal_id"),
    Column("linked_by", String(65), nullable=False),
    Column("linked_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "item_id", "signal_id"),
    _belongs("item_id", "items"),
    _belongs("signal_id", "signals"),
    Index(None, "workspace_id", "signal_id"),
)

item_followers = Table(
    "item_followers",
    metadata,
    _workspace(),
    _id("item_id"),
    Column("person", String(65), nullable=False),
    PrimaryKeyConstraint("workspace_id", "item_id", "person"),
    _belongs("item_id", "items"),
)

# Who was told that an item shipped: once a person and item, whatever is announced or edited later.
tellings = Table(
    "tellings",
    metadata,
    _workspace(),
    _id("item_id"),
    Column("person", String(65), nullable=False),
    _id("release_id"),
    Column("told_by", String(65), nullable=False),
    Column("told_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "item_id", "person"),
    _belongs("item_id", "items"),
    _belongs("release_id", "releases"),
    Index(None, "workspace_id", "release_id", "person"),
)

# Search -----------------------------------------------------------------------------------------------------------

# The stemmed words of everything that can be found, the newest with the greatest `seq`. The index on the words is made by
# migration 0002, since each database has its own kind.
search_entries = Table(
    "search_entries",
    metadata,
    _workspace(),
    Column("seq", Sequence_, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("object_id", String(32), nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("workspace_id", "kind", "object_id"),
)

# Rituals and runs -----------------------------------------------------------------------------------------------

rituals = Table(
    "rituals",
    metadata,
    _workspace(),
    _id(),
    Column("kind", String(32), nullable=False),
    Column("name", String(64), nullable=False),
    Column("channel_id", String(32), nullable=False),
    Column("rule", Text, nullable=False),  # RRULE
    Column("at", String(5), nullable=False),  # wall time, HH:MM
    Column("zone", String(64)),  # null: the workspace's
    Column("language", String(2)),  # null: the channel's
    Column("options", Facts, nullable=False),
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("skip", String(16)),  # the period to leave out
    Column("active_since", Instant, nullable=False),  # nothing due before it runs
    Column("covered_until", Instant),  # end of the last scheduled run's window
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "name"),
)

runs = Table(
    "runs",
    metadata,
    _workspace(),
    _id(),
    _id("ritual_id"),
    Column("occurrence", String(48), nullable=False),  # 2026-W48, or manual:<id>
    Column("recipient", String(65), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("window_start", Instant, nullable=False),
    Column("window_end", Instant, nullable=False),  # not in the window
    Column("outcome", String(16), nullable=False),  # said, empty, skipped, missed
    Column("facts", Facts, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String(65)),  # null: the clock
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "ritual_id", "occurrence", "recipient"),
    _belongs("ritual_id", "rituals"),
    Index(None, "workspace_id", "ritual_id", "window_end"),
)

# A ritual whose gathering fails, until it works or its window closes.
ritual_failures = Table(
    "ritual_failures",
    metadata,
    _workspace(),
    _id("ritual_id"),
    Column("occurrence", String(48), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Text, nullable=False),
    Column("next_attempt_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "ritual_id", "occurrence"),
    _belongs("ritual_id", "rituals"),
)

# Things to say, things to do ------------------------------------------------------------------------------------

# `seq` gives the order; `wanted` and `shown` are revisions: a card is said again, in place, while shown < wanted.
outbox = Table(
    "outbox",
    metadata,
    _workspace(),
    Column("seq", Sequence_, primary_key=True, autoincrement=True),
    Column("kind", String(32), nullable=False),
    Column("recipient", String(65), nullable=False),  # a channel, or a person (team:user)
    Column("facts", Facts, nullable=False),  # ids and numbers, never words
    Column("unique_key", String(160), nullable=False),
    Column("ordering_key", String(160), nullable=False),
    Column("under", String(160)),  # unique key of the message in whose thread it goes
    Column("thread_ts", String(32)),  # or the ts of somebody else's message in whose thread it goes
    Column("card", Boolean, nullable=False),  # one for each object and place, kept to be edited
    Column("not_before", Instant, nullable=False),  # real time
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # waiting, done, failed, held
    Column("attempts", Integer, nullable=False),
    Column("lease", String(32)),
    Column("leased_until", Instant),  # real time
    Column("maybe_since", Instant),  # real time: from when on it may have been posted, while nobody knows
    Column("channel_id", String(32)),  # where it stands
    Column("ts", String(32)),
    Column("last_error", Text),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    UniqueConstraint("workspace_id", "unique_key"),
    Index(None, "state", "not_before", "seq"),
    Index(None, "workspace_id", "ordering_key", "state", "seq"),
)

# When the next message may go: one row for each channel and one (`*`) for the workspace.
pace = Table(
    "pace",
    metadata,
    _workspace(),
    Column("channel", String(65), nullable=False),
    Column("not_before", Instant, nullable=False),  # real time
    PrimaryKeyConstraint("workspace_id", "channel"),
)

jobs = Table(
    "jobs",
    metadata,
    _workspace(),
    Column("seq", Sequence_, primary_key=True, autoincrement=True),
    Column("kind", String(32), nullable=False),
    Column("facts", Facts, nullable=False),
    Column("unique_key", String(160), nullable=False),
    Column("not_before", Instant, nullable=False),  # real time
    Column("state", String(16), nullable=False),  # waiting, done, failed
    Column("attempts", Integer, nullable=False),
    Column("lease", String(32)),
    Column("leased_until", Instant),  # real time
    Column("last_error", Text),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    UniqueConstraint("workspace_id", "unique_key"),
    Index(None, "state", "not_before", "seq"),
)

# What was already answered: the same request again gets the same facts. Kept for 24 hours.
requests = Table(
    "requests",
    metadata,
    _workspace(),
    Column("key", String(200), nullable=False),
    Column("facts", Facts, nullable=False),
    Column("at", Instant, nullable=False),  # real time
    PrimaryKeyConstraint("workspace_id", "key"),
    Index(None, "at"),
)

# Facts about the machine itself: the ticker's last beat, the demo's clock.
machine = Table(
    "machine",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)
