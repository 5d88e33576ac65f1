"""The plan of a launch: the tasks of its tier, with real days. Pure rules; once started, days stay until people move them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.kit.times import Calendar
from rituals.launches.template import READY, Step


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
        }
        for day, step in sorted(dated, key=lambda pair: pair[0])
    ]


def due_on(step: Step, frame: Frame, calendar: Calendar, today: date) -> date:
    """So many working days before or after its day; for a plan that starts late, the first working day that is left."""
    anchor = frame.ready_on if step.anchor == READY else frame.market_on
    return max(calendar.add_working_days(anchor, step.days[frame.tier]), calendar.next_working(today))
