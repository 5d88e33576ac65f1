"""Releases: what shipped or is about to, and how it is announced."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, exists, func, insert, select, true, update

from storage import counters
from storage.database import Transaction
from storage.tables import launches, release_items, release_signals, releases

KIND = "release"


class State(StrEnum):
    """How far a release is. The values are stored and exported: they never change."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    ANNOUNCED = "announced"
    WITHDRAWN = "withdrawn"


UNANNOUNCED = (State.DRAFT, State.SCHEDULED)


@dataclass(frozen=True)
class Release:
    id: str
    number: int
    state: str
    name: str
    changes: str  # Markdown; a draft's may be empty
    audience: str | None
    value: str | None
    arguments: str | None
    use_cases: str | None
    results: str | None  # expected
    proof: str | None
    questions: str | None
    link: str | None
    tier: int | None  # proposed: 0 a company event to 3 a note
    released_on: date
    owner: str  # who writes it
    created_at: datetime
    scheduled_at: datetime | None
    announced_by: str | None
    announced_at: datetime | None
    edited_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_why: str | None
    source: str | None  # where it was imported from
    revision: int

    @property
    def ref(self) -> str:
        return f"R-{self.number}"

    @property
    def is_announced(self) -> bool:
        return self.state == State.ANNOUNCED


_FIELDS = tuple(releases.c[name] for name in Release.__dataclass_fields__)


def add(tx: Transaction, workspace: str, release_id: str, values: Mapping[str, Any]) -> int:
    """Keep a new release. Returns its number."""
    number = counters.bump(tx, workspace, KIND)
    tx.execute(
        insert(releases).values(workspace_id=workspace, id=release_id, number=number, revision=1, **values)
    )
    return number


def change(
    tx: Transaction, workspace: str, release_id: str, values: Mapping[str, Any], *, revision: int
) -> int | None:
    """Change a release that still has the `revision` which its editor saw, and bump it. Returns the new one.

    None, with nothing changed, if somebody else was faster (or there is no such release).
    """
    changed: int | None = tx.scalar(
        update(releases)
        .where(
            releases.c.workspace_id == workspace,
            releases.c.id == release_id,
            releases.c.revision == revision,
        )
        .values(revision=releases.c.revision + 1, **values)
        .returning(releases.c.revision)
    )
    return changed


def turn(
    tx: Transaction,
    workspace: str,
    release_id: str,
    *,
    of: Collection[State],
    to: State,
    values: Mapping[str, Any],
    due_by: datetime | None = None,
) -> bool:
    """From one of these states to another. False, with nothing changed, for a release that is in none of them.

    `due_by`: only if it is scheduled for then or before, so that whoever moves it at this moment is not overrun.
    """
    due = releases.c.scheduled_at <= due_by if due_by else true()
    turned = tx.scalar(
        update(releases)
        .where(
            releases.c.workspace_id == workspace,
            releases.c.id == release_id,
            releases.c.state.in_(of),
            due,
        )
        .values(state=to, revision=releases.c.revision + 1, **values)
        .returning(releases.c.id)
    )
    return turned is not None


_DUE = (  # made once: each look of the clock asks it
    select(releases.c.workspace_id, releases.c.id)
    .where(releases.c.state == State.SCHEDULED, releases.c.scheduled_at <= bindparam("now"))
    .order_by(releases.c.scheduled_at)
)


def due(tx: Transaction, now: datetime) -> list[tuple[str, str]]:
    """(workspace, id) of what was to be announced by now, what was due first first."""
    found = tx.execute(_DUE, {"now": now})
    return [(workspace, release_id) for workspace, release_id in found]


def next_due(tx: Transaction) -> datetime | None:
    """When the next release is to be announced by itself."""
    found: datetime | None = tx.scalar(
        select(func.min(releases.c.scheduled_at)).where(releases.c.state == State.SCHEDULED)
    )
    return found


def hold(tx: Transaction, workspace: str, release_id: str) -> None:
    """Have nobody else turn or change a release until this transaction ends; what is read of it from now on is so."""
    which = (releases.c.workspace_id == workspace, releases.c.id == release_id)
    tx.execute(select(releases.c.id).where(*which).with_for_update(key_share=True))


def get(tx: Transaction, workspace: str, release_id: str) -> Release | None:
    return _one(tx, workspace, releases.c.id == release_id)


def several(tx: Transaction, workspace: str, release_ids: Sequence[str]) -> dict[str, Release]:
    """These releases, by id."""
    if not release_ids:
        return {}
    these = select(*_FIELDS).where(releases.c.workspace_id == workspace, releases.c.id.in_(release_ids))
    return {row.id: Release(*row) for row in tx.execute(these)}


def by_number(tx: Transaction, workspace: str, number: int) -> Release | None:
    return _one(tx, workspace, releases.c.number == number)


