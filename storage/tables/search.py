"""The index of words, and the vectors that stand for what texts mean."""

from sqlalchemy import Column, Index, LargeBinary, String, Table, Text, UniqueConstraint, text

from storage.tables.base import Sequence_, id_column, metadata, workspace_column

_TO_ENCODE = text("encoded_by IS NULL AND kind <> 'release'")

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
    Column("encoded_by", String(64)),  # the model whose vector stands for these words in `vectors`
    UniqueConstraint("workspace_id", "kind", "object_id"),
    Index("ix_search_entries_to_encode", "seq", sqlite_where=_TO_ENCODE, postgresql_where=_TO_ENCODE),
)

# What signals and roadmap items mean, where the extra `semantic` is installed. A text that changed gets a new vector, with a
# greater `seq`: who keeps them in memory reads what is new.
vectors = Table(
    "vectors",
    metadata,
    workspace_column(),
    Column("seq", Sequence_, primary_key=True, autoincrement=True),
    Column("model", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    id_column("object_id"),
    Column("vector", LargeBinary, nullable=False),  # half-precision numbers, of length one
    UniqueConstraint("workspace_id", "model", "kind", "object_id"),
    Index(None, "workspace_id", "model", "seq"),
    sqlite_autoincrement=True,  # whoever has read up to a `seq` takes up what comes after: none is used again
)
