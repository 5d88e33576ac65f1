"""Releases."""

from sqlalchemy import (
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

from storage.tables.base import Instant, id_column, metadata, workspace_column

releases = Table(
    "releases",
    metadata,
    workspace_column(),
    id_column(),
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
