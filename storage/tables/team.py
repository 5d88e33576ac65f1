"""Workspaces, people, what they chose, and what changed."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, false

from storage.tables.base import Facts, Instant, Sequence_, metadata, workspace_column

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
    Column("country", String(8)),  # whose public holidays it has, by ISO 3166-1 or -2; null: that of its zone
    Column("closures", Facts),  # days on which the company is closed: first, last, what for
)

# What each channel is for, and whether the bot can speak there.
channels = Table(
    "channels",
    metadata,
    workspace_column(),
    Column("purpose", String(16), nullable=False),
    Column("channel_id", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    PrimaryKeyConstraint("workspace_id", "purpose"),
)

people = Table(
    "people",
    metadata,
    workspace_column(),
    Column("person", String(65), nullable=False),
    Column("name", Text, nullable=False),
    Column("locale", String(16)),
    Column("zone", String(64)),
    Column("is_admin", Boolean, nullable=False),
    Column("is_bot", Boolean, nullable=False),
    Column("deactivated", Boolean, nullable=False),
    Column(
        "named_admin", Boolean, nullable=False, server_default=false()
    ),  # of before there were roles; not read
    Column("guest", Boolean, nullable=False, server_default=false()),  # in some channels only
    Column("seen_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "person"),
)

# A person's or a channel's choices: language, and message kinds switched off; and steps of set-up that a workspace left out.
preferences = Table(
    "preferences",
    metadata,
    workspace_column(),
    Column("subject", String(65), nullable=False),
    Column("name", String(64), nullable=False),
    Column("value", String(64), nullable=False),
    PrimaryKeyConstraint("workspace_id", "subject", "name"),
)

# The next number of a reference such as S-12, bumped in the transaction that uses it.
counters = Table(
    "counters",
    metadata,
    workspace_column(),
    Column("kind", String(16), nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("workspace_id", "kind"),
)

# What changed, by whom: before and after. Somebody's words are never in here, only the ids of their rows.
audit = Table(
    "audit",
    metadata,
    workspace_column(),
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
