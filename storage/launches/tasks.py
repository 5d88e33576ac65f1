"""The tasks of launches: whose, due when, how far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, true, update

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
    touched: bool  # somebody worked on it or changed it
    moved: bool  # its day was chosen by hand
    out_by: str | None  # the change of tier that it went out with
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
OWNER: ColumnElement[Any] = func.coalesce(launch_tasks.c.owner, _HAS_ROLE)
TASK: tuple[ColumnElement[Any], ...] = tuple(
    OWNER if name == "owner" else launch_tasks.c[name] for name in Task.__dataclass_fields__
)
_TASKS = select(*TASK)
_FREE = {"blocked_on": None, "blocked_by": None}
_TOUCHED = {"touched": True}
OPENED: Mapping[str, Any] = {
    "state": TaskState.OPEN,
    "closed_by": None,
    "closed_at": None,
    "why": None,
    "out_by": None,
}
_IN_ORDER = (launch_tasks.c.due_on, launch_tasks.c.position)


def add_tasks(
    tx: Transaction, workspace: str, launch_id: str, tasks: Sequence[Mapping[str, Any]], *, first: int = 0
) -> None:
    """Tasks of a plan, in their order; those of a plan that stands already are `first` and on in it."""
    rows = [
        {
            "workspace_id": workspace,
            "id": counters.new_id(),
            "launch_id": launch_id,
            "position": position,
            "state": TaskState.OPEN,
            **task,
        }
        for position, task in enumerate(tasks, first)
    ]
    if rows:
        tx.execute(insert(launch_tasks), rows)


def add_task(
    tx: Transaction, workspace: str, launch_id: str, task: Mapping[str, Any], most: int
) -> str | None:
    """One more task of a launch that is held; returns its id, or None where it has so many already."""
    count, last = tx.execute(
        select(func.count(), func.max(launch_tasks.c.position)).where(
            launch_tasks.c.workspace_id == workspace, launch_tasks.c.launch_id == launch_id
        )
    ).one()
    if count >= most:
        return None
    task_id = counters.new_id()
    row = {"workspace_id": workspace, "id": task_id, "launch_id": launch_id, "state": TaskState.OPEN}
    place = 0 if last is None else last + 1
    tx.execute(insert(launch_tasks).values(row | {"position": place, "key": f"own-{place}"} | dict(task)))
    return task_id


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
    values = {"state": to, "closed_by": by, "closed_at": now, "why": why} | _FREE
    return _change(tx, workspace, task_id, launch_tasks.c.state.in_(WAITING), values)


def open_again(tx: Transaction, workspace: str, task_id: str) -> bool:
    """A closed task is open. False, with nothing changed, where it is."""
    return _change(tx, workspace, task_id, launch_tasks.c.state.in_(CLOSED), {**OPENED, **_TOUCHED})


def turn(tx: Transaction, workspace: str, task_id: str, to: TaskState, *, of: Collection[TaskState]) -> bool:
    """A task that waits is under way, or is not any more; nothing blocks it. False where it is in none of these states."""
    return _change(tx, workspace, task_id, launch_tasks.c.state.in_(of), {"state": to} | _FREE | _TOUCHED)


def block(tx: Transaction, workspace: str, task_id: str, on: str, by: str | None) -> bool:
    """A task waits for something, maybe for somebody. False, with nothing changed, where it is closed."""
    values = {"state": TaskState.BLOCKED, "blocked_on": on, "blocked_by": by} | _TOUCHED
    return _change(tx, workspace, task_id, launch_tasks.c.state.in_(WAITING), values)


def give(tx: Transaction, workspace: str, task_id: str, person: str | None, *, seen: str | None) -> bool:
    """An open task is somebody's from now on, or of who has its role again (None).

    False, with nothing changed, where its owner is not the one `seen`.
    """
    which = and_(launch_tasks.c.state.in_(WAITING), OWNER.is_not_distinct_from(seen))
    return _change(tx, workspace, task_id, which, {"owner": person} | _TOUCHED)


def move(
    tx: Transaction, workspace: str, task_id: str, due_on: date, days: int | None, *, seen: date
) -> bool:
    """An open task is due on another day, so many working days from its anchor.

    False, with nothing changed, where it was not due on the day `seen`.
    """
    which = and_(launch_tasks.c.state.in_(WAITING), launch_tasks.c.due_on == seen)
    values = {"due_on": due_on, "days": days, "remind_on": None, "moved": True} | _TOUCHED
    return _change(tx, workspace, task_id, which, values)


def edit(
    tx: Transaction, workspace: str, task_id: str, values: Mapping[str, str], *, seen: Mapping[str, str]
) -> bool:
    """What a task says is changed. False, with nothing changed, where it does not say what was `seen`."""
    which = and_(*(launch_tasks.c[name] == value for name, value in seen.items()))
    return _change(tx, workspace, task_id, which, dict(values) | _TOUCHED)


def prove(tx: Transaction, workspace: str, task_id: str, link: str) -> bool:
    """Where what was made can be seen."""
    return _change(tx, workspace, task_id, true(), {"proof": link} | _TOUCHED)


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
