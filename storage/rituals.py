"""Rituals and their runs. A run is unique by ritual, occurrence and recipient: who writes its row first has it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update

from storage import counters
from storage.database import Transaction
from storage.people import LANGUAGE
from storage.tables import people, preferences, ritual_failures, rituals, runs
from storage.upsert import insert as upsert
from storage.upsert import put

SAID = "said"
EMPTY = "empty"
SKIPPED = "skipped"
MISSED = "missed"
PREVIEWED = "previewed"  # shown to one person; told to nobody


@dataclass(frozen=True)
class Ritual:
    id: str
    kind: str
    name: str
    channel_id: str
    rule: str
    at: str
    zone: str | None
    language: str | None
    options: dict[str, Any]
    owner: str | None
    days_off: str
    country: str | None
    paused: bool
    paused_why: str | None
    skip: str | None
    active_since: datetime
    covered_until: datetime | None
    created_at: datetime
    ended_at: datetime | None

    @property
    def follows(self) -> str | None:
        """The name of the ritual that this one belongs to: it does the same for people in another time zone."""
        name = self.options.get("follows")
        return str(name) if name else None


@dataclass(frozen=True)
class Run:
    id: str
    ritual_id: str
    occurrence: str
    recipient: str
    due_at: datetime
    window_start: datetime
    window_end: datetime
    outcome: str
    facts: dict[str, Any]
    created_at: datetime
    created_by: str | None


@dataclass(frozen=True)
class Standing:
    """A ritual with its newest run, its owner's name, and the language that its channel chose."""

    ritual: Ritual
    last: Run | None
    owner: str | None
    channel_language: str | None


_FIELDS = tuple(rituals.c[name] for name in Ritual.__dataclass_fields__)
_RUN_FIELDS = tuple(runs.c[name] for name in Run.__dataclass_fields__)


def ensure(
    tx: Transaction,
    workspace: str,
    *,
    name: str,
    kind: str,
    channel_id: str,
    rule: str,
    at: str,
    now: datetime,
    zone: str | None = None,
    language: str | None = None,
    options: Mapping[str, Any] = MappingProxyType({}),
    days_off: str = "keep",
) -> None:
    """Have the ritual speak in that channel; one that is there already keeps its schedule."""
    tx.execute(
        upsert(tx, rituals)
        .values(
            workspace_id=workspace,
            id=counters.new_id(),
            kind=kind,
            name=name,
            channel_id=channel_id,
            rule=rule,
            at=at,
            zone=zone,
            language=language,
            options=dict(options),
            days_off=days_off,
            active_since=now,
            created_at=now,
        )
        .on_conflict_do_update(index_elements=["workspace_id", "name"], set_={"channel_id": channel_id})
    )


_ALL = (  # made once: each look of the clock asks it
    select(*_FIELDS)
    .where(rituals.c.workspace_id == bindparam("workspace"), rituals.c.ended_at.is_(None))
    .order_by(rituals.c.name)
)


def all_of(tx: Transaction, workspace: str) -> list[Ritual]:
    """Those that are there; not those that ended."""
    found = tx.execute(_ALL, {"workspace": workspace})
    return [Ritual(*row) for row in found]


_newer = runs.alias()
_NEWEST_RUN = (
    select(_newer.c.id)
    .where(
        _newer.c.workspace_id == rituals.c.workspace_id,
        _newer.c.ritual_id == rituals.c.id,
        _newer.c.outcome != PREVIEWED,
    )
    .order_by(_newer.c.window_end.desc(), _newer.c.created_at.desc())
    .limit(1)
    .scalar_subquery()
)
_STANDING = (
    select(people.c.name.label("person"), preferences.c.value, *_FIELDS, *_RUN_FIELDS)
    .select_from(
        rituals.outerjoin(runs, and_(runs.c.workspace_id == rituals.c.workspace_id, runs.c.id == _NEWEST_RUN))
        .outerjoin(
            people,
            and_(people.c.workspace_id == rituals.c.workspace_id, people.c.person == rituals.c.owner),
        )
        .outerjoin(
            preferences,
            and_(
                preferences.c.workspace_id == rituals.c.workspace_id,
                preferences.c.subject == rituals.c.channel_id,
                preferences.c.name == LANGUAGE,
            ),
        )
    )
    .order_by(rituals.c.name)
)


