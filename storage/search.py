"""Search: everything that can be found, by its stemmed words, the newest first.

Entries of restricted signals are in the index like all others; every query takes the reader and leaves out what they may
not see. Newest means kept last: the order of `seq`, in which both databases find a page without sorting all that matches.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import prod
from threading import Lock
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from bot.kit.words import stems
from storage.database import Transaction
from storage.names import key_of
from storage.releases import KIND as RELEASE
from storage.signals import KIND as SIGNAL
from storage.signals import Reader, seen_by
from storage.tables import accounts, releases, search_entries, signal_themes, signals, themes
from storage.upsert import by_database

COMMON = (
    0.01  # of all entries: from here on, reading the newest entries finds a page sooner than the index does
)
FRESH_SECONDS = 600.0


Columns = ReadOnlyColumnCollection[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What is looked for: entries with all these stems that pass all filters. Filters of signals leave releases out."""

    words: tuple[str, ...] = ()
    only: str | None = None  # signal or release
    themes: tuple[str, ...] = ()  # ids; a signal has all of them
    account: str | None = None  # id
    kind: str | None = None  # of signals
    persons: tuple[str, ...] = ()  # one of them captured or announced
    since: datetime | None = None


@dataclass(frozen=True)
class Hit:
    seq: int
    kind: str
    object_id: str
    words: str  # its stems, separated by spaces


