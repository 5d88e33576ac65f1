"""Summer time: no run missed, none doubled, in any zone, against an oracle that only reads clocks.

The code under test goes from wall time to instant. The oracle goes the other way: it walks the quarters of an
hour in UTC, reads the clock on the wall of the zone, and notes when the wanted time is shown or jumped over.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.kit.times import Occurrence, Schedule, latest_due, zone_or_none

pytestmark = pytest.mark.xdist_group("summer")  # in one worker, which looks through the zones once

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
AROUND = 2 * DAY
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC)
ANCHOR = date(2023, 11, 2)  # a Thursday


@dataclass(frozen=True)
class Habit:
    """A rule, and the same said independently: the days it wants, and what the period of a day is called."""

    rule: str
    wants: Callable[[date], bool]
    period: str

    def __str__(self) -> str:
        return self.rule

    def occurrence(self, day: date, due: datetime) -> Occurrence:
        return Occurrence(day.strftime(self.period), due, day)


def is_last_working_day(day: date) -> bool:
    later = [day + n * DAY for n in range(1, 31)]
    rest_of_month = [other for other in later if (other.year, other.month) == (day.year, day.month)]
    return day.weekday() < 5 and all(other.weekday() >= 5 for other in rest_of_month)


DAILY = Habit("FREQ=DAILY", lambda day: True, "%Y-%m-%d")
MONDAYS = Habit("FREQ=WEEKLY;BYDAY=MO", lambda day: day.weekday() == 0, "%G-W%V")
WEEKEND = Habit("FREQ=WEEKLY;BYDAY=SA,SU", lambda day: day.weekday() >= 5, "%Y-%m-%d")
EACH_OTHER_SUNDAY = Habit(
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
    lambda day: day.weekday() == 6 and (day - date(2023, 11, 5)).days % 14 == 0,
    "%G-W%V",
)
LAST_SUNDAY = Habit(
    "FREQ=MONTHLY;BYDAY=-1SU",
    lambda day: day.weekday() == 6 and (day + 7 * DAY).month != day.month,
    "%Y-%m",
)
LAST_WORKING_DAY = Habit("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", is_last_working_day, "%Y-%m")

MIDNIGHT, NIGHT, MORNING, EVENING = time(0, 0), time(2, 30), time(9, 0), time(23, 45)
AROUND_CHANGES = [
    (DAILY, MIDNIGHT),
    (DAILY, NIGHT),
    (DAILY, MORNING),
    (DAILY, EVENING),
    (MONDAYS, MIDNIGHT),
    (MONDAYS, MORNING),
    (WEEKEND, MIDNIGHT),
    (EACH_OTHER_SUNDAY, NIGHT),
    (LAST_SUNDAY, NIGHT),
    (LAST_SUNDAY, EVENING),
    (LAST_WORKING_DAY, MIDNIGHT),
    (LAST_WORKING_DAY, MORNING),
]
ELSEWHERE = [
    (DAILY, MORNING),
    (MONDAYS, MORNING),
    (EACH_OTHER_SUNDAY, MIDNIGHT),
    (LAST_SUNDAY, EVENING),
    (LAST_WORKING_DAY, NIGHT),
]


def wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows."""
    return instant.astimezone(zone).replace(tzinfo=None)


def shift(instant: datetime, zone: ZoneInfo) -> timedelta:
    return wall(instant, zone) - instant.replace(tzinfo=None)


def changes_of(zone: ZoneInfo) -> Iterator[datetime]:
    """The first quarter of an hour with a new offset, for each change of the clocks in the ten years."""
    day, now = FIRST, shift(FIRST, zone)
    while day < LAST:
        following = shift(day + DAY, zone)
        if now != following:
            before, after = day, day + DAY
            while after - before > QUARTER:
                middle = before + (after - before) // QUARTER // 2 * QUARTER
                before, after = (middle, after) if shift(middle, zone) == now else (before, middle)
            yield after
        day, now = day + DAY, following


