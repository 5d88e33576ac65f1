"""Other names, and merges: what leads to one signal, theme or account, and where things stood before.

Nothing is lost by a merge: the merged row stays, and says which one it leads to (`merged_into`, always the last of a chain).
What stands with the kept one because of it is in the tables of moves, in the words of before: a merge changes where a row
stands, its undo puts it back. A row that somebody takes away meanwhile takes its moves with it.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from storage.tables.base import Facts, Instant, belongs, id_column, metadata, workspace_column

# Other names of accounts, given by people. The names of merged accounts are not among them: their own rows keep those.
account_aliases = Table(
    "account_aliases",
    metadata,
    workspace_column(),
    Column("name_key", Text, nullable=False),  # as an account's
    Column("name", Text, nullable=False),
    id_column("account_id"),
    PrimaryKeyConstraint("workspace_id", "name_key"),
    belongs("account_id", "accounts"),
    Index(None, "workspace_id", "account_id"),
)

theme_synonyms = Table(
    "theme_synonyms",
    metadata,
    workspace_column(),
    Column("label_key", Text, nullable=False),  # as a theme's
    Column("label", Text, nullable=False),
    id_column("theme_id"),
    PrimaryKeyConstraint("workspace_id", "label_key"),
    belongs("theme_id", "themes"),
    Index(None, "workspace_id", "theme_id"),
)

# Each merge, also those that were undone. `before` is what it changed of the two, besides where things stand.
merges = Table(
    "merges",
    metadata,
    workspace_column(),
    id_column(),
    Column("kind", String(16), nullable=False),  # signal, theme, account
    id_column("merged_id"),
    id_column("kept_id"),
    Column("by", String(65), nullable=False),
    Column("at", Instant, nullable=False),
    Column("before", Facts, nullable=False),
    Column("after", Facts, nullable=False),
    Column("undone_at", Instant),
    Column("undone_by", String(65)),
    PrimaryKeyConstraint("workspace_id", "id"),
    CheckConstraint("kind in ('signal', 'theme', 'account')", name="kind"),
    Index(None, "workspace_id", "kind", "kept_id"),
    # One thing leads to one other at a time.
    Index(
        None,
        "workspace_id",
        "kind",
        "merged_id",
        unique=True,
        sqlite_where=text("undone_at IS NULL"),
        postgresql_where=text("undone_at IS NULL"),
    ),
)


def _stands(table: str, *columns: str) -> ForeignKeyConstraint:
    """The row that stands there now; when it goes, so does this."""
    names = [name.removeprefix("at_") for name in columns]
    return ForeignKeyConstraint(
        ["workspace_id", *columns],
        [f"{table}.{name}" for name in ("workspace_id", *names)],
        ondelete="CASCADE",
    )


# Which signal was put into which theme, where either is merged: it stands with the kept ones.
theme_moves = Table(
    "theme_moves",
    metadata,
    workspace_column(),
    id_column("signal_id"),
    id_column("theme_id"),
    id_column("at_signal_id"),
    id_column("at_theme_id"),
    PrimaryKeyConstraint("workspace_id", "signal_id", "theme_id"),
    _stands("signal_themes", "at_signal_id", "at_theme_id"),
    Index(None, "workspace_id", "at_signal_id", "at_theme_id"),
    Index(None, "workspace_id", "at_theme_id"),
)

# Which signal was put behind which roadmap item, by whom.
item_moves = Table(
    "item_moves",
    metadata,
    workspace_column(),
    id_column("item_id"),
    id_column("signal_id"),
    Column("linked_by", String(65), nullable=False),
    Column("linked_at", Instant, nullable=False),
    id_column("at_signal_id"),
    PrimaryKeyConstraint("workspace_id", "item_id", "signal_id"),
    _stands("item_signals", "item_id", "at_signal_id"),
    Index(None, "workspace_id", "at_signal_id"),
    Index(None, "workspace_id", "item_id", "at_signal_id"),
)

# Who followed which signal.
follower_moves = Table(
    "follower_moves",
    metadata,
    workspace_column(),
    id_column("signal_id"),
    Column("person", String(65), nullable=False),
    Column("followed_at", Instant, nullable=False),
    id_column("at_signal_id"),
    PrimaryKeyConstraint("workspace_id", "signal_id", "person"),
    _stands("signal_followers", "at_signal_id", "person"),
    Index(None, "workspace_id", "at_signal_id"),
)
