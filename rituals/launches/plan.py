"""The plan of a launch: the tasks of its tier, with real days. Pure rules; once started, days stay until people move them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from bot.kit.times import Calendar
from rituals.launches.templates import READY, Step
from rituals.working_days import working_days
from storage.launches import Task
from storage.workspaces import Workspace

FARTHEST = 366  # days: further ahead somebody mistook the year


class Days(Protocol):
    """The two days of a launch."""

    @property
    def ready_on(self) -> date: ...

    @property
    def market_on(self) -> date: ...


@dataclass(frozen=True)
class Frame:
    """What the tasks and days of a plan follow from."""

    tier: int
    answers: Collection[str]
    ready_on: date
    market_on: date


def tasks(template: Sequence[Step], frame: Frame, calendar: Calendar, today: date) -> list[dict[str, Any]]:
    """What is kept of each task, what is due first first. None is due before the next working day that is left."""
    steps = [step for step in template if step.belongs(frame.tier, frame.answers)]
    dated = [(due_on(step, frame, calendar, today), step) for step in steps]
    return [
        {
            "key": step.key,
            "title": step.title,
            "role": step.role,
            "side": step.side,
            "help": step.help,
            "done_when": step.done,
            "due_on": day,
            "anchor": step.anchor,
            "days": step.days[frame.tier],
            "helper": step.helper,
            "enables": step.enables,
            "added_by": None,
        }
        for day, step in sorted(dated, key=lambda pair: pair[0])
    ]


def due_on(step: Step, frame: Frame, calendar: Calendar, today: date) -> date:
    """So many working days before or after its day; for a plan that starts late, the first working day that is left."""
    return counted(calendar, anchor_day(frame, step.anchor), step.days[frame.tier], today)


def counted(calendar: Calendar, anchor: date, days: int, today: date) -> date:
    """So many working days after a day (before it: negative), but no day that is over."""
    return max(calendar.add_working_days(anchor, days), calendar.next_working(today))


def anchor_day(days: Days, anchor: str) -> date:
    """The day that a task is counted from."""
    return days.ready_on if anchor == READY else days.market_on


def working_days_from(calendar: Calendar, anchor: date, day: date) -> int:
    """How many working days after the anchor a day is (before it: negative): counted back, they lead to it.

    For a day off, they lead to the next working day towards the anchor.
    """
    if day == anchor:
        return 0
    step = timedelta(days=1 if day > anchor else -1)
    between = 0
    here = anchor
    while here != day:
        here += step
        between += calendar.is_working(here)
    return between if day > anchor else -between


def counted_days(home: Workspace, days: Days, anchor: str | None, day: date) -> int | None:
    """How many working days from its anchor a task is due; None for one with a day of its own."""
    return working_days_from(working_days(home), anchor_day(days, anchor), day) if anchor else None


def moved(tasks: Sequence[Task], days: Days, calendar: Calendar, today: date) -> dict[str, date]:
    """The open tasks that are due on another day with these days, by id. One with a day of its own keeps it."""
    found = {
        task.id: counted(calendar, anchor_day(days, task.anchor), task.days, today)
        for task in tasks
        if task.is_open and task.anchor and task.days is not None
    }
    return {task.id: found[task.id] for task in tasks if task.id in found and found[task.id] != task.due_on}


def too_far(day: date, today: date) -> bool:
    """Whether a day is further away than plans reach."""
    return abs((day - today).days) > FARTHEST