class CommonWords:
    """How frequent PostgreSQL's own statistics say that words are, from 0 to 1; read again every ten minutes.

    Rare words are not among them, nor is any before the database has analysed its table. SQLite needs none of this.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[float, Mapping[str, float]] = (float("-inf"), {})

    def frequencies(self, tx: Transaction) -> Mapping[str, float]:
        if tx.dialect.name == "sqlite":
            return {}
        with self._lock:
            read_at, known = self._kept
        if time.monotonic() - read_at > FRESH_SECONDS:
            known = {str(word): float(share) for word, share in tx.execute(_FREQUENCIES)}
            with self._lock:
                self._kept = (time.monotonic(), known)
        return known


_FREQUENCIES = text(
    """SELECT word, share FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (word, share)
    WHERE schemaname = current_schema() AND tablename = 'ix_search_entries_words' AND word IS NOT NULL"""
)
_PUT = by_database(
    search_entries,
    lambda insert: insert.on_conflict_do_update(
        index_elements=["workspace_id", "kind", "object_id"], set_={"words": insert.excluded.words}
    ),
)
_REMOVE = delete(search_entries).where(
    search_entries.c.workspace_id == bindparam("workspace"),
    search_entries.c.kind == bindparam("object_kind"),
    search_entries.c.object_id == bindparam("object"),
)


def index(tx: Transaction, workspace: str, kind: str, object_id: str, texts: Iterable[str | None]) -> None:
    """Have an object be found by the words of these texts from now on; its place among the newest stays."""
    words = " ".join(stems("\n".join(filter(None, texts))))
    row = {"workspace_id": workspace, "kind": kind, "object_id": object_id, "words": words}
    tx.execute(_PUT[tx.dialect.name], row)


def remove(tx: Transaction, workspace: str, kind: str, object_id: str) -> None:
    """Have an object not be found any more."""
    tx.execute(_REMOVE, {"workspace": workspace, "object_kind": kind, "object": object_id})


Conditions = Callable[[Columns], list[ColumnElement[bool]]]
"""What an entry must meet besides its words, given its columns."""


def themes_named(tx: Transaction, workspace: str, labels: Sequence[str]) -> list[str | None]:
    """The ids of themes by their labels; None for a label that no theme has."""
    known = select(themes.c.label_key, themes.c.id).where(
        themes.c.workspace_id == workspace, themes.c.label_key.in_([key_of(label) for label in labels])
    )
    ids = {label_key: theme for label_key, theme in tx.execute(known)} if labels else {}
    return [ids.get(key_of(label)) for label in labels]


def account_named(tx: Transaction, workspace: str, name: str) -> str | None:
    """The id of the account with that name, if there is one."""
    return tx.scalar(
        select(accounts.c.id).where(accounts.c.workspace_id == workspace, accounts.c.name_key == key_of(name))
    )


def newest(
    tx: Transaction,
    workspace: str,
    reader: Reader,
    wanted: Wanted,
    common: CommonWords,
    *,
    limit: int,
    skip: int = 0,
    upto: int | None = None,
) -> list[Hit]:
    """What matches and the reader may see, the newest first. `upto`: nothing newer, so that pages do not shift."""

    def conditions(entry: Columns) -> list[ColumnElement[bool]]:
        newer = [entry.seq <= upto] if upto is not None else []
        return [*newer, *_conditions(entry, workspace, reader, wanted)]

    return hits(tx, wanted.words, conditions, common, every=True, limit=limit, skip=skip)


def hits(
    tx: Transaction,
    words: Sequence[str],
    conditions: Conditions,
    common: CommonWords,
    *,
    every: bool,
    limit: int,
    skip: int = 0,
) -> list[Hit]:
    """The newest entries with every one of these stems, or with any of them, that meet the conditions."""
    statement, values = _statement(tx, words, conditions, common, every=every)
    return [Hit(*row) for row in tx.execute(statement.limit(limit).offset(skip), values)]


def _statement(
    tx: Transaction, words: Sequence[str], conditions: Conditions, common: CommonWords, *, every: bool
) -> tuple[Select[Any], dict[str, str]]:
    """The entries with all these words, or with any of them, the newest first."""
    if not words:
        entry = search_entries.c
        return _HIT.where(*conditions(entry)).order_by(entry.seq.desc()), {}
    if tx.dialect.name == "sqlite":
        return _sqlite(conditions), {
            "words": (" AND " if every else " OR ").join(f'"{word}"' for word in words)
        }
    shares = [common.frequencies(tx).get(word, 0.0) for word in words]
    many = (prod(shares) if every else max(shares)) > COMMON
    query = (" & " if every else " | ").join(f"'{word}'" for word in words)
    return (_walking if many else _by_index)(conditions), {"words": query}


_HIT = select(search_entries.c.seq, search_entries.c.kind, search_entries.c.object_id, search_entries.c.words)
MATCHES = "array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:words AS tsquery)"  # as migration 0002 indexes it


def _sqlite(conditions: Conditions) -> Select[Any]:
    """FTS5 walks the entries that match from the newest down, and stops when the page is full."""
    # The plus has FTS5 drive: else SQLite may walk all entries and ask of each whether it matches.
    entry = search_entries.c
    return (
        _HIT.select_from(text("search_fts"), search_entries)
        .where(
            text("search_fts MATCH :words"),
            entry.seq == literal_column("+search_fts.rowid"),
            *conditions(entry),
        )
        .order_by(literal_column("search_fts.rowid").desc())
    )


def _by_index(conditions: Conditions) -> Select[Any]:
    """PostgreSQL, few matches: the index finds them all, then they are looked at from the newest down."""
    # Materialized, or the planner may walk all entries from the newest for a word that hardly any has.
    found = select(search_entries).where(text(MATCHES)).cte("found").prefix_with("MATERIALIZED")
    entry = select(found).order_by(found.c.seq.desc()).offset(0).subquery("entry").c
    return select(entry.seq, entry.kind, entry.object_id, entry.words).where(*conditions(entry))


def _walking(conditions: Conditions) -> Select[Any]:
    """PostgreSQL, many matches: the newest entries are read until the page is full."""
    # `IS TRUE` keeps the index out of it.
    entry = search_entries.c
    return _HIT.where(text(f"({MATCHES}) IS TRUE"), *conditions(entry)).order_by(entry.seq.desc())


def _conditions(entry: Columns, workspace: str, reader: Reader, wanted: Wanted) -> list[ColumnElement[bool]]:
    of_signals = (wanted.themes, wanted.account, wanted.kind)
    kinds = [] if wanted.only == RELEASE else [_signal(entry, reader, wanted)]
    if wanted.only != SIGNAL and not any(of_signals):
        kinds.append(_release(entry, wanted))
    conditions = [entry.workspace_id == workspace]
    conditions += [
        entry.object_id.in_(
            select(signal_themes.c.signal_id).where(
                signal_themes.c.workspace_id == workspace, signal_themes.c.theme_id == theme
            )
        )
        for theme in wanted.themes
    ]
    if wanted.account:
        account = select(signals.c.id).where(
            signals.c.workspace_id == workspace, signals.c.account_id == wanted.account
        )
        conditions.append(entry.object_id.in_(account.where(signals.c.account_certain)))
    return [*conditions, or_(*kinds)]


def _signal(entry: Columns, reader: Reader, wanted: Wanted) -> ColumnElement[bool]:
    filters = [seen_by(reader)]
    if wanted.kind:
        filters.append(signals.c.kind == wanted.kind)
    if wanted.persons:
        filters.append(signals.c.captured_by.in_(wanted.persons))
    if wanted.since:
        filters.append(signals.c.said_at >= wanted.since)
    return stands(entry, SIGNAL, signals, filters)


def _release(entry: Columns, wanted: Wanted) -> ColumnElement[bool]:
    filters: list[ColumnElement[bool]] = []
    if wanted.persons:
        filters.append(releases.c.announced_by.in_(wanted.persons))
    if wanted.since:
        filters.append(releases.c.announced_at >= wanted.since)
    return stands(entry, RELEASE, releases, filters) if filters else entry.kind == RELEASE


def stands(
    entry: Columns, kind: str, table: Table, filters: list[ColumnElement[bool]]
) -> ColumnElement[bool]:
    """Whether the entry is of this kind, and its own row in that kind's table passes.

    A value, not EXISTS, which PostgreSQL may answer by reading the whole table.
    """
    row = select(true()).where(
        table.c.workspace_id == entry.workspace_id, table.c.id == entry.object_id, *filters
    )
    return and_(entry.kind == kind, row.scalar_subquery().is_(true()))
