"""The plan: the tier by five questions, and days counted back over weekends and holidays."""

from datetime import date, timedelta
from itertools import product

import pytest

from bot.kit.times import calendar_of
from rituals.launches.plan import Frame, tasks
from rituals.launches.template import shipped
from rituals.launches.tiers import QUESTIONS, TIERS, tier_of

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
        for task in tasks(shipped("customers", "en"), frame, calendar_of("FR"), EARLY)
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
        days = [task["due_on"] for task in tasks(shipped("customers", "fr"), frame, calendar, EARLY)]
        assert days == sorted(days)
        assert all(calendar.is_working(day) for day in days)


def test_a_plan_that_starts_late_begins_on_the_first_working_day_left() -> None:
    saturday, market = date(2026, 11, 21), date(2026, 11, 25)
    found = tasks(shipped("customers", "en"), Frame(0, (), market, market), calendar_of("FR"), saturday)
    assert min(task["due_on"] for task in found) == date(2026, 11, 23)
