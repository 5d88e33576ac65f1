"""The index of words."""

from sqlalchemy import Column, String, Table, Text, UniqueConstraint

from storage.tables.base import Sequence_, metadata, workspace_column

# The stemmed words of everything that can be found, the newest with the greatest `seq`. The index on the words is made by
# migration 0002, since each database has its own kind.
search_entries = Table(
    "search_entries",
    metadata,
    workspace_column(),
    Column("seq", Sequence_, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("object_id", String(32), nullable=False),
    Column("words", Text, nullable=False),
    Column(
        "only_for", String(65)
    ),  # who captured a restricted signal; others find it only if they look after all
    UniqueConstraint("workspace_id", "kind", "object_id"),
)
