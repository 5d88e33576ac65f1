"""The roadmap: items, the signals behind them, and who was told what shipped."""

from sqlalchemy import (
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

from storage.tables.base import Instant, belongs, id_column, metadata, workspace_column

items = Table(
    "items",
    metadata,
    workspace_column(),
    id_column(),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("details", Text),
    Column("place", String(16), nullable=False),  # the column of the board that it stands in
    Column("position", Integer, nullable=False),  # order inside the column
    Column("reason", String(32)),  # why later or declined: of the list
    Column("reason_words", Text),  # or written
    id_column("area_id", nullable=True),
    Column("owner", String(65)),
    id_column("release_id", nullable=True),  # shipped by
    Column("created_by", String(65), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
    CheckConstraint("place in ('now', 'next', 'later', 'shipped', 'declined')", name="place"),
    belongs("area_id", "areas"),
    belongs("release_id", "releases"),
    Index(None, "workspace_id", "place", "position"),
    Index(None, "workspace_id", "release_id"),
)

item_signals = Table(
    "item_signals",
    metadata,
    workspace_column(),
    id_column("item_id"),
    id_column("signal_id"),
    Column("linked_by", String(65), nullable=False),
    Column("linked_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "item_id", "signal_id"),
    belongs("item_id", "items"),
    belongs("signal_id", "signals"),
    Index(None, "workspace_id", "signal_id"),
)

item_followers = Table(
    "item_followers",
    metadata,
    workspace_column(),
    id_column("item_id"),
    Column("person", String(65), nullable=False),
    PrimaryKeyConstraint("workspace_id", "item_id", "person"),
    belongs("item_id", "items"),
)

# Who was told that an item shipped: once a person and item, whatever is announced or edited later.
tellings = Table(
    "tellings",
    metadata,
    workspace_column(),
    id_column("item_id"),
    Column("person", String(65), nullable=False),
    id_column("release_id"),
    Column("told_by", String(65), nullable=False),
    Column("told_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "item_id", "person"),
    belongs("item_id", "items"),
    belongs("release_id", "releases"),
    Index(None, "workspace_id", "release_id", "person"),
)
