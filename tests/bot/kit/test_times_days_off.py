"""Schedules and days off: left out, or moved to a working day, against a count of another kind."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kit.times import Calendar, DayOff, Schedule, calendar_of, latest_due, next_dues

PARIS = "Europe/Paris"
ANCHOR = date(2026, 1, 1)
RULES = (
    "FREQ=WEEKLY;BYDAY=MO",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
    "FREQ=MONTHLY;BYDAY=1TU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
)
NEW_YEAR = date(2027, 1, 1)
DAYS = [NEW_YEAR + timedelta(days=number) for number in range(120)]


def at_nine(rule: str, off: DayOff, calendar: Calendar) -> Schedule:
    return Schedule(rule, time(9), PARIS, ANCHOR, off, calendar)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("off", "days"),
    [
        (DayOff.KEEP, ["2027-03-22", "2027-03-29", "2027-04-05"]),
        (DayOff.SKIP, ["2027-03-22", "2027-04-05", "2027-04-12"]),
        (DayOff.NEXT, ["2027-03-22", "2027-03-30", "2027-04-05"]),
        (DayOff.PREVIOUS, ["2027-03-22", "2027-03-26", "2027-04-05"]),
    ],
)
def test_easter_monday(off: DayOff, days: list[str]) -> None:
    """In France; the period stays its week's, and the clocks have changed on the Sunday before."""
    found = next_dues(at_nine(RULES[0], off, calendar_of("FR")), moment(date(2027, 3, 20)), 3)
    assert [one.day.isoformat() for one in found] == days
    assert [one.due.hour for one in found][-1] == 7
    moved = [one for one in found if one.day in (date(2027, 3, 30), date(2027, 3, 26))]
    assert all(one.period == "2027-W13" for one in moved)


def test_a_moved_run_is_due_on_its_new_day_and_not_before() -> None:
    schedule = at_nine(RULES[0], DayOff.NEXT, calendar_of("FR"))
    monday = latest_due(schedule, datetime(2027, 3, 29, 12, tzinfo=UTC))
    tuesday = latest_due(schedule, datetime(2027, 3, 30, 7, tzinfo=UTC))
    assert monday
    assert tuesday
    assert (monday.period, tuesday.period) == ("2027-W12", "2027-W13")


@settings(deadline=None)
@given(
    rule=st.sampled_from(RULES),
    off=st.sampled_from(DayOff),
    closed=st.frozensets(st.sampled_from(DAYS), max_size=40),
    today=st.sampled_from(DAYS[30:90]),
)
def test_against_another_count(rule: str, off: DayOff, closed: frozenset[date], today: date) -> None:
    calendar = Calendar(closures=closed)
    schedule = at_nine(rule, off, calendar)
    plain = next_dues(at_nine(rule, DayOff.KEEP, calendar), moment(ANCHOR + timedelta(days=300)), 200)
    expected: dict[date, str] = {}
    for one in plain:
        day: date | None = one.day
        step = {DayOff.NEXT: 1, DayOff.PREVIOUS: -1, DayOff.SKIP: 0, DayOff.KEEP: 0}[off]
        while day and off is not DayOff.KEEP and not (day.weekday() < 5 and day not in closed):
            day = day + timedelta(days=step) if step and abs((day - one.day).days) < 31 else None
        if day:
            expected[day] = one.period  # the newest of several that move to one day
    after = [day for day in sorted(expected) if day >= today][:5]
    found = next_dues(schedule, moment(today), 5)
    assert [(one.day, one.period) for one in found] == [(day, expected[day]) for day in after]
    before = [day for day in sorted(expected) if day < today]
    latest = latest_due(schedule, moment(today))
    assert latest
    assert (latest.day, latest.period) == (before[-1], expected[before[-1]])