def standing(
    tx: Transaction, workspace: str, *, besides: str = "", only: str | None = None
) -> list[Standing]:
    """Those that are there, but for the kind `besides`; or the one with the id `only`. By one query."""
    there = and_(rituals.c.ended_at.is_(None), rituals.c.kind != besides)
    which = rituals.c.id == only if only else there
    found = tx.execute(_STANDING.where(rituals.c.workspace_id == workspace, which)).all()
    return [
        Standing(
            Ritual(*row[2 : 2 + len(_FIELDS)]),
            Run(*row[2 + len(_FIELDS) :]) if row[2 + len(_FIELDS)] else None,
            row[0],
            row[1],
        )
        for row in found
    ]


def get(tx: Transaction, workspace: str, ritual_id: str) -> Ritual | None:
    return _one(tx, workspace, rituals.c.id == ritual_id)


def named(tx: Transaction, workspace: str, name: str) -> Ritual | None:
    return _one(tx, workspace, rituals.c.name == name)


def _one(tx: Transaction, workspace: str, which: ColumnElement[bool]) -> Ritual | None:
    row = tx.execute(select(*_FIELDS).where(rituals.c.workspace_id == workspace, which)).one_or_none()
    return Ritual(*row) if row else None


def count(tx: Transaction, workspace: str, kind: str) -> int:
    """How many rituals of a kind there are."""
    return (
        tx.scalar(select(func.count()).where(rituals.c.workspace_id == workspace, rituals.c.kind == kind))
        or 0
    )


def change(tx: Transaction, workspace: str, ritual_id: str, values: Mapping[str, Any]) -> None:
    tx.execute(update(rituals).where(_is(workspace, ritual_id)).values(**values))


def cover(tx: Transaction, workspace: str, ritual_id: str, until: datetime) -> None:
    """What happened before `until` has been told; this only moves forward."""
    later = or_(rituals.c.covered_until.is_(None), rituals.c.covered_until < until)
    tx.execute(update(rituals).where(_is(workspace, ritual_id), later).values(covered_until=until))


def pause_in(
    tx: Transaction, workspace: str, channel_id: str, kinds_apart: Collection[str], why: str
) -> list[str]:
    """Pause what speaks in a channel, but for these kinds; the ids of what was not paused before."""
    which = and_(
        rituals.c.workspace_id == workspace,
        rituals.c.channel_id == channel_id,
        rituals.c.kind.not_in(kinds_apart),
        rituals.c.ended_at.is_(None),
        ~rituals.c.paused,
    )
    paused = update(rituals).where(which).values(paused=True, paused_why=why)
    return list(tx.scalars(paused.returning(rituals.c.id)))


def resume_in(tx: Transaction, workspace: str, channel_id: str, now: datetime) -> list[str]:
    """Have what paused itself for a channel go on; the ids."""
    which = and_(
        rituals.c.workspace_id == workspace,
        rituals.c.channel_id == channel_id,
        rituals.c.paused,
        rituals.c.paused_why.is_not(None),
    )
    resumed = update(rituals).where(which).values(paused=False, paused_why=None, active_since=now)
    return list(tx.scalars(resumed.returning(rituals.c.id)))


def unskip(tx: Transaction, workspace: str, ritual_id: str, period: str) -> None:
    """The period that was to be left out has passed."""
    tx.execute(update(rituals).where(_is(workspace, ritual_id), rituals.c.skip == period).values(skip=None))


def _is(workspace: str, ritual_id: str) -> ColumnElement[bool]:
    return and_(rituals.c.workspace_id == workspace, rituals.c.id == ritual_id)


# Runs -----------------------------------------------------------------------------------------------------------


