"""Moving the days of a launch: what moves with them is shown first, then all of it moves in one transaction."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.kit.message import Message
from rituals.launches import plan, rounds
from rituals.launches.acting import note
from rituals.launches.calendar import in_the_way
from rituals.launches.cards import show_changed
from rituals.launches.collisions import Collision
from rituals.launches.plan import too_far
from rituals.launches.seeing import lead_of, seen
from rituals.launches.telling import tell_change
from rituals.messages import launch_dates as looks
from rituals.messages.launch_dates import Wanted
from rituals.messages.launches import Seen
from rituals.permissions import Act, enter, workspace_of
from rituals.refusals import FieldErrors, NotThere, Refusal
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person, Services
from rituals.working_days import today, working_days
from storage import launches, people
from storage.database import Transaction
from storage.launches import Moved
from storage.workspaces import Workspace

MOVED = "launch_moved"
MOVED_TOLD = "launch_moved_told"
OWNERS = {"ready_on": "pm", "market_on": "pmm"}


class NotYourDay(Refusal):
    """A day that somebody else answers for: `who`."""

    key = "refusals.not_your_day"


@dataclass(frozen=True)
class Preview:
    """What would move, and what gets in the way of the new day."""

    seen: Seen
    wanted: Wanted
    days: Mapping[str, date]  # by task
    collisions: tuple[Collision, ...]


def ask(services: Services, by: Person, launch_id: str, values: Mapping[str, str]) -> Preview:
    """What would move. Raises NotFound, NotAllowed, NotYourDay, or FieldErrors for days that can't be."""
    with services.read() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        found = seen(tx, home, launch_id, services.now())
        wanted = _wanted(found, values)
        _answers_for(found, by, wanted)
        return _preview(tx, home, found, wanted)


def move(services: Services, by: Person, launch_id: str, wanted: Wanted) -> Seen:
    """Move the days, and the tasks with them; whose tasks moved is told once, and the thread says why.

    Raises NotFound, NotAllowed, NotYourDay, or NotThere where the days are not the ones that were seen.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        before = seen(tx, home, launch_id, now)
        _answers_for(before, by, wanted)
        if not launches.move_days(
            tx,
            home.id,
            launch_id,
            wanted.ready_on,
            wanted.market_on,
            seen=(wanted.ready_before, wanted.market_before),
        ):
            raise NotThere
        tasks = launches.tasks(tx, home.id, launch_id)  # others may have come in meanwhile
        before = replace(before, tasks=tasks)
        days = plan.moved(before.tasks, wanted, working_days(home), today(home, now))
        launches.due_anew(tx, home.id, days)
        move_id = launches.keep_move(tx, home.id, Moved(launch_id, **vars(wanted), by=by.id, at=now))
        after = {"ready_on": wanted.ready_on.isoformat(), "market_on": wanted.market_on.isoformat()}
        earlier = {"ready_on": wanted.ready_before.isoformat(), "market_on": wanted.market_before.isoformat()}
        note(tx, home, launch_id, "days_moved", by, now, after, before=earlier)
        rounds.follow_market_date(tx, home, before.launch, wanted.market_on, now)
        owners = {task.owner for task in before.tasks if task.id in days}
        show_changed(tx, home, launch_id, by.id, *owners)
        _tell(tx, home, before, days, move_id, by, now)
        return seen(tx, home, launch_id, now)


def _preview(tx: Transaction, home: Workspace, found: Seen, wanted: Wanted) -> Preview:
    days = plan.moved(found.tasks, wanted, working_days(home), found.today)
    way = in_the_way(tx, home, found.launch.tier, wanted.market_on, own=found.launch.id)
    return Preview(found, wanted, days, way)


def _wanted(found: Seen, values: Mapping[str, str]) -> Wanted:
    """The days that a form asks for. Raises FieldErrors."""
    launch, why = found.launch, values.get(looks.WHY)
    days: dict[str, date] = {}
    errors: dict[str, str] = {}
    for name, field in ((looks.READY_ON, "ready_on"), (looks.MARKET_ON, "market_on")):
        try:
            days[field] = date.fromisoformat(values.get(name, ""))
        except ValueError:
            errors[name] = "forms.error_empty"
            continue
        if too_far(days[field], found.today):
            errors[name] = "launches.error_day"
    if not errors:
        if days["market_on"] != launch.market_on and days["market_on"] < found.today:
            errors[looks.MARKET_ON] = "launches.error_past"
        elif days["market_on"] < days["ready_on"]:
            errors[looks.MARKET_ON] = "launches.error_before_ready"
        elif (days["ready_on"], days["market_on"]) == (launch.ready_on, launch.market_on):
            errors[looks.MARKET_ON] = "launches.error_same_days"
    if not why:
        errors[looks.WHY] = "launches.error_move_why"
    if errors or not why:
        raise FieldErrors(errors)
    return Wanted(launch.ready_on, launch.market_on, days["ready_on"], days["market_on"], why)


def _answers_for(found: Seen, by: Person, wanted: Wanted) -> None:
    """PM answers for readiness, PMM for the market; where nobody has the role, who leads. Raises NotYourDay."""
    before = {"ready_on": wanted.ready_before, "market_on": wanted.market_before}
    for field, role in OWNERS.items():
        if getattr(wanted, field) == before[field] or by.is_admin:
            continue
        owner = found.roles.get(role) or lead_of(found.launch, found.roles)
        if owner != by.id:
            raise NotYourDay(who=found.names.get(owner, "?"), ref=found.launch.ref)


def _tell(
    tx: Transaction,
    home: Workspace,
    found: Seen,
    days: Mapping[str, date],
    move_id: str,
    by: Person,
    now: datetime,
) -> None:
    of: dict[str, list[str]] = defaultdict(list)
    for task in found.tasks:
        if task.id in days and task.owner and task.owner != by.id:
            of[task.owner].append(task.id)
    tell_change(tx, home, found.launch, (MOVED, MOVED_TOLD), {"move": move_id}, of, now)


def _move_seen(scene: Scene, facts: Facts) -> tuple[Seen, Moved, str] | None:
    home = workspace_of(scene.tx, scene.workspace)
    moved = launches.move_of(scene.tx, home.id, facts["move"])
    if moved is None:
        return None
    by = people.names(scene.tx, home.id, [moved.by]).get(moved.by, "?")
    return seen(scene.tx, home, moved.launch_id, scene.services.now()), moved, by


def _render_moved(scene: Scene, facts: Facts) -> Message | None:
    """The tasks that are still theirs, on the days that they are due on now."""
    found = _move_seen(scene, facts)
    if found is None:
        return None
    plan_seen, move_, by = found
    tasks = [
        task
        for task in plan_seen.tasks
        if task.id in facts["tasks"] and task.owner == scene.recipient and task.is_open
    ]
    return looks.moved_for_you(scene.texts, plan_seen, move_, tasks, by=by) if tasks else None


def _render_told(scene: Scene, facts: Facts) -> Message | None:
    found = _move_seen(scene, facts)
    return looks.moved_told(scene.texts, found[0].launch, found[1], by=found[2]) if found else None


KINDS = (
    MessageKind(MOVED, _render_moved, doubt=Doubt.RATHER_LATE),
    MessageKind(MOVED_TOLD, _render_told, doubt=Doubt.RATHER_LATE, muteable=False),
)
