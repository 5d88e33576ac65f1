"""Search: everything that can be found, by its stemmed words, the newest first.

Entries of restricted signals are in the index like all others, with who finds them. Every query takes the reader and leaves out
what they may not see; what is then shown of a signal is read through their eyes once more. Newest means kept last: the order of
`seq`, in which both databases find a page without sorting all that matches.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import prod
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Table,
    and_,
    bindparam,
    case,
    delete,
    false,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from bot.kit.words import stems
from storage import vectors
from storage.common_words import CommonWords
from storage.database import Transaction
from storage.releases import KIND as RELEASE
from storage.roadmap import KIND as ITEM
from storage.signals import KIND as SIGNAL
from storage.signals import Reader, seen_by
from storage.tables import Instant, items, releases, search_entries, signal_themes, signals
from storage.upsert import by_database

COMMON = (
    0.01  # of all entries: from here on, reading the newest entries finds a page sooner than the index does
)

Columns = ReadOnlyColumnCollection[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What is looked for: entries with all these stems that pass all filters. Filters of signals leave everything else out."""

    words: tuple[str, ...] = ()
    only: str | None = None  # signal, item or release
    themes: tuple[str, ...] = ()  # ids; a signal has all of them
    account: str | None = None  # id
    kind: str | None = None  # of signals
    persons: tuple[str, ...] = ()  # one of them captured, added or announced
    since: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """What an object is found by. `only_for`: the one who finds it, besides those who look after all; None: everybody."""

    object_id: str
    texts: Iterable[str | None]
    only_for: str | None = None


@dataclass(frozen=True)
class Hit:
    seq: int
    kind: str
    object_id: str


_PUT = by_database(
    search_entries,
    lambda insert: insert.on_conflict_do_update(
        index_elements=["workspace_id", "kind", "object_id"],
        set_={
            "words": insert.excluded.words,
            "only_for": insert.excluded.only_for,
            "encoded_by": case(
                (search_entries.c.words == insert.excluded.words, search_entries.c.encoded_by)
            ),
        },
    ),
)
_REMOVE = delete(search_entries).where(
    search_entries.c.workspace_id == bindparam("workspace"),
    search_entries.c.kind == bindparam("object_kind"),
    search_entries.c.object_id == bindparam("object"),
)


def index(tx: Transaction, workspace: str, kind: str, object_id: str, texts: Iterable[str | None]) -> None:
    """Have an object be found by the words of these texts from now on; its place among the newest stays."""
    index_all(tx, workspace, kind, [Entry(object_id, texts)])


def index_all(tx: Transaction, workspace: str, kind: str, entries: Iterable[Entry]) -> None:
    """As `index`, for many objects."""
    rows = [
        {
            "workspace_id": workspace,
            "kind": kind,
            "object_id": entry.object_id,
            "words": " ".join(stems("\n".join(filter(None, entry.texts)))),
            "only_for": entry.only_for,
        }
        for entry in entries
    ]
    if rows:
        tx.execute(_PUT[tx.dialect.name], rows)


def remove(tx: Transaction, workspace: str, kind: str, object_id: str) -> None:
    """Have an object not be found any more."""
    tx.execute(_REMOVE, {"workspace": workspace, "object_kind": kind, "object": object_id})
    vectors.forget(tx, workspace, kind, object_id)


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
    shape = Shape(
        everything=reader.everything,
        own_only=reader.own_only,
        upto=upto is not None,
        only=wanted.only,
        themes=len(wanted.themes),
        account=wanted.account is not None,
        kind=wanted.kind is not None,
        persons=bool(wanted.persons),
        since=wanted.since is not None,
    )
    values = {
        "upto": upto,
        "account": wanted.account,
        "signal_kind": wanted.kind,
        "persons": wanted.persons,
        "since": wanted.since,
        **{f"theme{number}": theme for number, theme in enumerate(wanted.themes)},
    }
    given = {name: value for name, value in values.items() if value}
    way, query = _way(tx, wanted.words, common)
    given |= {"workspace": workspace, "reader": reader.person, "limit": limit, "skip": skip, **query}
    return [Hit(*row) for row in tx.execute(_statement(way, shape), given)]


@dataclass(frozen=True)
class Shape:
    """Which filters a search has, whatever their values: statements are built once for each shape.

    Building one takes several times as long as running it.
    """

    everything: bool = False  # the reader's
    own_only: bool = False
    upto: bool = False
    only: str | None = None
    themes: int = 0
    account: bool = False
    kind: bool = False
    persons: bool = False
    since: bool = False

    @property
    def reads_rows(self) -> bool:
        """Whether each entry's own row in its kind's table is asked."""
        return self.own_only or self.kind or self.persons or self.since


def _way(tx: Transaction, words: Sequence[str], common: CommonWords) -> tuple[str, dict[str, str]]:
    """How to find these words, and their query as the database wants it."""
    if not words:
        return "all", {}
    if tx.dialect.name == "sqlite":
        return "sqlite", {"words": " AND ".join(f'"{word}"' for word in words)}
    shares = [common.frequencies(tx).get(word, 0.0) for word in words]
    many = prod(shares) > COMMON
    return ("walk" if many else "index"), {"words": " & ".join(f"'{word}'" for word in words)}


