"""Launches: the plan of a release, who has which role in it, and its tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, insert, or_, select, update

from storage import counters
from storage.database import Transaction
from storage.tables import launch_roles, launch_tasks, launches, releases
from storage.upsert import insert as upserting

KIND = "launch"


class TaskState(StrEnum):
    """How far a task is; what is dropped does not apply to this launch. The values are stored: they never change."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


CLOSED = (TaskState.DONE, TaskState.DROPPED)


@dataclass(frozen=True)
class Launch:
    id: str
    number: int
    release_id: str
    tier: int
    proposed: int
    answers: list[str]
    why: str | None
    audience: str
    ready_on: date
    market_on: date
    channel_id: str
    started_by: str
    started_at: datetime
    release_number: int
    name: str  # of the release

    @property
    def ref(self) -> str:
        return f"L-{self.number}"

    @property
    def release_ref(self) -> str:
        return f"R-{self.release_number}"


@dataclass(frozen=True)
class Task:
    id: str
    launch_id: str
    position: int
    key: str
    title: str
    role: str
    side: str
    help: str
    done_when: str
    due_on: date
    state: str
    why: str | None
    closed_by: str | None
    closed_at: datetime | None
    remind_on: date | None  # put off until then
    owner: str | None  # who took it over, else who has its role

    @property
    def is_open(self) -> bool:
        return self.state == TaskState.OPEN


_OF_RELEASE = {"release_number": releases.c.number, "name": releases.c.name}
_LAUNCH = tuple(
    _OF_RELEASE[name] if name in _OF_RELEASE else launches.c[name] for name in Launch.__dataclass_fields__
)
_LAUNCHES = select(*_LAUNCH).join(
    releases,
    and_(releases.c.workspace_id == launches.c.workspace_id, releases.c.id == launches.c.release_id),
)
_HAS_ROLE = (
    select(launch_roles.c.person)
    .where(
        launch_roles.c.workspace_id == launch_tasks.c.workspace_id,
        launch_roles.c.launch_id == launch_tasks.c.launch_id,
        launch_roles.c.role == launch_tasks.c.role,
    )
    .correlate(launch_tasks)
    .scalar_subquery()
)
_OWNER: ColumnElement[Any] = func.coalesce(launch_tasks.c.owner, _HAS_ROLE)
_TASK: tuple[ColumnElement[Any], ...] = tuple(
    _OWNER if name == "owner" else launch_tasks.c[name] for name in Task.__dataclass_fields__
)
_TASKS = select(*_TASK)
_IN_ORDER = (launch_tasks.c.due_on, launch_tasks.c.position)


def add(tx: Transaction, workspace: str, launch_id: str, values: Mapping[str, Any]) -> int | None:
    """Keep a new launch. Returns its number, or None, with nothing kept, where its release has one already."""
    number = counters.bump(tx, workspace, KIND)
    statement = upserting(tx, launches).values(workspace_id=workspace, id=launch_id, number=number, **values)
    kept: int | None = tx.scalar(
        statement.on_conflict_do_nothing(index_elements=["workspace_id", "release_id"]).returning(
            launches.c.number
        )
    )
    return kept


def add_tasks(tx: Transaction, workspace: str, launch_id: str, tasks: Sequence[Mapping[str, Any]]) -> None:
    """The tasks of a new launch, in their order."""
    rows = [
        {
            "workspace_id": workspace,
            "id": counters.new_id(),
            "launch_id": launch_id,
            "position": position,
            "state": TaskState.OPEN,
            **task,
        }
        for position, task in enumerate(tasks)
    ]
    if rows:
        tx.execute(insert(launch_tasks), rows)


def give_role(tx: Transaction, workspace: str, launch_id: str, role: str, person: str, now: datetime) -> bool:
    """Somebody has a role that nobody had. False, with nothing changed, where somebody has it."""
    row = {"workspace_id": workspace, "launch_id": launch_id, "role": role, "person": person, "at": now}
    statement = upserting(tx, launch_roles).values(row).on_conflict_do_nothing()
    return tx.scalar(statement.returning(launch_roles.c.role)) is not None


def roles(tx: Transaction, workspace: str, launch_id: str) -> dict[str, str]:
    """Who has which role."""
    found = tx.execute(
        select(launch_roles.c.role, launch_roles.c.person).where(
            launch_roles.c.workspace_id == workspace, launch_roles.c.launch_id == launch_id
        )
    )
    return {role: person for role, person in found}


def get(tx: Transaction, workspace: str, launch_id: str) -> Launch | None:
    return _one(tx, workspace, launches.c.id == launch_id)


def by_number(tx: Transaction, workspace: str, number: int) -> Launch | None:
    return _one(tx, workspace, launches.c.number == number)


def of_release(tx: Transaction, workspace: str, release_id: str) -> Launch | None:
    return _one(tx, workspace, launches.c.release_id == release_id)


