"""Seeing launches: a plan, lists of tasks, one task. Whoever reads what the team reads sees them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from rituals.messages.launches import Mine, Seen, SeenTask, Todo
from rituals.permissions import Act, enter
from rituals.refusals import NotFound
from rituals.services import Person, Services
from rituals.working_days import today
from storage import absences, launch_answers, launch_decisions, launches, people
from storage.database import Transaction
from storage.launches import Launch, Task
from storage.workspaces import Workspace

LISTED = 10
MOST = 500
NOTES_SHOWN = 10


def open_launch(services: Services, by: Person, launch_id: str) -> Seen:
    """A launch by its id. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        return seen(tx, enter(tx, by, Act.READ), launch_id, services.now())


def by_number(services: Services, by: Person, number: int) -> Seen | None:
    """The launch L-<number>; None where there is none. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        launch = launches.by_number(tx, home.id, number)
        return seen(tx, home, launch.id, services.now()) if launch else None


def mine(services: Services, by: Person) -> Mine:
    """The launches that are under way and somebody's, and their open tasks in all of them. Raises NotAllowed."""
    now = services.now()
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return Mine(launches.under_way(tx, home.id, LISTED, of=by.id), todo(tx, home, by.id, MOST, now).tasks)


def open_task(services: Services, by: Person, task_id: str) -> SeenTask:
    """One task. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        return task_in(tx, enter(tx, by, Act.READ), task_id, services.now())


def todo(tx: Transaction, home: Workspace, person: str, limit: int, now: datetime) -> Todo:
    """The open tasks of somebody that are due first, in all launches; and how many they have."""
    found, count = launches.open_tasks_of(tx, home.id, person, limit)
    day = today(home, now)
    return Todo([SeenTask(task, launch, {}, day) for task, launch in found], count)


def seen(tx: Transaction, home: Workspace, launch_id: str, now: datetime) -> Seen:
    launch = launches.get(tx, home.id, launch_id)
    if launch is None:
        raise NotFound
    tasks = launches.tasks(tx, home.id, launch_id)
    roles = launches.roles(tx, home.id, launch_id)
    brief = launches.brief(tx, home.id, launch_id)
    override = launch_decisions.overridden(tx, home.id, launch_id)
    day = today(home, now)
    away = absences.on(tx, home.id, day)
    stand_ins = [one.delegate for one in away.values() if one.delegate]
    wrote = [part.by for part in brief.values()]
    others = [*roles.values(), *wrote, *stand_ins, *([override.by] if override else [])]
    names = _names(tx, home, tasks, others)
    confirmed = launches.confirmed(tx, home.id, launch_id)
    decision = launch_decisions.of_launch(tx, home.id, launch_id)
    reached = [one for one in launch_answers.of_launch(tx, home.id, launch_id) if one.reached]
    last = reached[-1] if reached else None
    return Seen(launch, tasks, roles, names, day, brief, confirmed, decision, override, last, away)


def task_in(tx: Transaction, home: Workspace, task_id: str, now: datetime) -> SeenTask:
    task = launches.task(tx, home.id, task_id)
    launch = launches.get(tx, home.id, task.launch_id) if task else None
    if task is None or launch is None:
        raise NotFound
    notes = launches.notes(tx, home.id, task_id, NOTES_SHOWN)
    day = today(home, now)
    away = absences.on(tx, home.id, day).get(task.owner or "")
    others = [*(note.person for note in notes), *([away.delegate] if away and away.delegate else [])]
    return SeenTask(task, launch, _names(tx, home, [task], others), day, notes, away)


def lead_of(launch: Launch, roles: Mapping[str, str]) -> str:
    """Who leads a launch: who has the first of the leading roles, else who started it."""
    return next((roles[role] for role in launches.LED_BY if role in roles), launch.started_by)


def leads(launch: Launch, roles: Mapping[str, str], person: str) -> bool:
    """Whether somebody is among those who lead: they plan go or no-go, and change the tier."""
    return person in {
        lead_of(launch, roles),
        launch.started_by,
        *(roles.get(role) for role in launches.LED_BY),
    }


def _names(
    tx: Transaction, home: Workspace, tasks: Iterable[Task], others: Iterable[str] = ()
) -> Mapping[str, str]:
    held = {person for task in tasks for person in (task.owner, task.closed_by, task.blocked_by) if person}
    return people.names(tx, home.id, sorted(held | set(others)))
