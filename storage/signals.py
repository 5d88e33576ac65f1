"""Signals: one thing heard each, word for word, with what was understood beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)

from storage import counters, themes
from storage.database import Transaction
from storage.tables import accounts, corrections, signal_mentions, signals

KIND = "signal"
TEAM = "team"
RESTRICTED = "restricted"
REMOVED = "(removed)"
"""Stands where words, or somebody's name, were taken away: by age, or with a person's data."""
IMPORT = "import"
"""The source of what came from a file: it is no news, so that digests, promises and the inbox of what is new leave it out."""


@dataclass(frozen=True)
class Reader:
    """Through whose eyes a listing is seen. `everything` is for those who look after all signals, `own_only` for guests."""

    person: str
    everything: bool = False
    own_only: bool = False

    def as_given(self) -> "Reader":
        """The same eyes in a statement that is built once: whose they are is given, as `reader`, when it runs."""
        return replace(self, person=cast(str, bindparam("reader", type_=String)))


NOBODY_IN_PARTICULAR = Reader(person="")
"""What a channel or an unknown reader may see: the team's signals only."""


@dataclass(frozen=True)
class Signal:
    id: str
    number: int
    verbatim: str
    said_by: str | None
    said_at: datetime
    captured_by: str
    captured_at: datetime
    source: str
    permalink: str | None
    kind: str
    importance: str | None
    account_id: str | None
    account_certain: bool
    amount_minor: int | None
    amount_currency: str | None
    competitor: str | None
    link: str | None
    visibility: str
    undone_at: datetime | None
    revision: int
    state: str = "new"
    decided: int = 0
    answered_at: datetime | None = None
    place: str | None = None
    place_kind: str | None = None
    message_ts: str | None = None
    merged_into: str | None = None  # the signal that speaks for this one
    kept_number: int | None = None  # its number
    account: str | None = None
    themes: tuple[str, ...] = ()
    correction: str | None = None

    @property
    def ref(self) -> str:
        return f"S-{self.number}"

    @property
    def words(self) -> str:
        """The verbatim, for what looks at words; empty where it was taken away."""
        return "" if self.verbatim == REMOVED else self.verbatim

    @property
    def kept_ref(self) -> str | None:
        """The reference of the signal that this one leads to."""
        return f"S-{self.kept_number}" if self.kept_number else None


_OWN = tuple(name for name in Signal.__dataclass_fields__ if name in signals.c)
_FIELDS = tuple(signals.c[name] for name in _OWN)
_WITH_ACCOUNT = signals.outerjoin(
    accounts, and_(accounts.c.workspace_id == signals.c.workspace_id, accounts.c.id == signals.c.account_id)
)


def seen_by(reader: Reader) -> ColumnElement[bool]:
    """Which signals a reader may see in words: decided here, once, for every listing, digest and search."""
    alive = signals.c.undone_at.is_(None)
    if reader.everything:
        return alive
    own = signals.c.captured_by == reader.person
    return and_(alive, own if reader.own_only else or_(signals.c.visibility == TEAM, own))