def _one(tx: Transaction, workspace: str, which: ColumnElement[bool]) -> Launch | None:
    row = tx.execute(_LAUNCHES.where(launches.c.workspace_id == workspace, which)).one_or_none()
    return Launch(*row) if row else None


def under_way(tx: Transaction, workspace: str, limit: int, *, of: str | None = None) -> list[Launch]:
    """Launches with open tasks, what the market hears first first; `of`: that this person started or has a part in."""
    open_tasks = _tasks_of_launch().where(launch_tasks.c.state == TaskState.OPEN)
    which: list[ColumnElement[bool]] = [exists(open_tasks)]
    if of is not None:
        has_role = select(launch_roles.c.role).where(
            launch_roles.c.workspace_id == launches.c.workspace_id,
            launch_roles.c.launch_id == launches.c.id,
            launch_roles.c.person == of,
        )
        took = _tasks_of_launch().where(launch_tasks.c.owner == of)
        which.append(or_(launches.c.started_by == of, exists(has_role), exists(took)))
    found = tx.execute(
        _LAUNCHES.where(launches.c.workspace_id == workspace, *which)
        .order_by(launches.c.market_on, launches.c.number)
        .limit(limit)
    )
    return [Launch(*row) for row in found]


def _tasks_of_launch() -> Select[Any]:
    return select(launch_tasks.c.id).where(
        launch_tasks.c.workspace_id == launches.c.workspace_id, launch_tasks.c.launch_id == launches.c.id
    )


# Tasks ------------------------------------------------------------------------------------------------------------


def tasks(tx: Transaction, workspace: str, launch_id: str) -> list[Task]:
    """All tasks of a launch, what is due first first."""
    found = tx.execute(
        _TASKS.where(
            launch_tasks.c.workspace_id == workspace, launch_tasks.c.launch_id == launch_id
        ).order_by(*_IN_ORDER)
    )
    return [Task(*row) for row in found]


def task(tx: Transaction, workspace: str, task_id: str) -> Task | None:
    row = tx.execute(
        _TASKS.where(launch_tasks.c.workspace_id == workspace, launch_tasks.c.id == task_id)
    ).one_or_none()
    return Task(*row) if row else None


def open_tasks_of(tx: Transaction, workspace: str, person: str, limit: int) -> list[Task]:
    """The open tasks of somebody in all launches, what is due first first."""
    found = tx.execute(
        _TASKS.where(
            launch_tasks.c.workspace_id == workspace,
            launch_tasks.c.state == TaskState.OPEN,
            _OWNER.is_not_distinct_from(person),
        )
        .order_by(launch_tasks.c.due_on, launch_tasks.c.launch_id, launch_tasks.c.position)
        .limit(limit)
    )
    return [Task(*row) for row in found]


def close(
    tx: Transaction,
    workspace: str,
    task_id: str,
    to: TaskState,
    *,
    by: str,
    now: datetime,
    why: str | None = None,
) -> bool:
    """An open task is done, or does not apply. False, with nothing changed, where it is not open any more."""
    values = {"state": to, "closed_by": by, "closed_at": now, "why": why}
    return _change(tx, workspace, task_id, launch_tasks.c.state == TaskState.OPEN, values)


def open_again(tx: Transaction, workspace: str, task_id: str) -> bool:
    """A closed task is open. False, with nothing changed, where it is."""
    values = {"state": TaskState.OPEN, "closed_by": None, "closed_at": None, "why": None}
    return _change(tx, workspace, task_id, launch_tasks.c.state.in_(CLOSED), values)


def take_over(tx: Transaction, workspace: str, task_id: str, person: str, *, seen: str | None) -> bool:
    """An open task is somebody's from now on. False, with nothing changed, where its owner is not the one `seen`."""
    which = and_(launch_tasks.c.state == TaskState.OPEN, _OWNER.is_not_distinct_from(seen))
    return _change(tx, workspace, task_id, which, {"owner": person})


def move(tx: Transaction, workspace: str, task_id: str, due_on: date, *, seen: date) -> bool:
    """An open task is due on another day. False, with nothing changed, where it was not due on the day `seen`."""
    which = and_(launch_tasks.c.state == TaskState.OPEN, launch_tasks.c.due_on == seen)
    return _change(tx, workspace, task_id, which, {"due_on": due_on})


def put_off(tx: Transaction, workspace: str, task_id: str, until: date) -> bool:
    """Nobody is reminded of an open task until a day. False, with nothing changed, where it is not open."""
    values = {"remind_on": until}
    return _change(tx, workspace, task_id, launch_tasks.c.state == TaskState.OPEN, values)


def _change(
    tx: Transaction, workspace: str, task_id: str, which: ColumnElement[bool], values: Mapping[str, Any]
) -> bool:
    changed = tx.scalar(
        update(launch_tasks)
        .where(launch_tasks.c.workspace_id == workspace, launch_tasks.c.id == task_id, which)
        .values(**values)
        .returning(launch_tasks.c.id)
    )
    return changed is not None
