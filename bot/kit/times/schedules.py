"""Schedules: a repetition rule, a wall time and a zone, days off, and the instants at which they fall due."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby, islice, takewhile
from operator import attrgetter
from typing import Self

from bot.kit.times.instants import due_instant
from bot.kit.times.rules import days_in_year, ever_falls, read_rule, years_from
from bot.kit.times.workdays import Calendar
from bot.kit.times.zones import known_zone

_DAY = timedelta(days=1)
_FARTHEST_MOVE = timedelta(
    days=31
)  # a company may close for a month; farther, nobody would know what it stands for


class DayOff(StrEnum):
    """What becomes of an occurrence on a day when nobody works. The values are stored."""

    KEEP = "keep"
    SKIP = "skip"
    NEXT = "next"  # the next working day
    PREVIOUS = "previous"  # the last working day before


@dataclass(frozen=True)
class Schedule:
    """When a ritual happens, as people say it: each Monday at nine in Paris.

    `rule` is an RRULE (RFC 5545) of FREQ (DAILY to YEARLY), INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS;
    `at` a wall time to the minute; `zone` an IANA name; `anchor` the first day on which it may happen: it is
    what INTERVAL counts from, and gives the weekday or day that the rule leaves out. On days off by the
    `calendar` it happens as `off` says. `ValueError` says what is wrong and what to write.
    """

    rule: str
    at: time
    zone: str
    anchor: date
    off: DayOff = DayOff.KEEP
    calendar: Calendar = field(default_factory=Calendar)

    def __post_init__(self) -> None:
        known_zone(self.zone)
        if self.at.tzinfo is not None or self.at.second or self.at.microsecond:
            raise ValueError(
                f"{self.at} can't be scheduled: use an hour and a minute of the wall clock, like 09:00"
            )
        if not ever_falls(read_rule(self.rule), self.anchor):
            raise ValueError(f"the rule {self.rule!r} never falls on a day: change it")

    @classmethod
    def parse(
        cls,
        rule: str,
        at: str,
        zone: str,
        anchor: date,
        off: DayOff = DayOff.KEEP,
        calendar: Calendar | None = None,
    ) -> Self:
        """A schedule from texts as people type them: any capitals, a leading `RRULE:`, `09:00`."""
        try:
            wall = time.fromisoformat(at.strip())
        except ValueError as error:
            raise ValueError(f"{at!r} is not a time of day: write it like 09:00") from error
        rule = rule.strip().upper().removeprefix("RRULE:").rstrip(";")
        return cls(rule, wall, zone.strip(), anchor, off, calendar or Calendar())

    def day_of(self, day: date) -> date | None:
        """The day on which the rule's `day` happens; None where it does not."""
        if self.off is DayOff.KEEP or self.calendar.is_working(day):
            return day
        match self.off:
            case DayOff.NEXT:
                moved = self.calendar.next_working(day)
            case DayOff.PREVIOUS:
                moved = self.calendar.previous_working(day)
            case _:
                return None
        return moved if abs(moved - day) <= _FARTHEST_MOVE else None


@dataclass(frozen=True)
class Occurrence:
    """One due time of a schedule.

    `period` names the stretch of time it stands for: `2026-W48`, `2026-11`, `2026`, or a date where the rule
    has several days in these. It never names the hour: moving the hour or the zone makes no second run.
    `due` is UTC, `day` the local day on which it falls, moved where it would be a day off.
    """

    period: str
    due: datetime
    day: date


def latest_due(schedule: Schedule, now: datetime) -> Occurrence | None:
    """The newest occurrence due at or before `now`; None before the first. `ValueError` for a naive `now`."""
    # One day later than today's: clocks set back past midnight show yesterday again after today began. Days that come
    # later may have been moved before today; moving never changes their order.
    for day in _days_back(schedule, _local_day(schedule, now) + _DAY + _moved_by(schedule)):
        found = _occurrence(schedule, day)
        if found and found.due <= now:
            return found
    return None


def next_due(schedule: Schedule, now: datetime) -> Occurrence | None:
    """The first occurrence due after `now`; None without one for decades. `ValueError` for a naive `now`."""
    return next(_due_after(schedule, now), None)


def next_dues(schedule: Schedule, now: datetime, n: int) -> list[Occurrence]:
    """The first n occurrences due after `now`, in order. `ValueError` for a naive `now`."""
    return list(islice(_due_after(schedule, now), n))


def dues_between(schedule: Schedule, after: datetime, until: datetime) -> list[Occurrence]:
    """The occurrences due after `after` and not after `until`, in order. `ValueError` for naive instants."""
    _refuse_naive(until)
    return list(takewhile(lambda occurrence: occurrence.due <= until, _due_after(schedule, after)))


def _due_after(schedule: Schedule, now: datetime) -> Iterator[Occurrence]:
    # From one day before today's: clocks set forward over midnight move yesterday's time into today. Days that came
    # earlier may have been moved past today.
    first = _local_day(schedule, now) - _DAY - _moved_by(schedule)
    found = (_occurrence(schedule, day) for day in _days_from(schedule, first))
    occurrences = (occurrence for occurrence in found if occurrence)
    # Where a zone left out a day, or several days off move to one, they fall due together: the newest stands for all.
    for due, together in groupby(occurrences, key=attrgetter("due")):
        if due > now:
            yield deque(together, maxlen=1).pop()


def _occurrence(schedule: Schedule, day: date) -> Occurrence | None:
    """What a day of the rule becomes; its period stays the rule's, so that a move makes no second run."""
    on = schedule.day_of(day)
    return Occurrence(_period(schedule, day), due_instant(on, schedule.at, schedule.zone), on) if on else None


def _moved_by(schedule: Schedule) -> timedelta:
    """How far from its day an occurrence may be."""
    return _FARTHEST_MOVE if schedule.off in (DayOff.NEXT, DayOff.PREVIOUS) else timedelta()


def _days_back(schedule: Schedule, last: date) -> Iterator[date]:
    """The days of the rule up to `last`, newest first."""
    rule = read_rule(schedule.rule)
    for year in range(last.year, schedule.anchor.year - 1, -1):
        days = days_in_year(rule, schedule.anchor, year)
        for index in range(bisect_right(days, last) - 1, -1, -1):
            yield days[index]


def _days_from(schedule: Schedule, first: date) -> Iterator[date]:
    """The days of the rule from `first` on, oldest first."""
    rule = read_rule(schedule.rule)
    for year in years_from(schedule.anchor, first.year):
        days = days_in_year(rule, schedule.anchor, year)
        for index in range(bisect_left(days, first), len(days)):
            yield days[index]


def _period(schedule: Schedule, day: date) -> str:
    match read_rule(schedule.rule).period:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return day.isoformat()[:7]
        case "year":
            return day.isoformat()[:4]


def _local_day(schedule: Schedule, instant: datetime) -> date:
    _refuse_naive(instant)
    return instant.astimezone(known_zone(schedule.zone)).date()


def _refuse_naive(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no zone: pass an aware UTC datetime")
