"""How far tasks are: under way, blocked by something or somebody, given to others."""

from collections.abc import Mapping
from datetime import datetime

from rituals.launches.acting import act_on
from rituals.launches.telling import Word, tell
from rituals.messages import launch_forms as forms
from rituals.messages.launches import SeenTask
from rituals.refusals import FieldErrors
from rituals.services import Person, Services, person_id
from storage import launches
from storage.database import Transaction
from storage.launches import TaskState
from storage.workspaces import Workspace


def begin(services: Services, by: Person, task_id: str) -> SeenTask:
    """A task is under way, and nothing blocks it. Raises NotFound or NotAllowed."""
    return _turn(services, by, task_id, "task_begun", TaskState.DOING, of=(TaskState.OPEN, TaskState.BLOCKED))


def stop(services: Services, by: Person, task_id: str) -> SeenTask:
    """A task is not under way yet, after all. Raises NotFound or NotAllowed."""
    return _turn(services, by, task_id, "task_stopped", TaskState.OPEN, of=(TaskState.DOING,))


def unblock(services: Services, by: Person, task_id: str) -> SeenTask:
    """What blocked a task is out of the way: its owner is told. Raises NotFound or NotAllowed."""

    def free(tx: Transaction, home: Workspace, now: datetime) -> bool:
        if not launches.turn(tx, home.id, task_id, TaskState.OPEN, of=(TaskState.BLOCKED,)):
            return False
        task = launches.task(tx, home.id, task_id)
        if task and task.owner and task.owner != by.id:
            tell(tx, home, Word.UNBLOCKED, task.owner, task_id, by, now)
        return True

    return act_on(services, by, task_id, "task_unblocked", free)


def block(services: Services, by: Person, task_id: str, values: Mapping[str, str]) -> SeenTask:
    """A task waits for something, maybe for somebody, who is told. Raises NotFound, NotAllowed, NotThere or FieldErrors."""
    on, user = values.get(forms.BLOCKED_ON), values.get(forms.BLOCKED_BY)
    if not on:
        raise FieldErrors({forms.BLOCKED_ON: "launches.error_blocked_on"})
    blocker = member(services, by, user, forms.BLOCKED_BY).id if user else None

    def wait(tx: Transaction, home: Workspace, now: datetime) -> bool:
        if not launches.block(tx, home.id, task_id, on, blocker):
            return False
        if blocker and blocker != by.id:
            tell(tx, home, Word.BLOCKS, blocker, task_id, by, now)
        return True

    return act_on(services, by, task_id, "task_blocked", wait, strictly=True, after={"waits_for": blocker})


def give(services: Services, by: Person, task_id: str, seen_owner: str | None, user: str | None) -> SeenTask:
    """A task is somebody's, who is told; without a person, of who has its role.

    Raises NotFound, NotAllowed, FieldErrors, or NotThere where its owner is not the one that was seen.
    """
    person = member(services, by, user, forms.GIVE_TO).id if user else None

    def hand(tx: Transaction, home: Workspace, now: datetime) -> bool:
        if not launches.give(tx, home.id, task_id, person, seen=seen_owner):
            return False
        if person and person not in (by.id, seen_owner):
            tell(tx, home, Word.GIVEN, person, task_id, by, now)
        return True

    act = "task_given" if person else "task_given_back"
    return act_on(services, by, task_id, act, hand, strictly=True, after={"to": person})


def member(services: Services, by: Person, user: str, field: str) -> Person:
    """Somebody who can have a part in a launch. Raises FieldErrors for bots, guests, and those who left."""
    person = services.directory.person(by.workspace, person_id(by.workspace, user))
    if person.is_bot or person.deactivated or person.guest:
        raise FieldErrors({field: "launches.error_person"})
    return person


def _turn(
    services: Services, by: Person, task_id: str, act: str, to: TaskState, *, of: tuple[TaskState, ...]
) -> SeenTask:
    return act_on(
        services, by, task_id, act, lambda tx, home, now: launches.turn(tx, home.id, task_id, to, of=of)
    )