@cache
def distinct_zones() -> dict[str, tuple[datetime, ...]]:
    """One zone of each set that keeps the same time all through the ten years, with its changes."""
    alike: dict[tuple[object, ...], tuple[str, tuple[datetime, ...]]] = {}
    for name in sorted(available_timezones()):
        if zone_or_none(name) is not None:
            zone = ZoneInfo(name)
            changes = tuple(changes_of(zone))
            offsets = tuple(shift(instant, zone) for instant in (FIRST, *changes))
            alike.setdefault((changes, offsets), (name, changes))
    return dict(alike.values())


@cache
def clock_readings() -> list[tuple[str, list[tuple[datetime, datetime]]]]:
    """Around each change of each distinct zone: each quarter of an hour with what the wall shows then."""
    return [
        (
            name,
            [
                (instant, wall(instant, ZoneInfo(name)))
                for n in range(2 * AROUND // QUARTER + 1)
                for instant in [change - AROUND + n * QUARTER]
            ],
        )
        for name, changes in distinct_zones().items()
        for change in changes
    ]


def seen_on_the_wall(
    readings: list[tuple[datetime, datetime]], habit: Habit, at: time
) -> Iterator[Occurrence]:
    """The oracle: when the wanted time is first shown or, jumped over, as long after the jump as into it."""
    shown: dict[datetime, datetime] = {}
    for instant, clock in readings:
        shown.setdefault(clock, instant)
    jumps = [(clock, later, to) for (_, clock), (later, to) in pairwise(readings) if to - clock > QUARTER]
    begin, end = readings[0], readings[-1]
    for n in range((end[1].date() - begin[1].date()).days + 1):
        day = begin[1].date() + n * DAY
        wanted = datetime.combine(day, at)
        due = shown.get(wanted)
        for clock, instant, to in jumps:
            if clock < wanted < to:
                due = instant + (wanted - (clock + QUARTER))
        if habit.wants(day) and due is not None and begin[0] < due <= end[0]:
            yield habit.occurrence(day, due)


def ticked(
    readings: list[tuple[datetime, datetime]], schedule: Schedule
) -> Iterator[tuple[datetime, Occurrence]]:
    """What a ticker that looks each quarter of an hour finds due, and when it finds it."""
    known = latest_due(schedule, readings[0][0])
    for instant, _ in readings[1:]:
        found = latest_due(schedule, instant)
        if found is not None and found != known:
            yield instant, found
            known = found


@pytest.mark.parametrize(("habit", "at"), AROUND_CHANGES, ids=str)
def test_each_run_comes_once_and_on_time_around_each_change_of_the_clocks(habit: Habit, at: time) -> None:
    runs = 0
    for zone, readings in clock_readings():
        schedule = Schedule(habit.rule, at, zone, ANCHOR)
        found = list(ticked(readings, schedule))
        wanted = list(seen_on_the_wall(readings, habit, at))
        assert found == [(occurrence.due, occurrence) for occurrence in wanted], schedule
        runs += len(found)
    assert runs > 0


@pytest.mark.parametrize(("habit", "at"), ELSEWHERE, ids=str)
def test_each_run_comes_once_and_on_time_on_all_other_days(habit: Habit, at: time) -> None:
    days = [FIRST.date() + n * DAY for n in range((LAST - FIRST).days)]
    wanted_days = [day for day in days if habit.wants(day)]
    for name, changes in distinct_zones().items():
        schedule = Schedule(habit.rule, at, name, ANCHOR)
        known: Occurrence | None = None
        for day in wanted_days:
            noon = datetime.combine(day, time(12), tzinfo=UTC)
            if any(abs(noon - change) < AROUND for change in changes):
                known = None
                continue
            due = datetime.combine(day, at, tzinfo=UTC) - shift(noon, ZoneInfo(name))
            before, found = latest_due(schedule, due - QUARTER), latest_due(schedule, due)
            assert found == habit.occurrence(day, due), schedule
            assert before is None or before.day < day, schedule
            assert known is None or before == known, schedule
            known = found


def test_the_zones_of_the_proof_are_the_odd_ones_too() -> None:
    zones = distinct_zones()
    changing = {name for name, changes in zones.items() if changes}
    assert {"Australia/LHI", "America/Havana", "Africa/Cairo", "Asia/Beirut", "Africa/Casablanca"} <= changing
    assert len(zones) > len(changing) > 20
