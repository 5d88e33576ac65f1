"""Tasks of launches kept in mind: on working mornings one private message a person, about what is due soon, today or late.

Mornings are each person's own: who lives in another time zone than the team is first told at the team's hour, and from
then on at that hour of their zone, by a ritual that follows the team's and is made for the zone.

A task is brought up two working days before it is due, on the day, and when it is late on the first working day and
then every third; or on the day to which somebody put it off, which beats the others. What nobody has is brought up
with who leads the launch, what belongs to somebody who is away with who stands in for them, what is blocked with whom
it waits for. Late for long, a task is brought up once with who can help, and later once with who leads. The plans in
their channels are shown anew, since what was to come may be late now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.kit.message import Message
from bot.kit.times import Calendar
from rituals.absences import stands_in
from rituals.home.fresh import freshen
from rituals.launches import afterwards
from rituals.launches.cards import REMINDER, card_key, reminder_key
from rituals.launches.seeing import task_in
from rituals.messages import launch_reminders as looks
from rituals.messages.launch_reminders import LATE, SOON, TODAY
from rituals.messages.launches import SeenTask
from rituals.messages.rituals import WORKING_DAYS
from rituals.permissions import workspace_of
from rituals.refusals import NotFound
from rituals.registry import Doubt, MessageKind, RitualKind, Scene, Window
from rituals.services import Facts, LateSteps, Services
from rituals.working_days import today, working_days
from storage import absences, launches, outbox, people, rituals
from storage.database import Transaction
from storage.launches import Launch, Task
from storage.rituals import Run
from storage.workspaces import Workspace

REMINDERS = "launch_reminders"
SOON_BEFORE = 2  # working days
LATE_EVERY = 3  # working days
HELPER, LEAD = "helper", "lead"
MOST_LAUNCHES = 200


def stage(task: Task, day: date, calendar: Calendar) -> str | None:
    """Why a task is brought up on a working day; None where it is not."""
    if task.remind_on and task.remind_on >= day:
        return standing(task, day, calendar) if task.remind_on == day else None
    due = calendar.previous_working(task.due_on)  # a task due on a Sunday is for the Friday before
    if due < day:
        late = _working_days_between(due, day, calendar)
        return LATE if late % LATE_EVERY == 1 else None
    return (
        standing(task, day, calendar) if day in (due, calendar.add_working_days(due, -SOON_BEFORE)) else None
    )


def help_wanted(task: Task, day: date, calendar: Calendar, steps: LateSteps) -> str | None:
    """Who beside its owner is to hear of a late task on a working day, each once: who can help, later who leads."""
    due = calendar.previous_working(task.due_on)
    if due >= day or (task.remind_on and task.remind_on > day):
        return None
    late = _working_days_between(due, day, calendar)
    return HELPER if late == steps.helper else LEAD if late == steps.lead else None


def standing(task: Task, day: date, calendar: Calendar) -> str:
    """Late, due today, or due soon."""
    due = calendar.previous_working(task.due_on)
    return LATE if due < day else TODAY if due == day else SOON


def gather(services: Services, workspace: str, window: Window, options: Facts) -> dict[str, Any] | None:
    """By person, the ids of the tasks to speak of; and the launches that are under way. None on a day off."""
    with services.read() as tx:
        home = workspace_of(tx, workspace)
        calendar, zone = working_days(home), ZoneInfo(options.get("zone", home.zone))
        after, until = window.start.astimezone(zone).date(), window.end.astimezone(zone).date()
        if not calendar.is_working(until) or _is_paused(tx, home, options):
            return None
        days = list(_days(after, until, calendar))
        told: dict[str, list[str]] = defaultdict(list)
        open_launches = launches.under_way(tx, workspace, MOST_LAUNCHES)
        there = There(tx, home, until)
        for launch in open_launches:
            roles = launches.roles(tx, workspace, launch.id)
            for task in launches.tasks(tx, workspace, launch.id):
                if not task.is_open:
                    continue
                hear = set()
                if any(stage(task, day, calendar) for day in days):
                    hear.add(there.first(task.blocked_by, task.owner, *leads(launch, roles)))
                for who in {help_wanted(task, day, calendar, services.late_steps) for day in days}:
                    if who is not None:
                        asked = roles.get(task.helper or "") if who == HELPER else None
                        hear.add(there.first(asked, *leads(launch, roles)))
                for person in sorted(hear):
                    told[person].append(task.id)
        here = _whose_morning(tx, home, told, options.get("zone"))
        facts = {"day": until.isoformat(), "people": {person: told[person] for person in here}}
        if "zone" in options:
            return facts if here else None
        after_ = afterwards.gather(tx, home, days, calendar)
    if not open_launches and not any(after_.values()):
        return None
    return facts | {"launches": [launch.id for launch in open_launches]} | after_


def _is_paused(tx: Transaction, home: Workspace, options: Facts) -> bool:
    """Whether the ritual that this one follows is: then it says nothing, either."""
    followed = rituals.named(tx, home.id, options["follows"]) if "follows" in options else None
    return bool(followed and followed.paused)


def _whose_morning(tx: Transaction, home: Workspace, persons: Collection[str], zone: str | None) -> list[str]:
    """Those of these people who are told by the ritual of a zone; None: by the team's, where no zone's does it."""
    theirs = people.zones(tx, home.id, persons)
    if zone is not None:
        return [person for person in persons if theirs.get(person) == zone]
    others = _zones_apart(tx, home)
    return [person for person in persons if theirs.get(person) not in others]


def _zones_apart(tx: Transaction, home: Workspace) -> set[str | None]:
    """The zones that have a ritual of their own."""
    return {ritual.zone for ritual in rituals.all_of(tx, home.id) if ritual.follows == REMINDERS}


def say(tx: Transaction, home: Workspace, run: Run, now: datetime) -> None:
    """One message for each person of a run, and the plans as they are on this day."""
    day = date.fromisoformat(run.facts["day"])
    for person, tasks in sorted(run.facts["people"].items()):
        outbox.put_card(
            tx,
            home.id,
            kind=REMINDER,
            recipient=person,
            facts={"tasks": tasks, "day": run.facts["day"]},
            unique_key=reminder_key(person, day),
            now=now,
        )
    afterwards.say(tx, home, run.facts, now)
    outbox.want_each(tx, home.id, [card_key(launch) for launch in run.facts.get("launches", ())])
    _have_mornings(tx, home, run, now)
    freshen(tx, home.id, *run.facts["people"])  # what is late by now stands there, too


def _have_mornings(tx: Transaction, home: Workspace, run: Run, now: datetime) -> None:
    """Whoever lives in another zone than the team's is told by its clock from tomorrow on."""
    own = rituals.get(tx, home.id, run.ritual_id)
    if own is None or own.follows:
        return
    zones = set(people.zones(tx, home.id, run.facts["people"]).values())
    for zone in sorted(zones - _zones_apart(tx, home) - {home.zone}):
        rituals.ensure(
            tx,
            home.id,
            name=f"{REMINDERS}:{zone}",
            kind=REMINDERS,
            channel_id=own.channel_id,
            rule=own.rule,
            at=own.at,
            zone=zone,
            options={"zone": zone, "follows": own.name},
            now=now,
        )
        if made := rituals.named(tx, home.id, f"{REMINDERS}:{zone}"):
            rituals.cover(tx, home.id, made.id, run.window_end)  # until then they were told by this one