MATCHES = "array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:words AS tsquery)"  # as migration 0002 indexes it
_ENTRY = search_entries.c
_HIT = select(_ENTRY.seq, _ENTRY.kind, _ENTRY.object_id)


@lru_cache(maxsize=256)
def _statement(way: str, shape: Shape) -> Select[Any]:
    conditions = _conditions(_ENTRY, shape)
    match way:
        case "sqlite":
            # FTS5 walks the entries that match from the newest down, and stops when the page is full. The plus has it
            # drive: else SQLite may walk all entries and ask of each whether it matches.
            drives = _ENTRY.seq == literal_column("+search_fts.rowid")
            found = _HIT.select_from(text("search_fts"), search_entries).where(
                text("search_fts MATCH :words"), drives, *conditions
            )
            ordered = found.order_by(literal_column("search_fts.rowid").desc())
        case "index":
            # PostgreSQL, few matches: the index finds them all, then they are looked at from the newest down.
            # Materialized, or the planner may walk all entries from the newest for a word that hardly any has.
            if not shape.reads_rows:
                every = _HIT.where(text(MATCHES), *conditions).offset(0).subquery("found")
                ordered = select(every).order_by(every.c.seq.desc())
                return ordered.limit(bindparam("limit", type_=Integer)).offset(
                    bindparam("skip", type_=Integer)
                )
            of_entry = (_ENTRY.seq, _ENTRY.kind, _ENTRY.object_id, _ENTRY.workspace_id, _ENTRY.only_for)
            matching = select(*of_entry).where(text(MATCHES)).cte("found").prefix_with("MATERIALIZED")
            entry = select(matching).order_by(matching.c.seq.desc()).offset(0).subquery("entry").c
            ordered = select(entry.seq, entry.kind, entry.object_id).where(*_conditions(entry, shape))
        case "walk":
            # PostgreSQL, many matches: the newest entries are read until the page is full; IS TRUE keeps the index out.
            walked = _HIT.where(text(f"({MATCHES}) IS TRUE"), *conditions)
            ordered = walked.order_by(_ENTRY.seq.desc())
        case _:
            ordered = _HIT.where(*conditions).order_by(_ENTRY.seq.desc())
    return ordered.limit(bindparam("limit", type_=Integer)).offset(bindparam("skip", type_=Integer))


def _conditions(entry: Columns, shape: Shape) -> list[ColumnElement[bool]]:
    workspace = bindparam("workspace", type_=String)
    conditions = [entry.workspace_id == workspace]
    if not shape.everything:
        conditions.append(or_(entry.only_for.is_(None), entry.only_for == bindparam("reader", type_=String)))
    if shape.upto:
        conditions.append(entry.seq <= bindparam("upto", type_=Integer))
    for number in range(shape.themes):
        in_theme = select(signal_themes.c.signal_id).where(
            signal_themes.c.workspace_id == workspace,
            signal_themes.c.theme_id == bindparam(f"theme{number}", type_=String),
        )
        conditions.append(entry.object_id.in_(in_theme))
    if shape.account:
        of_account = select(signals.c.id).where(
            signals.c.workspace_id == workspace,
            signals.c.account_id == bindparam("account", type_=String),
            signals.c.account_certain,
        )
        conditions.append(entry.object_id.in_(of_account))
    kinds = [shape.only] if shape.only else list(KINDS)
    if shape.themes or shape.account or shape.kind or shape.own_only:
        kinds = [kind for kind in kinds if kind == SIGNAL]
    if kinds != list(KINDS) or shape.persons or shape.since:
        conditions.append(or_(false(), *(_of_kind(entry, kind, shape) for kind in kinds)))
    return conditions


@dataclass(frozen=True)
class Kind:
    """Where the objects of a kind are, who made one, and when."""

    table: Table
    who: ColumnElement[str]
    since: ColumnElement[datetime]


KINDS = {
    SIGNAL: Kind(signals, signals.c.captured_by, signals.c.said_at),
    ITEM: Kind(items, items.c.created_by, items.c.created_at),
    RELEASE: Kind(releases, releases.c.announced_by, releases.c.announced_at),
}


def _of_kind(entry: Columns, name: str, shape: Shape) -> ColumnElement[bool]:
    """Whether the entry is of this kind, and its own row passes the filters on it, if there are any."""
    kind = KINDS[name]
    filters: list[ColumnElement[bool]] = []
    if shape.own_only:
        filters.append(seen_by(Reader("", own_only=True).as_given()))
    if shape.kind:
        filters.append(signals.c.kind == bindparam("signal_kind", type_=String))
    if shape.persons:
        filters.append(kind.who.in_(bindparam("persons", expanding=True)))
    if shape.since:
        filters.append(kind.since >= bindparam("since", type_=Instant))
    is_kind: ColumnElement[bool] = entry.kind == name
    if not filters:
        return is_kind
    # A value, not EXISTS, which PostgreSQL may answer by reading the whole table.
    row = select(true()).where(
        kind.table.c.workspace_id == entry.workspace_id, kind.table.c.id == entry.object_id, *filters
    )
    return and_(is_kind, row.scalar_subquery().is_(true()))
