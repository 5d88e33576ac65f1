"""The tasks of launches: whose, due when, how far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, update

from storage import counters
from storage.database import Transaction
from storage.tables import launch_roles, launch_tasks


class TaskState(StrEnum):
    """How far a task is; what is dropped does not apply to this launch. The values are stored: they never change."""

    OPEN = "open"
    DOING = "doing"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"


WAITING = (TaskState.OPEN, TaskState.DOING, TaskState.BLOCKED)
CLOSED = (TaskState.DONE, TaskState.DROPPED)


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
    anchor: str | None  # the day it is counted from, ready or market; null: it has a day of its own
    days: int | None  # working days after the anchor (before it: negative)
    helper: str | None  # the role that is asked for help
    enables: bool  # sales or support need it before the announcement
    added_by: str | None  # not from a template
    state: str
    blocked_on: str | None  # what it waits for
    blocked_by: str | None  # whom
    proof: str | None  # where what was made can be seen
    why: str | None
    closed_by: str | None
    closed_at: datetime | None
    remind_on: date | None  # put off until then
    owner: str | None  # who took it over, else who has its role

    @property
    def is_open(self) -> bool:
        return self.state in WAITING


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
            launch_tasks.c.state.in_(WAITING),
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
    return _change(tx, workspace, task_id, launch_tasks.c.state.in_(WAITING), values)


def open_again(tx: Transaction, workspace: str, task_id: str) -> bool:
    """A closed task is open. False, with nothing changed, where it is."""
    values = {"state": TaskState.OPEN, "closed_by": None, "closed_at": None, "why": None}
    return _change(tx, workspace, task_id, launch_tasks.c.state.in_(CLOSED), values)


def take_over(tx: Transaction, workspace: str, task_id: str, person: str, *, seen: str | None) -> bool:
    """An open task is somebody's from now on. False, with nothing changed, where its owner is not the one `seen`."""
    which = and_(launch_tasks.c.state.in_(WAITING), _OWNER.is_not_distinct_from(seen))
    return _change(tx, workspace, task_id, which, {"owner": person})


def move(tx: Transaction, workspace: str, task_id: str, due_on: date, *, seen: date) -> bool:
    """An open task is due on another day. False, with nothing changed, where it was not due on the day `seen`."""
    which = and_(launch_tasks.c.state.in_(WAITING), launch_tasks.c.due_on == seen)
    return _change(tx, workspace, task_id, which, {"due_on": due_on})


def put_off(tx: Transaction, workspace: str, task_id: str, until: date) -> bool:
    """Nobody is reminded of an open task until a day. False, with nothing changed, where it is not open."""
    values = {"remind_on": until}
    return _change(tx, workspace, task_id, launch_tasks.c.state.in_(WAITING), values)


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
