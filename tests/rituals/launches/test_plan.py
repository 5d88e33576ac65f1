"""The plan: the tier by five questions, and days counted back over weekends and holidays."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.times import calendar_of
from rituals.launches.collisions import Collision, collisions
from rituals.launches.plan import Frame, counted, tasks, working_days_from
from rituals.launches.templates import shipped
from rituals.launches.tiers import QUESTIONS, TIERS, tier_of
from tests.rituals.launches.test_ready import LAUNCH

EARLY = date(2026, 1, 5)


@pytest.mark.parametrize("yes", list(product((False, True), repeat=len(QUESTIONS))))
def test_the_tier_is_three_less_the_number_of_yes(yes: tuple[bool, ...]) -> None:
    answers = [question for question, said in zip(QUESTIONS, yes, strict=True) if said]
    found = tier_of(answers)
    assert found.tier == max(0, 3 - sum(yes))
    assert list(found.reasons) == answers


def test_what_is_no_question_changes_nothing() -> None:
    assert tier_of(["weather"]) == tier_of([])


def test_days_are_counted_back_over_weekends_and_holidays() -> None:
    market = date(2026, 12, 28)  # a Monday, after Christmas on a Friday
    frame = Frame(1, ("market",), market, market)
    found = {
        task["key"]: task["due_on"]
        for task in tasks(shipped("customers", "en").tasks, frame, calendar_of("FR"), EARLY)
    }
    assert found["announce"] == market
    assert found["dry_run"] == date(2026, 12, 23)  # 24 is one day before, 25 a holiday
    assert found["thanks"] == date(2026, 12, 29)
    assert found["first_results"] == date(2027, 1, 5)  # 1 January is a holiday


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("country", ["FR", "DE", "US"])
def test_every_day_of_a_plan_is_a_working_day_in_order(tier: int, country: str) -> None:
    calendar = calendar_of(country)
    for start in (date(2026, 3, 2) + timedelta(days=n) for n in range(0, 280, 9)):
        frame = Frame(
            tier, QUESTIONS, calendar.next_working(start), calendar.next_working(start + timedelta(days=5))
        )
        days = [task["due_on"] for task in tasks(shipped("customers", "fr").tasks, frame, calendar, EARLY)]
        assert days == sorted(days)
        assert all(calendar.is_working(day) for day in days)


def test_a_plan_that_starts_late_begins_on_the_first_working_day_left() -> None:
    saturday, market = date(2026, 11, 21), date(2026, 11, 25)
    found = tasks(shipped("customers", "en").tasks, Frame(0, (), market, market), calendar_of("FR"), saturday)
    assert min(task["due_on"] for task in found) == date(2026, 11, 23)


def by_hand(country: str, anchor: date, days: int) -> date:
    """The same, walked day by day over the library's own holidays."""
    off = country_holidays(country, years=range(anchor.year - 2, anchor.year + 3))
    day, left, step = anchor, abs(days), timedelta(days=1 if days > 0 else -1)
    while left:
        day += step
        left -= day.weekday() < 5 and day not in off
    return day


@given(
    st.sampled_from(["FR", "DE", "US"]),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(-60, 60),
)
def test_days_are_those_of_a_count_by_hand(country: str, anchor: date, days: int) -> None:
    calendar = calendar_of(country)
    due = counted(calendar, anchor, days, date(2020, 1, 6))
    assert due == by_hand(country, anchor, days)
    assert working_days_from(calendar, anchor, due) == days


@given(
    st.sampled_from(["FR", "DE", "US"]),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(-90, 90),
)
def test_a_day_chosen_by_hand_comes_back_as_a_working_day_towards_the_anchor(
    country: str, anchor: date, away: int
) -> None:
    calendar, day = calendar_of(country), anchor + timedelta(days=away)
    back = calendar.add_working_days(anchor, working_days_from(calendar, anchor, day))
    assert min(day, anchor) <= back <= max(day, anchor)
    if calendar.is_working(day):
        assert back == day


def test_a_week_of_two_big_launches_is_a_collision() -> None:
    calendar, wednesday = calendar_of("FR"), date(2026, 12, 9)
    beside = [replace(LAUNCH, id=str(tier), tier=tier, market_on=date(2026, 12, 11)) for tier in TIERS]
    found = collisions(1, wednesday, beside, calendar)
    assert [one.other.tier for one in found if one.other] == [0, 1]
    assert collisions(2, wednesday, beside, calendar) == []
    assert collisions(1, date(2026, 12, 14), beside, calendar) == []
    assert collisions(1, wednesday, beside, calendar, own="0") == [Collision(wednesday, beside[1])]
    assert collisions(3, date(2026, 12, 25), (), calendar) == [Collision(date(2026, 12, 25))]
