"""Secret addresses at which people's own calendar programs read what they may."""

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, UniqueConstraint

from storage.tables.base import Instant, id_column, metadata, workspace_column

calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    workspace_column(),
    Column("person", String(65), nullable=False),
    Column("what", String(16), nullable=False),  # which calendar
    id_column(),  # another one with each new address
    Column("hash", String(64), nullable=False),  # SHA-256 of the secret, which is kept nowhere
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "person", "what"),
    UniqueConstraint("hash"),
)