def _days(after: date, until: date, calendar: Calendar) -> Iterator[date]:
    """The working days after one day and until another: those on which nobody looked are made up for."""
    day = min(after + timedelta(days=1), until)
    while day <= until:
        if calendar.is_working(day):
            yield day
        day += timedelta(days=1)


def _working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """The working days after `start` and until `end`."""
    return sum(1 for _ in _days(start, end, calendar))


def leads(launch: Launch, roles: Mapping[str, str]) -> list[str]:
    """Who leads a launch, and who comes next where they are not there."""
    return [*(roles[role] for role in launches.LED_BY if role in roles), launch.started_by]


class There:
    """Who is there to hear on a day: neither away nor gone."""

    def __init__(self, tx: Transaction, home: Workspace, day: date) -> None:
        self._tx, self._home = tx, home
        self._away = absences.on(tx, home.id, day)

    def first(self, *asked: str | None) -> str:
        """The first of these who is there, or who stands in for them; where nobody is, the last."""
        for person in filter(None, asked):
            stand_in = stands_in(person, self._away)
            if stand_in and not people.has_left(self._tx, self._home.id, stand_in):
                return stand_in
        return next(person for person in reversed(asked) if person)


def _remind(scene: Scene, facts: Facts) -> Message | None:
    """What became of the tasks since the morning shows on the message; None where all are somebody else's by now."""
    home = workspace_of(scene.tx, scene.workspace)
    now, calendar, day = scene.services.now(), working_days(home), date.fromisoformat(facts["day"])
    there = There(scene.tx, home, day)
    found: dict[str, list[SeenTask]] = defaultdict(list)
    for task_id in facts["tasks"]:
        try:
            seen = task_in(scene.tx, home, task_id, now)
        except NotFound:
            continue
        if why := _why(scene, home, seen, day, calendar, there):
            found[why].append(seen)
    return looks.reminder(scene.texts, found, today(home, now)) if found else None


def _why(
    scene: Scene, home: Workspace, seen: SeenTask, day: date, calendar: Calendar, there: There
) -> str | None:
    """Why somebody is told of a task; None where it is not theirs any more and nobody waits for them."""
    task, me = seen.task, scene.recipient
    if task.blocked_by and there.first(task.blocked_by) == me and task.owner != me:
        return looks.WAITED_FOR
    if task.owner == me:
        return standing(task, day, calendar)
    if not task.owner or there.first(task.owner, me) == me:
        return looks.UNOWNED if not task.owner else looks.STANDING_IN
    return looks.HELPING if task.is_open and _is_late_for_long(scene, task, day, calendar) else None


def _is_late_for_long(scene: Scene, task: Task, day: date, calendar: Calendar) -> bool:
    """Whether others than its owner have heard of it by that day: also on a day before, when nobody looked."""
    steps = [step for step in (scene.services.late_steps.helper, scene.services.late_steps.lead) if step]
    due = calendar.previous_working(task.due_on)
    return bool(steps) and _working_days_between(due, day, calendar) >= min(steps)


def _render(scene: Scene, facts: Facts) -> Message:
    """What a run says, for who runs it by hand: how many people hear of how many tasks."""
    tasks = sum(len(ids) for ids in facts["people"].values())
    return looks.summary(scene.texts, people=len(facts["people"]), tasks=tasks)


RITUAL = RitualKind(
    name=REMINDERS,
    default_rule=WORKING_DAYS,
    default_at="09:20",
    gather=gather,
    render=_render,
    default_window_days=1,
    say=say,
)
KIND = MessageKind(REMINDER, _remind, doubt=Doubt.RATHER_LATE)
