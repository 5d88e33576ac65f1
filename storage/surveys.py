"""Surveys: drafts and what becomes of them. Who is asked and what was answered is in the ballot box with their id."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from storage import ballots, counters
from storage import releases as release_rows
from storage.database import Transaction
from storage.tables import releases, surveys, voters

KIND = "survey"


class About(StrEnum):
    """What a survey is about. The values are stored."""

    RELEASE = "release"
    PRODUCT = "product"
    TOOL = "tool"  # used inside


class Timing(StrEnum):
    """When a survey asks. The values are stored."""

    NOW = "now"
    BOTH = "both"  # now, and the same people some days after the release is announced
    AFTER = "after"  # some days after the release is announced


class State(StrEnum):
    """How far a survey is. The values are stored: they never change."""

    DRAFT = "draft"
    PLANNED = "planned"  # waits for some days after its release is announced
    OPENING = "opening"  # who is asked is being found out
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Audience:
    """Who is asked: the members of a channel, a user group, or these people (team:user)."""

    channel: str | None = None
    group: str | None = None
    people: tuple[str, ...] = ()

    def written(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(stored["channel"], stored["group"], tuple(stored["people"]))


@dataclass(frozen=True)
class Survey:
    id: str
    number: int
    kind: str
    release_id: str | None
    name: str
    topic: str
    timing: str
    after_days: int | None
    before_id: str | None
    state: str
    channel_id: str
    audience: Audience
    open_days: int
    every_months: int | None
    ritual_id: str | None
    owner: str
    created_at: datetime
    opened_at: datetime | None
    closes_at: datetime | None
    remind_at: datetime | None
    closed_at: datetime | None
    closed_how: str | None
    result: dict[str, Any] | None
    revision: int

    @property
    def ref(self) -> str:
        return f"N-{self.number}"


@dataclass(frozen=True)
class Planned:
    """A survey that waits for its release, which is announced since `announced_at`."""

    workspace: str
    survey_id: str
    after_days: int
    announced_at: datetime


_FIELDS = tuple(surveys.c[name] for name in Survey.__dataclass_fields__)
_SURVEY = select(*_FIELDS)
_OPEN = surveys.c.state == State.OPEN
_NOW: BindParameter[datetime] = bindparam("now")
# Made once: each look of the clock asks these.
_DUE = select(surveys.c.workspace_id, surveys.c.id).where(
    _OPEN, or_(surveys.c.closes_at <= _NOW, surveys.c.remind_at <= _NOW)
)
_NEXT_DUE = select(func.min(surveys.c.closes_at), func.min(surveys.c.remind_at)).where(_OPEN)
_PLANNED = (
    select(surveys.c.workspace_id, surveys.c.id, surveys.c.after_days, releases.c.announced_at)
    .join(
        releases,
        and_(
            releases.c.workspace_id == surveys.c.workspace_id,
            releases.c.id == surveys.c.release_id,
            releases.c.state == release_rows.State.ANNOUNCED,
        ),
    )
    .where(surveys.c.state == State.PLANNED)
)


def add(tx: Transaction, workspace: str, survey_id: str, values: Mapping[str, Any]) -> None:
    """Keep a new survey, a draft where nothing else is said."""
    number = counters.bump(tx, workspace, KIND)
    new = {"id": survey_id, "number": number, "state": State.DRAFT, "revision": 1}
    tx.execute(insert(surveys).values(workspace_id=workspace, **{**new, **values}))


def change(tx: Transaction, workspace: str, survey_id: str, revision: int, values: Mapping[str, Any]) -> bool:
    """Change a draft. False, with nothing changed, where it is none any more, or somebody else was faster."""
    seen = surveys.c.revision == revision
    return turn(tx, workspace, survey_id, State.DRAFT, State.DRAFT, seen, revision=revision + 1, **values)


def turn(
    tx: Transaction,
    workspace: str,
    survey_id: str,
    of: State,
    to: State,
    *and_only: ColumnElement[bool],
    **values: Any,
) -> bool:
    """A survey goes on. False, with nothing changed, where it is not in that state."""
    which = and_(_this(workspace, survey_id), surveys.c.state == of, *and_only)
    changed = update(surveys).where(which).values(state=to, **values)
    return tx.scalar(changed.returning(surveys.c.id)) is not None


def hold(tx: Transaction, workspace: str, survey_id: str, now: datetime | None = None) -> Survey | None:
    """An open survey, with others who answer or close it waiting until this transaction ends.

    With `now`, only where its time is not up.
    """
    in_time = [surveys.c.closes_at > now] if now else []
    which = and_(_this(workspace, survey_id), _OPEN, *in_time)
    held = update(surveys).where(which).values(revision=surveys.c.revision).returning(*_FIELDS)
    row = tx.execute(held).one_or_none()
    return _read(row) if row else None


def take_reminding(tx: Transaction, workspace: str, survey_id: str, now: datetime) -> bool:
    """To remind those who are asked is ours. False where it was done, or the survey is closed."""
    due = surveys.c.remind_at <= now
    return turn(tx, workspace, survey_id, State.OPEN, State.OPEN, due, remind_at=None)


def remove(tx: Transaction, workspace: str, survey_id: str) -> bool:
    """A survey that asked nobody yet goes. False for any other."""
    which = and_(_this(workspace, survey_id), surveys.c.state.in_((State.DRAFT, State.PLANNED)))
    gone = tx.scalar(delete(surveys).where(which).returning(surveys.c.id)) is not None
    if gone:
        ballots.drop(tx, workspace, survey_id)
    return gone


def get(tx: Transaction, workspace: str, survey_id: str) -> Survey | None:
    return _one(tx, _this(workspace, survey_id))


def by_number(tx: Transaction, workspace: str, number: int) -> Survey | None:
    return _one(tx, and_(surveys.c.workspace_id == workspace, surveys.c.number == number))


def listed(tx: Transaction, workspace: str, states: Collection[State], limit: int) -> list[Survey]:
    """The newest surveys in these states."""
    return _all(tx, surveys.c.workspace_id == workspace, surveys.c.state.in_(states), limit=limit)


def closed_between(
    tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int
) -> list[Survey]:
    """Surveys that closed in [start, end), the newest first."""
    closed = and_(surveys.c.closed_at >= start, surveys.c.closed_at < end)
    return _all(tx, surveys.c.workspace_id == workspace, closed, limit=limit)


def of_release(tx: Transaction, workspace: str, release_id: str) -> list[Survey]:
    """The closed surveys about a release, the newest first."""
    about = surveys.c.release_id == release_id
    return _all(tx, surveys.c.workspace_id == workspace, about, surveys.c.state == State.CLOSED)


def earlier(tx: Transaction, workspace: str, survey: Survey) -> list[Survey]:
    """The surveys about the same thing that were closed before this one was, the newest first."""
    same = and_(surveys.c.workspace_id == workspace, surveys.c.topic == survey.topic)
    return _all(tx, same, surveys.c.number < survey.number, surveys.c.state == State.CLOSED)


def to_answer(
    tx: Transaction, workspace: str, person: str, now: datetime, limit: int
) -> tuple[list[Survey], int]:
    """Open surveys that ask somebody who has not answered, what closes first first; and how many in all."""
    missing = select(voters.c.box_id).where(
        voters.c.workspace_id == workspace, voters.c.person == person, ~voters.c.voted
    )
    which = (surveys.c.workspace_id == workspace, surveys.c.id.in_(missing), _OPEN, surveys.c.closes_at > now)
    found = tx.execute(
        _SURVEY.add_columns(func.count().over().label("total"))
        .where(*which)
        .order_by(surveys.c.closes_at, surveys.c.number)
        .limit(limit)
    ).all()
    return [_read(row) for row in found], found[0].total if found else 0


def one_opens(tx: Transaction, workspace: str) -> None:
    """Whoever opens a survey comes after those who do so already. SQLite has one writer anyhow."""
    if tx.dialect.name != "sqlite":
        tx.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"surveys:{workspace}"))))


def asked_since(
    tx: Transaction, workspace: str, since: datetime, *, besides: str | None = None
) -> frozenset[str]:
    """Who was asked by a survey that was opened since then, other than the one with the id `besides`."""
    asks = select(voters.c.person).join(
        surveys, and_(surveys.c.workspace_id == voters.c.workspace_id, surveys.c.id == voters.c.box_id)
    )
    which = [voters.c.workspace_id == workspace, surveys.c.opened_at >= since]
    if besides:
        which.append(surveys.c.id != besides)
    return frozenset(tx.scalars(asks.where(*which).distinct()))


def due(tx: Transaction, now: datetime) -> list[tuple[str, str]]:
    """(workspace, survey) of those that are to be closed, or whose people are to be reminded, by now."""
    return [(workspace, survey) for workspace, survey in tx.execute(_DUE, {"now": now})]


def next_due(tx: Transaction) -> datetime | None:
    """When an open survey is to be closed, or its people reminded, next."""
    closes, reminds = tx.execute(_NEXT_DUE).one()
    return min((instant for instant in (closes, reminds) if instant), default=None)


def planned(tx: Transaction) -> list[Planned]:
    """The surveys that wait for some days after their release was announced, of releases that are."""
    return [Planned(*row) for row in tx.execute(_PLANNED)]


def _this(workspace: str, survey_id: str) -> ColumnElement[bool]:
    return and_(surveys.c.workspace_id == workspace, surveys.c.id == survey_id)


def _one(tx: Transaction, which: ColumnElement[bool]) -> Survey | None:
    row = tx.execute(_SURVEY.where(which)).one_or_none()
    return _read(row) if row else None


def _all(tx: Transaction, *which: ColumnElement[bool], limit: int | None = None) -> list[Survey]:
    found = tx.execute(_SURVEY.where(*which).order_by(surveys.c.number.desc()).limit(limit))
    return [_read(row) for row in found]


def _read(row: Row[Any]) -> Survey:
    values = {name: row._mapping[name] for name in Survey.__dataclass_fields__}
    return Survey(**{**values, "audience": Audience.read(row.audience)})
