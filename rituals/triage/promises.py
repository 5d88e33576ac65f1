"""The promise: what matters is answered within so many working days. Pure rules, on days of the workspace's zone and calendar."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.kit.times import Calendar, due_instant
from rituals.signals.kinds import Importance

WITHIN: Mapping[str, int] = {Importance.DEALBREAKER: 2, Importance.IMPORTANT: 5}
"""Working days in which an answer is promised, by importance; what is merely nice to have is promised none."""


class Stage(IntEnum):
    """What happens when the promise comes close or is broken: help before control."""

    HELP = 0  # on the day it is due: the owner is offered help
    NUDGE = 1  # the owner is reminded
    ADMIN = 2  # an admin is told


AFTER: Mapping[Stage, int] = {Stage.HELP: 0, Stage.NUDGE: 1, Stage.ADMIN: 3}
"""Working days after the due day at which each stage begins."""


def due_day(captured: datetime, importance: str, zone: str, calendar: Calendar) -> date:
    """The day by whose end an answer is promised. Raises KeyError for an importance without a promise."""
    day = captured.astimezone(ZoneInfo(zone)).date()
    return calendar.add_working_days(day, WITHIN[importance])


def stage_between(
    captured: datetime,
    importance: str,
    zone: str,
    after: date,
    until: date,
    calendar: Calendar,
) -> Stage | None:
    """The furthest stage that a signal reaches after one day and until another; None where it reaches none.

    Days in between that nobody looked at are made up for, by one word instead of several.
    """
    due = due_day(captured, importance, zone, calendar)
    reached = [
        stage for stage, days in AFTER.items() if after < calendar.add_working_days(due, days) <= until
    ]
    return max(reached, default=None)


def late_before(now: datetime, zone: str, calendar: Calendar) -> Iterator[tuple[str, datetime]]:
    """For each importance, the instant before which what was captured and not answered is late now (UTC)."""
    today = now.astimezone(ZoneInfo(zone)).date()
    for importance, days in WITHIN.items():
        captured = today
        while calendar.add_working_days(captured, days) >= today:
            captured -= timedelta(days=1)
        midnight = due_instant(captured + timedelta(days=1), datetime.min.time(), zone)
        yield str(importance), midnight.astimezone(UTC)
