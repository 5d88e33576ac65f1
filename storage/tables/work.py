"""Things to say and things to do, requests already answered, the machine itself."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import Facts, Instant, Sequence_, metadata, workspace_column

# `seq` gives the order; `wanted` and `shown` are revisions: a card is said again, in place, while shown < wanted.
outbox = Table(
    "outbox",
    metadata,
    workspace_column(),
    Column("seq", Sequence_, primary_key=True, autoincrement=True),
    Column("kind", String(32), nullable=False),
    Column("recipient", String(65), nullable=False),  # a channel, or a person (team:user)
    Column("facts", Facts, nullable=False),  # ids and numbers, never words
    Column("unique_key", String(160), nullable=False),
    Column("ordering_key", String(160), nullable=False),
    Column("under", String(160)),  # unique key of the message in whose thread it goes
    Column("thread_ts", String(32)),  # or the ts of somebody else's message in whose thread it goes
    Column("bundle", String(160)),  # unique key of the message within which it is said
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
    Index(None, "workspace_id", "bundle"),
)

# When the next message may go: one row for each channel and one (`*`) for the workspace.
pace = Table(
    "pace",
    metadata,
    workspace_column(),
    Column("channel", String(65), nullable=False),
    Column("not_before", Instant, nullable=False),  # real time
    PrimaryKeyConstraint("workspace_id", "channel"),
)

jobs = Table(
    "jobs",
    metadata,
    workspace_column(),
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
    workspace_column(),
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
