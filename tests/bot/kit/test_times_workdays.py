"""Working days: weekends now, holidays and closures as they come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.times import Calendar

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (27, 28, 29, 30))
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
CALENDARS = st.builds(
    Calendar,
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
    holidays=st.frozensets(DAYS),
    closures=st.frozensets(DAYS),
)


def test_a_week_has_five_working_days() -> None:
    assert [Calendar().is_working(MONDAY + timedelta(days=n)) for n in range(7)] == [True] * 5 + [False] * 2


def test_holidays_and_closures_are_not_worked() -> None:
    calendar = Calendar(holidays=frozenset({MONDAY}), closures=frozenset({FRIDAY}))
    assert not calendar.is_working(MONDAY)
    assert calendar.next_working(FRIDAY) == date(2026, 12, 1)
    assert calendar.previous_working(MONDAY) == date(2026, 11, 26)


def test_the_weekend_is_where_the_team_has_it() -> None:
    assert Calendar(weekend=frozenset({4, 5})).next_working(FRIDAY) == SUNDAY


def test_a_working_day_is_its_own_next_and_previous() -> None:
    assert Calendar().next_working(FRIDAY) == Calendar().previous_working(FRIDAY) == FRIDAY
    assert Calendar().next_working(SATURDAY) == MONDAY
    assert Calendar().previous_working(SUNDAY) == FRIDAY


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (SATURDAY, -1, FRIDAY),
        (MONDAY, -1, FRIDAY),
        (MONDAY, 5, date(2026, 12, 7)),
        (MONDAY, -10, date(2026, 11, 16)),
        (SATURDAY, 0, SATURDAY),
    ],
)
def test_working_days_are_counted_from_a_day(day: date, n: int, expected: date) -> None:
    assert Calendar().add_working_days(day, n) == expected


@given(calendar=CALENDARS, day=DAYS, n=st.integers(-60, 60).filter(bool))
def test_as_many_working_days_lie_between_as_were_asked_for(calendar: Calendar, day: date, n: int) -> None:
    found = calendar.add_working_days(day, n)
    step = timedelta(days=1 if n > 0 else -1)
    passed = [day + step * k for k in range(1, abs((found - day).days) + 1)]
    assert calendar.is_working(found)
    assert sum(calendar.is_working(other) for other in passed) == abs(n)


def test_a_team_that_never_works_is_refused() -> None:
    with pytest.raises(ValueError, match="not all of them"):
        Calendar(weekend=frozenset(range(7)))
    with pytest.raises(ValueError, match="weekdays 0"):
        Calendar(weekend=frozenset({6, 7}))
