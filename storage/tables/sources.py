"""Where releases come from besides people: watched repositories and changelogs, and what was imported of them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import Instant, belongs, id_column, metadata, workspace_column

release_sources = Table(
    "release_sources",
    metadata,
    workspace_column(),
    id_column(),
    Column("kind", String(16), nullable=False),
    Column("place", Text, nullable=False),  # owner/repository, group/project, or an address
    Column("owner", String(65), nullable=False),  # whose drafts they become
    Column("since", Date, nullable=False),  # older releases are left alone
    Column("etag", Text),
    Column("looks", Integer, nullable=False),  # how often it was looked at: the number of the next look
    Column("looked_at", Instant),
    Column("failures", Integer, nullable=False),  # in a row
    Column("last_error", String(32)),
    Column("told", Boolean, nullable=False),  # the admins know of this failure
    Column("added_by", String(65), nullable=False),
    Column("added_at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "kind", "place"),
    CheckConstraint("kind in ('github', 'gitlab', 'changelog')", name="kind"),
)

# What came from outside, by each key that it has there: it becomes a draft once, also when its tag moves or the same
# source is added again. Without a release: it was too much at once, and left alone.
release_imports = Table(
    "release_imports",
    metadata,
    workspace_column(),
    Column("source", String(255), nullable=False),
    Column("key", String(255), nullable=False),
    id_column("release_id", nullable=True),
    PrimaryKeyConstraint("workspace_id", "source", "key"),
    belongs("release_id", "releases"),
)
