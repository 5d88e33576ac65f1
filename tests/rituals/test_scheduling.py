"""Schedules as a form has them: there and back, and against a count of another kind."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.times import Schedule, next_dues
from rituals.scheduling import MONTHS, MOST_WEEKS, NTHS, WEEKDAYS, Frequency, Plan, plan_of, rule_of

MONDAY = date(2026, 11, 23)
ZONES = ("UTC", "Europe/Paris", "America/Montreal", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland")
plans = st.one_of(
    st.builds(
        lambda weeks, days: Plan(Frequency.WEEKS, weeks=weeks, days=tuple(d for d in WEEKDAYS if d in days)),
        st.integers(1, MOST_WEEKS),
        st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    ),
    st.builds(
        lambda nth, day, months: Plan(Frequency.NTH, nth=nth, days=(day,), months=months),
        st.sampled_from(NTHS),
        st.sampled_from(WEEKDAYS),
        st.sampled_from(MONTHS),
    ),
    st.builds(lambda day: Plan(Frequency.DAY, day=day), st.integers(1, 31)),
    st.just(Plan(Frequency.LAST_WORKDAY)),
)


@given(plans)
def test_a_plan_comes_back_from_its_rule(plan: Plan) -> None:
    assert plan_of(rule_of(plan)) == plan


@given(plans, st.times(), st.sampled_from(ZONES), st.dates(MONDAY, date(2028, 12, 31)))
def test_the_next_five_against_another_count(plan: Plan, at: time, zone: str, since: date) -> None:
    at = at.replace(second=0, microsecond=0)
    schedule = Schedule(rule_of(plan), at, zone, MONDAY)
    now = datetime(since.year, since.month, since.day, tzinfo=UTC)
    days = (since + timedelta(days=number) for number in range(-2, 366 * 7))
    instants = (instant(day, at, ZoneInfo(zone)) for day in days if day >= MONDAY and falls(plan, day))
    expected = list(islice((one for one in instants if one > now), 5))
    assert [one.due for one in next_dues(schedule, now, 5)] == expected


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant that a clock on the wall shows this, or would have, told by shifts from UTC alone."""
    wall = datetime.combine(day, at)
    shifts = {datetime.combine(day + timedelta(days=by), at, zone).utcoffset() for by in (-1, 1)}
    shown = [
        found
        for shift in shifts
        if shift is not None
        and (found := (wall - shift).replace(tzinfo=UTC)).astimezone(zone).replace(tzinfo=None) == wall
    ]
    # Where no clock shows it, what it would have been before the clocks changed.
    before = datetime.combine(day - timedelta(days=1), at, zone).utcoffset() or timedelta()
    return min(shown) if shown else (wall - before).replace(tzinfo=UTC)


def falls(plan: Plan, day: date) -> bool:
    """Whether a plan means this day, told by the calendar alone."""
    weekday, last = WEEKDAYS[day.weekday()], monthrange(day.year, day.month)[1]
    match plan.frequency:
        case Frequency.WEEKS:
            return weekday in plan.days and (day - MONDAY).days // 7 % plan.weeks == 0
        case Frequency.NTH if (day.year * 12 + day.month - 2026 * 12 - 11) % plan.months:
            return False
        case Frequency.NTH if plan.nth == "-1":
            return weekday == plan.days[0] and day.day > last - 7
        case Frequency.NTH:
            return weekday == plan.days[0] and (day.day - 1) // 7 + 1 == int(plan.nth)
        case Frequency.DAY:
            return day.day == plan.day
        case _:
            later = [date(day.year, day.month, number) for number in range(day.day + 1, last + 1)]
            return day.weekday() < 5 and not any(one.weekday() < 5 for one in later)


@pytest.mark.parametrize(
    "plan", [Plan(Frequency.WEEKS, days=()), Plan(Frequency.DAY, day=32), Plan(Frequency.OTHER)]
)
def test_a_plan_that_never_falls_is_none(plan: Plan) -> None:
    with pytest.raises(ValueError):
        rule_of(plan)


def test_a_rule_of_another_kind_stays_as_it_is() -> None:
    assert plan_of("FREQ=YEARLY;BYMONTH=3;BYDAY=1MO").frequency is Frequency.OTHER
