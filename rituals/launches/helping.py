"""Asking for help with a task, coming to help, and handing back what is not one's own."""

from dataclasses import dataclass
from datetime import datetime

from rituals.launches.acting import act_on
from rituals.launches.reminding import There, leads
from rituals.launches.seeing import open_task
from rituals.launches.telling import Word, tell
from rituals.messages.launches import SeenTask
from rituals.permissions import Act, enter
from rituals.refusals import Refusal
from rituals.services import Person, Services
from rituals.working_days import today
from storage import launches, people
from storage.database import Transaction
from storage.workspaces import Workspace


class NobodyElse(Refusal):
    """Nobody but them could help, or take the task."""

    key = "refusals.nobody_else"


@dataclass(frozen=True)
class Asked:
    """Who was asked, about which task."""

    seen: SeenTask
    who: str  # a name


def ask_for_help(services: Services, by: Person, task_id: str) -> Asked:
    """Who can help with a task by the template, else who leads, is asked; once a day. Raises NotFound, NotAllowed, NobodyElse."""
    with services.read() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        task = open_task(services, by, task_id)
        roles = launches.roles(tx, home.id, task.launch.id)
        asked = [roles.get(task.task.helper or ""), *leads(task.launch, roles)]
        helper = _another(tx, home, by, asked, services.now())

    def ask(tx: Transaction, home: Workspace, now: datetime) -> bool:
        key = f"launch_help:{task_id}:{today(home, now).isoformat()}"
        tell(tx, home, Word.HELP, helper, task_id, by, now, once=key)
        return True

    return Asked(act_on(services, by, task_id, "help_wanted", ask), _name(services, by, helper))


def come_to_help(services: Services, by: Person, task_id: str) -> SeenTask:
    """Somebody helps with a task: its owner hears who comes. Raises NotFound or NotAllowed."""

    def come(tx: Transaction, home: Workspace, now: datetime) -> bool:
        task = launches.task(tx, home.id, task_id)
        if task is None or not task.owner or task.owner == by.id:
            return False
        key = f"launch_coming:{task_id}:{by.id}:{today(home, now).isoformat()}"
        tell(tx, home, Word.COMING, task.owner, task_id, by, now, once=key)
        return True

    return act_on(services, by, task_id, "help_coming", come)


def not_mine(services: Services, by: Person, task_id: str) -> Asked:
    """A task leaves somebody: to who has its role, or who leads, who is told. Raises NotFound, NotAllowed, NobodyElse."""
    with services.read() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        seen = open_task(services, by, task_id)
        roles = launches.roles(tx, home.id, seen.launch.id)
        asked = [roles.get(seen.task.role), *leads(seen.launch, roles)]
        other = _another(tx, home, by, asked, services.now())

    def hand_back(tx: Transaction, home: Workspace, now: datetime) -> bool:
        if not launches.give(tx, home.id, task_id, other, seen=by.id):
            return False
        tell(tx, home, Word.NOT_MINE, other, task_id, by, now)
        return True

    after = {"to": other}
    found = act_on(services, by, task_id, "task_not_mine", hand_back, strictly=True, after=after)
    return Asked(found, _name(services, by, other))


def _another(tx: Transaction, home: Workspace, by: Person, asked: list[str | None], now: datetime) -> str:
    """The first of these who is there and is somebody else. Raises NobodyElse."""
    others = [person for person in asked if person and person != by.id]
    found = There(tx, home, today(home, now)).first(*others) if others else by.id
    if found == by.id:
        raise NobodyElse
    return found


def _name(services: Services, by: Person, person: str) -> str:
    with services.read() as tx:
        return people.names(tx, by.workspace, [person]).get(person, "?")