def _one(tx: Transaction, workspace: str, which: ColumnElement[bool]) -> Release | None:
    row = tx.execute(select(*_FIELDS).where(releases.c.workspace_id == workspace, which)).one_or_none()
    return Release(*row) if row else None


def newest(
    tx: Transaction, workspace: str, states: Collection[State], limit: int, *, owner: str | None = None
) -> list[Release]:
    """The last that were announced or, not announced yet, written, by this `owner` if given; the newest first."""
    moment = func.coalesce(releases.c.announced_at, releases.c.created_at)
    found = tx.execute(
        select(*_FIELDS)
        .where(
            releases.c.workspace_id == workspace,
            releases.c.state.in_(states),
            releases.c.owner == owner if owner else true(),
        )
        .order_by(moment.desc(), releases.c.number.desc())
        .limit(limit)
    )
    return [Release(*row) for row in found]


def announced_between(
    tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int
) -> list[Release]:
    """Releases announced in [start, end) and not withdrawn, the oldest first."""
    return _listed(
        tx,
        workspace,
        (
            releases.c.state == State.ANNOUNCED,
            releases.c.announced_at >= start,
            releases.c.announced_at < end,
        ),
        (releases.c.announced_at, releases.c.number),
        limit,
    )


def scheduled_between(
    tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int
) -> list[Release]:
    """What is to be announced by itself in [start, end), what goes out first first."""
    return _listed(
        tx,
        workspace,
        (
            releases.c.state == State.SCHEDULED,
            releases.c.scheduled_at >= start,
            releases.c.scheduled_at < end,
        ),
        (releases.c.scheduled_at, releases.c.number),
        limit,
    )


def unheard(tx: Transaction, workspace: str, since: date, until: date, limit: int) -> list[Release]:
    """What shipped on these days (both included) and is not announced, what shipped first first."""
    return _listed(
        tx,
        workspace,
        (
            releases.c.state.in_(UNANNOUNCED),
            releases.c.released_on >= since,
            releases.c.released_on <= until,
        ),
        (releases.c.released_on, releases.c.number),
        limit,
    )


def without_launch(tx: Transaction, workspace: str, limit: int) -> list[Release]:
    """The newest releases that nobody launches yet and that were not withdrawn."""
    launched = exists().where(
        launches.c.workspace_id == releases.c.workspace_id, launches.c.release_id == releases.c.id
    )
    which = (releases.c.state != State.WITHDRAWN, ~launched)
    return _listed(tx, workspace, which, (releases.c.number.desc(),), limit)


def unaddressed(tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int) -> list[Release]:
    """What was announced in [start, end) without saying for whom it is, the oldest first."""
    return _listed(
        tx,
        workspace,
        (
            releases.c.state == State.ANNOUNCED,
            releases.c.announced_at >= start,
            releases.c.announced_at < end,
            releases.c.audience.is_(None),
        ),
        (releases.c.announced_at, releases.c.number),
        limit,
    )


def _listed(
    tx: Transaction,
    workspace: str,
    which: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    limit: int,
) -> list[Release]:
    found = tx.execute(
        select(*_FIELDS).where(releases.c.workspace_id == workspace, *which).order_by(*order).limit(limit)
    )
    return [Release(*row) for row in found]


# What a release is linked to --------------------------------------------------------------------------------------


def plan_items(tx: Transaction, workspace: str, release_id: str, item_ids: Sequence[str]) -> None:
    """These are the roadmap items that a release is to ship when it is announced."""
    _link(tx, release_items, "item_id", workspace, release_id, item_ids)


def planned_items(tx: Transaction, workspace: str, release_id: str) -> list[str]:
    """Ids of the roadmap items that a release is to ship."""
    return _linked(tx, release_items, "item_id", workspace, release_id)


def answer_signals(tx: Transaction, workspace: str, release_id: str, signal_ids: Sequence[str]) -> None:
    """These are the signals that a release answers, beside those behind its items."""
    _link(tx, release_signals, "signal_id", workspace, release_id, signal_ids)


def answered_signals(tx: Transaction, workspace: str, release_id: str) -> list[str]:
    """Ids of the signals that a release answers, beside those behind its items."""
    return _linked(tx, release_signals, "signal_id", workspace, release_id)


def _link(
    tx: Transaction, table: Table, column: str, workspace: str, release_id: str, others: Sequence[str]
) -> None:
    tx.execute(delete(table).where(table.c.workspace_id == workspace, table.c.release_id == release_id))
    rows = [
        {"workspace_id": workspace, "release_id": release_id, column: other}
        for other in dict.fromkeys(others)
    ]
    if rows:
        tx.execute(insert(table), rows)


def _linked(tx: Transaction, table: Table, column: str, workspace: str, release_id: str) -> list[str]:
    return list(
        tx.scalars(
            select(table.c[column])
            .where(table.c.workspace_id == workspace, table.c.release_id == release_id)
            .order_by(table.c[column])
        )
    )
