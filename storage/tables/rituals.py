"""Rituals, their runs, and what failed."""

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
    false,
)

from storage.tables.base import Facts, Instant, belongs, id_column, metadata, workspace_column

rituals = Table(
    "rituals",
    metadata,
    workspace_column(),
    id_column(),
    Column("kind", String(32), nullable=False),
    Column("name", String(64), nullable=False),
    Column("channel_id", String(32), nullable=False),
    Column("rule", Text, nullable=False),  # RRULE
    Column("at", String(5), nullable=False),  # wall time, HH:MM
    Column("zone", String(64)),  # null: the workspace's
    Column("language", String(2)),  # null: the channel's
    Column("options", Facts, nullable=False),
    Column("owner", String(65)),  # who is told when it can't go on; null: who answers for everything else
    Column("days_off", String(16), nullable=False, server_default="keep"),  # keep, skip, next, previous
    Column("country", String(8)),  # whose public holidays, by ISO 3166-1 or -2; null: the workspace's
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("paused_why", String(16)),  # it paused itself: its channel is archived, missing or closed to us
    Column("ended_at", Instant),  # deleted; its runs stay
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
    workspace_column(),
    id_column(),
    id_column("ritual_id"),
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
    belongs("ritual_id", "rituals"),
    Index(None, "workspace_id", "ritual_id", "window_end"),
)

# A ritual whose gathering fails, until it works or its window closes.
ritual_failures = Table(
    "ritual_failures",
    metadata,
    workspace_column(),
    id_column("ritual_id"),
    Column("occurrence", String(48), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Text, nullable=False),
    Column("next_attempt_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "ritual_id", "occurrence"),
    belongs("ritual_id", "rituals"),
)

# Whether a reader found a digest useful; their last word, and why where they said so.
digest_votes = Table(
    "digest_votes",
    metadata,
    workspace_column(),
    id_column("run_id"),
    Column("person", String(65), nullable=False),
    Column("useful", Boolean, nullable=False),
    Column("words", Text),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "run_id", "person"),
    belongs("run_id", "runs"),
)
