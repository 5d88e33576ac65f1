"""What was brought in from files."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table

from storage.tables.base import Instant, id_column, metadata, workspace_column

# A row of a file, by the id that it has there or by a digest of it: the same row again is known.
imports = Table(
    "imports",
    metadata,
    workspace_column(),
    Column("kind", String(16), nullable=False),  # signal, account
    Column("key", String(255), nullable=False),
    id_column("object_id"),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "kind", "key"),
    Index(None, "workspace_id", "kind", "at"),
)
