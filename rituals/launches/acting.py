"""What people do with the tasks of a launch: done, undone, taken over, moved, not applicable; and roles taken.

Each is one conditional statement: of two who click at once, one is first, and the other sees what became of it.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from rituals.launches.cards import reminder_key, show_changed
from rituals.launches.plan import FARTHEST, counted_days
from rituals.launches.seeing import task_in
from rituals.messages import launch_forms as forms
from rituals.messages.launches import SeenTask
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound, NotThere
from rituals.services import Person, Services
from rituals.working_days import today, working_days
from storage import audit, launches, outbox
from storage.database import Transaction
from storage.launches import Task, TaskState
from storage.workspaces import Workspace

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def done(services: Services, by: Person, task_id: str) -> SeenTask:
    """A task is done; one that is closed already stays as it is. Raises NotFound or NotAllowed."""

    def close(tx: Transaction, home: Workspace, now: datetime) -> bool:
        return launches.close(tx, home.id, task_id, TaskState.DONE, by=by.id, now=now)

    return act_on(services, by, task_id, "task_done", close)


def undo(services: Services, by: Person, task_id: str) -> SeenTask:
    """A closed task is open again; an open one stays so. Raises NotFound or NotAllowed."""
    return act_on(
        services, by, task_id, "task_undone", lambda tx, home, now: launches.open_again(tx, home.id, task_id)
    )


def drop(services: Services, by: Person, task_id: str, why: str | None) -> SeenTask:
    """A task does not apply to this launch. Raises NotFound, NotAllowed, NotThere, or FieldErrors without a reason."""
    if not why:
        raise FieldErrors({forms.DROP_WHY: "launches.error_drop_why"})

    def close(tx: Transaction, home: Workspace, now: datetime) -> bool:
        return launches.close(tx, home.id, task_id, TaskState.DROPPED, by=by.id, now=now, why=why)

    return act_on(services, by, task_id, "task_dropped", close, strictly=True)


def take_over(services: Services, by: Person, task_id: str, seen_owner: str | None) -> SeenTask:
    """A task is theirs from now on. Raises NotFound, NotAllowed, or NotThere where its owner is not the one they saw."""
    return act_on(
        services,
        by,
        task_id,
        "task_taken",
        lambda tx, home, now: launches.give(tx, home.id, task_id, by.id, seen=seen_owner),
        strictly=True,
    )


def move(services: Services, by: Person, task_id: str, seen_day: str, typed: str | None) -> SeenTask:
    """A task is due on another day. Raises NotFound, NotAllowed, NotThere, or FieldErrors for a day that can't be."""
    here = services.now().astimezone(ZoneInfo(by.zone)).date()
    try:
        day, before = date.fromisoformat(typed or ""), date.fromisoformat(seen_day)
    except ValueError:
        raise FieldErrors({forms.MOVE_TO: "forms.error_empty"}) from None
    if day < here:
        raise FieldErrors({forms.MOVE_TO: "launches.error_past"})
    if (day - here).days > FARTHEST:
        raise FieldErrors({forms.MOVE_TO: "launches.error_day"})

    def to_day(tx: Transaction, home: Workspace, now: datetime) -> bool:
        task = task_in(tx, home, task_id, now)
        days = counted_days(home, task.launch, task.task.anchor, day)
        return launches.move(tx, home.id, task_id, day, days, seen=before)

    dates = {"before": {"due_on": seen_day}, "after": {"due_on": day.isoformat()}}
    return act_on(services, by, task_id, "task_moved", to_day, strictly=True, **dates)


def put_off(services: Services, by: Person, task_id: str, days: int) -> SeenTask:
    """Nobody is reminded of a task before so many working days from now. Raises NotFound or NotAllowed."""

    def wait(tx: Transaction, home: Workspace, now: datetime) -> bool:
        until = working_days(home).add_working_days(today(home, now), days)
        return launches.put_off(tx, home.id, task_id, until)

    return act_on(services, by, task_id, "task_put_off", wait)


def act_on(
    services: Services,
    by: Person,
    task_id: str,
    act: str,
    change: Callable[[Transaction, Workspace, datetime], bool],
    *,
    strictly: bool = False,
    before: Mapping[str, Any] = _NOTHING,
    after: Mapping[str, Any] = _NOTHING,
) -> SeenTask:
    """One change of one task, its card shown anew. `strictly`: NotThere where nothing could be changed."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        task = _task(tx, home, task_id)
        if change(tx, home, now):
            note(tx, home, task.launch_id, act, by, now, {"task": task.key, **after}, before=before)
            found = task_in(tx, home, task_id, now)
            show_changed(tx, home, task.launch_id, task.owner, found.task.owner)
            reminded = {person for person in (task.owner, by.id) if person}
            outbox.want_each(
                tx, home.id, [reminder_key(person, today(home, now)) for person in sorted(reminded)]
            )
            return found
        if strictly:
            raise NotThere
        return task_in(tx, home, task_id, now)


def _task(tx: Transaction, home: Workspace, task_id: str) -> Task:
    task = launches.task(tx, home.id, task_id)
    if task is None:
        raise NotFound
    return task


def note(
    tx: Transaction,
    home: Workspace,
    launch_id: str,
    act: str,
    by: Person,
    now: datetime,
    after: Mapping[str, Any],
    *,
    before: Mapping[str, Any] = _NOTHING,
) -> None:
    """Keep in the history of a launch what somebody did."""
    audit.note(
        tx,
        home.id,
        object_kind=launches.KIND,
        object_id=launch_id,
        act=act,
        by=by.id,
        now=now,
        before=before,
        after=after,
    )