_NEWEST_CORRECTION = (
    select(func.nullif(corrections.c.words, ""))
    .where(corrections.c.workspace_id == signals.c.workspace_id, corrections.c.signal_id == signals.c.id)
    .order_by(corrections.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_kept = signals.alias("kept")
_KEPT_NUMBER = (
    select(_kept.c.number)
    .where(_kept.c.workspace_id == signals.c.workspace_id, _kept.c.id == signals.c.merged_into)
    .scalar_subquery()
)
_KNOWN = (*_OWN, "kept_number", "account", "correction")
SIGNAL = (
    select(
        *_FIELDS,
        _KEPT_NUMBER.label("kept_number"),
        accounts.c.name.label("account"),
        _NEWEST_CORRECTION.label("correction"),
    )
    .select_from(_WITH_ACCOUNT)
    .where(signals.c.workspace_id == bindparam("workspace"))
)
_BY_ID = SIGNAL.where(signals.c.id == bindparam("signal"))
_THESE = SIGNAL.where(signals.c.id.in_(bindparam("signals", expanding=True)))
_BY_NUMBER = SIGNAL.where(signals.c.number == bindparam("number"))
_ADD = insert(signals)
_SAID_LATELY = (
    select(signals.c.id, signals.c.number)
    .where(
        signals.c.workspace_id == bindparam("workspace"),
        signals.c.captured_by == bindparam("by"),
        signals.c.captured_at > bindparam("since"),
        signals.c.verbatim == bindparam("words"),
        signals.c.undone_at.is_(None),
    )
    .order_by(signals.c.captured_at.desc())
    .limit(1)
)


def next_number(tx: Transaction, workspace: str) -> int:
    """The number of a new signal."""
    return counters.bump(tx, workspace, KIND)


def next_numbers(tx: Transaction, workspace: str, count: int) -> range:
    """The numbers of that many new signals."""
    last = counters.bump(tx, workspace, KIND, by=count)
    return range(last - count + 1, last + 1)


def add(tx: Transaction, workspace: str, signal: Signal) -> None:
    """Keep a new signal's own row; `themes.attach` and `mention` keep what stands beside it."""
    tx.execute(_ADD, {"workspace_id": workspace} | {name: getattr(signal, name) for name in _OWN})


def add_all(tx: Transaction, workspace: str, new: Sequence[Signal]) -> None:
    """As `add`, for many."""
    rows = [{"workspace_id": workspace} | {name: getattr(one, name) for name in _OWN} for one in new]
    if rows:
        tx.execute(_ADD, rows)


def mention(tx: Transaction, workspace: str, signal_id: str, persons: Sequence[str]) -> None:
    if persons:
        tx.execute(
            insert(signal_mentions),
            [{"workspace_id": workspace, "signal_id": signal_id, "person": person} for person in persons],
        )


def get(tx: Transaction, workspace: str, signal_id: str) -> Signal | None:
    """A signal, also an undone one. Whoever shows it asks `may()` first."""
    return _one(tx, workspace, _BY_ID, signal=signal_id)


def by_number(tx: Transaction, workspace: str, number: int) -> Signal | None:
    return _one(tx, workspace, _BY_NUMBER, number=number)


def _one(tx: Transaction, workspace: str, found: Select[Any], **which: str | int) -> Signal | None:
    row = tx.execute(found, {"workspace": workspace} | which).one_or_none()
    if row is None:
        return None
    about = themes.of_signal(tx, workspace, row.id)
    return Signal(**row._mapping, themes=tuple(label for _, label in about))


@lru_cache(maxsize=4)
def _these_seen(everything: bool, own_only: bool) -> Select[Any]:
    return _THESE.where(seen_by(Reader("", everything, own_only).as_given()))


def several(tx: Transaction, workspace: str, signal_ids: Sequence[str], reader: Reader) -> dict[str, Signal]:
    """Those of these signals that the reader may see, by id."""
    if not signal_ids:
        return {}
    which = {"workspace": workspace, "signals": list(signal_ids), "reader": reader.person}
    rows = tx.execute(_these_seen(reader.everything, reader.own_only), which).mappings().all()
    return {signal.id: signal for signal in read(tx, workspace, rows)}


def read(tx: Transaction, workspace: str, rows: Sequence[RowMapping]) -> list[Signal]:
    """The signals of rows of `SIGNAL`, which may hold more beside them; their themes by one query."""
    about = themes.of_signals(tx, workspace, [row["id"] for row in rows])
    return [
        Signal(**{name: row[name] for name in _KNOWN}, themes=tuple(label for _, label in about[row["id"]]))
        for row in rows
    ]


def texts(tx: Transaction, workspace: str, ids: Iterable[str]) -> dict[str, str]:
    """The verbatims of signals by id, undone ones included; nobody reads them by this, they are compared."""
    found = tx.execute(
        select(signals.c.id, signals.c.verbatim).where(
            signals.c.workspace_id == workspace, signals.c.id.in_(set(ids))
        )
    )
    return {signal_id: verbatim for signal_id, verbatim in found}


STATE_NOW = func.coalesce(
    select(_kept.c.state)
    .where(_kept.c.workspace_id == signals.c.workspace_id, _kept.c.id == signals.c.merged_into)
    .scalar_subquery(),
    signals.c.state,
)
"""What became of a signal, or of the one that speaks for it. For other statements."""


def speaks_for(signal_id: ColumnElement[str]) -> ColumnElement[bool]:
    """That a row of `signals` is that signal, or leads to it: everybody who said the same. For other statements."""
    return or_(signals.c.id == signal_id, signals.c.merged_into == signal_id)


def merged_into(tx: Transaction, workspace: str, signal_id: str, reader: Reader) -> list[Signal]:
    """The signals that lead to one, as far as the reader may see them, in the order of their numbers."""
    ids = tx.scalars(
        select(signals.c.id).where(
            signals.c.workspace_id == workspace, signals.c.merged_into == signal_id, seen_by(reader)
        )
    ).all()
    return sorted(several(tx, workspace, ids, reader).values(), key=lambda signal: signal.number)


def said_lately(
    tx: Transaction, workspace: str, captured_by: str, verbatim: str, now: datetime, within: timedelta
) -> tuple[str, int] | None:
    """Id and number of the same text, captured by the same person a moment ago."""
    who = {"workspace": workspace, "by": captured_by, "since": now - within, "words": verbatim}
    row = tx.execute(_SAID_LATELY, who).one_or_none()
    return (row.id, row.number) if row else None


def lock(tx: Transaction, workspace: str, signal_id: str) -> int | None:
    """Take a signal to change it, by bumping its revision; None if it is undone or unknown."""
    revision: int | None = tx.scalar(
        update(signals)
        .where(signals.c.workspace_id == workspace, signals.c.id == signal_id, signals.c.undone_at.is_(None))
        .values(revision=signals.c.revision + 1)
        .returning(signals.c.revision)
    )
    return revision


def change(tx: Transaction, workspace: str, signal_id: str, values: Mapping[str, Any]) -> None:
    """Change the interpretation of a signal that `lock` took. The verbatim is not among what can change."""
    assert "verbatim" not in values
    if "account_id" in values:  # another one than before is nobody's merge any more
        same = signals.c.account_id == values["account_id"]
        values = {**values, "named_account_id": case((same, signals.c.named_account_id))}
    tx.execute(
        update(signals).where(signals.c.workspace_id == workspace, signals.c.id == signal_id).values(**values)
    )


def correct(
    tx: Transaction, workspace: str, signal_id: str, words: str | None, by: str, now: datetime
) -> int:
    """Keep a correction beside the verbatim, or that there is none any more. Returns its id."""
    return int(
        tx.scalar(
            insert(corrections)
            .values(workspace_id=workspace, signal_id=signal_id, words=words or "", by=by, at=now)
            .returning(corrections.c.id)
        )
        or 0
    )
