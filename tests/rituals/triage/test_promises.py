"""The promise of an answer: working days over weekends, one stage at a time, days nobody looked made up for."""

from datetime import UTC, date, datetime

import pytest

from bot.kit.times import Calendar
from rituals.triage.promises import Stage, due_day, late_before, stage_between

PARIS = "Europe/Paris"


def at(day: int, hour: int = 9) -> datetime:
    """In November 2026: the 20th is a Friday, the 23rd a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("captured", "importance", "due"),
    [
        (at(18), "dealbreaker", date(2026, 11, 20)),  # Wednesday: by Friday
        (at(19), "dealbreaker", date(2026, 11, 23)),  # Thursday: over the weekend
        (at(20), "dealbreaker", date(2026, 11, 24)),
        (at(21), "dealbreaker", date(2026, 11, 24)),  # a Saturday counts as the Friday before it
        (at(22), "dealbreaker", date(2026, 11, 24)),
        (at(22, 23), "dealbreaker", date(2026, 11, 25)),  # Monday already in Paris
        (at(20), "important", date(2026, 11, 27)),
        (at(23), "important", date(2026, 11, 30)),
    ],
)
def test_the_day_by_which_an_answer_is_promised(captured: datetime, importance: str, due: date) -> None:
    assert due_day(captured, importance, PARIS, Calendar()) == due


def test_a_public_holiday_is_no_working_day() -> None:
    calendar = Calendar(holidays=frozenset({date(2026, 11, 23)}))
    assert due_day(at(19), "dealbreaker", PARIS, calendar) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("after", "until", "stage"),
    [
        (20, 23, None),
        (23, 24, Stage.HELP),  # the day it is due
        (24, 25, Stage.NUDGE),
        (25, 26, None),
        (26, 27, Stage.ADMIN),
        (27, 30, None),
        (23, 27, Stage.ADMIN),  # after days of standing still: the furthest, once
        (22, 25, Stage.NUDGE),
    ],
)
def test_each_stage_comes_once(after: int, until: int, stage: Stage | None) -> None:
    """A dealbreaker of Friday the 20th, due on Tuesday the 24th."""
    days = (date(2026, 11, after), date(2026, 11, until))
    assert stage_between(at(20), "dealbreaker", PARIS, *days, Calendar()) is stage


@pytest.mark.parametrize("now", [at(day, hour) for day in range(16, 30) for hour in (0, 9, 23)])
def test_late_is_what_is_past_its_due_day(now: datetime) -> None:
    today = (now if now.hour < 23 else datetime(2026, 11, now.day + 1, tzinfo=UTC)).date()
    for importance, before in late_before(now, PARIS, Calendar()):
        for day in range(1, 30):
            captured = at(day)
            assert (captured < before) == (due_day(captured, importance, PARIS, Calendar()) < today)