def claim(tx: Transaction, workspace: str, run: Run) -> bool:
    """Write the row of a run. False if somebody else already has this occurrence: then leave it alone."""
    statement = (
        upsert(tx, runs)
        .values(workspace_id=workspace, **{name: getattr(run, name) for name in Run.__dataclass_fields__})
        .on_conflict_do_nothing(index_elements=["workspace_id", "ritual_id", "occurrence", "recipient"])
        .returning(runs.c.id)
    )
    return tx.scalar(statement) is not None


def has_run(tx: Transaction, workspace: str, ritual_id: str, occurrence: str, recipient: str) -> bool:
    found = tx.scalar(
        select(runs.c.id).where(
            runs.c.workspace_id == workspace,
            runs.c.ritual_id == ritual_id,
            runs.c.occurrence == occurrence,
            runs.c.recipient == recipient,
        )
    )
    return found is not None


def get_run(tx: Transaction, workspace: str, run_id: str) -> Run | None:
    row = tx.execute(
        select(*_RUN_FIELDS).where(runs.c.workspace_id == workspace, runs.c.id == run_id)
    ).one_or_none()
    return Run(*row) if row else None


def last_runs(
    tx: Transaction, workspace: str, ritual_id: str, limit: int, *, outcome: str | None = None
) -> list[Run]:
    """The newest runs of a ritual, of one outcome if that is named."""
    which = [runs.c.workspace_id == workspace, runs.c.ritual_id == ritual_id, runs.c.outcome != PREVIEWED]
    if outcome:
        which.append(runs.c.outcome == outcome)
    found = tx.execute(
        select(*_RUN_FIELDS)
        .where(*which)
        .order_by(runs.c.window_end.desc(), runs.c.created_at.desc())
        .limit(limit)
    )
    return [Run(*row) for row in found]


def newest_runs(
    tx: Transaction, workspace: str, kinds: Collection[str], limit: int, *, outcome: str
) -> list[Run]:
    """The newest runs of all rituals of these kinds, of one outcome."""
    of_kinds = select(rituals.c.id).where(rituals.c.workspace_id == workspace, rituals.c.kind.in_(kinds))
    found = tx.execute(
        select(*_RUN_FIELDS)
        .where(runs.c.workspace_id == workspace, runs.c.ritual_id.in_(of_kinds), runs.c.outcome == outcome)
        .order_by(runs.c.window_end.desc(), runs.c.created_at.desc())
        .limit(limit)
    )
    return [Run(*row) for row in found]


# Failures of gathering -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Failure:
    occurrence: str
    attempts: int
    last_error: str
    next_attempt_at: datetime


def failures(tx: Transaction, workspace: str, ritual_id: str) -> list[Failure]:
    found = tx.execute(
        select(
            ritual_failures.c.occurrence,
            ritual_failures.c.attempts,
            ritual_failures.c.last_error,
            ritual_failures.c.next_attempt_at,
        ).where(ritual_failures.c.workspace_id == workspace, ritual_failures.c.ritual_id == ritual_id)
    )
    return [Failure(*row) for row in found]


def fail(tx: Transaction, workspace: str, ritual_id: str, failure: Failure) -> None:
    put(
        tx,
        ritual_failures,
        {"workspace_id": workspace, "ritual_id": ritual_id, "occurrence": failure.occurrence},
        {
            "attempts": failure.attempts,
            "last_error": failure.last_error,
            "next_attempt_at": failure.next_attempt_at,
        },
    )


def try_again(tx: Transaction, workspace: str, ritual_id: str, now: datetime) -> bool:
    """Have what failed be tried at the next look. False where nothing failed. `now` is real time."""
    again = (
        update(ritual_failures)
        .where(ritual_failures.c.workspace_id == workspace, ritual_failures.c.ritual_id == ritual_id)
        .values(next_attempt_at=now)
    )
    return tx.execute(again.returning(ritual_failures.c.occurrence)).first() is not None


def forget_failure(tx: Transaction, workspace: str, ritual_id: str, occurrence: str) -> None:
    tx.execute(
        delete(ritual_failures).where(
            ritual_failures.c.workspace_id == workspace,
            ritual_failures.c.ritual_id == ritual_id,
            ritual_failures.c.occurrence == occurrence,
        )
    )
