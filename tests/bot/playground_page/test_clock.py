"""The clock's buttons move by the calendar of the person who presses them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.playground.page.clock import STEPS, next_monday, take_step
from tests.bot.playground_page.clocks import Hand

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ("ritual", datetime(2026, 10, 26, 9, 0, tzinfo=PARIS)),
        ("hour", datetime(2026, 10, 24, 15, 20, tzinfo=PARIS)),
        ("day", datetime(2026, 10, 25, 14, 20, tzinfo=PARIS)),  # summer time ends: 25 hours later
        ("monday", datetime(2026, 10, 26, 8, 55, tzinfo=PARIS)),
    ],
)
def test_steps(step: str, after: datetime) -> None:
    clock = Hand(datetime(2026, 10, 24, 14, 20, tzinfo=PARIS), datetime(2026, 10, 26, 9, 0, tzinfo=PARIS))
    take_step(clock, step, "Europe/Paris")
    assert clock.now() == after


def test_there_are_no_other_steps() -> None:
    assert STEPS == ("ritual", "hour", "day", "monday")
    with pytest.raises(ValueError, match="no such step"):
        take_step(Hand(datetime(2026, 10, 24, tzinfo=UTC)), "year", "Europe/Paris")


def test_the_next_monday_is_always_ahead_and_local() -> None:
    monday = datetime(2026, 11, 23, 8, 0, tzinfo=PARIS)
    assert next_monday(monday, "Europe/Paris") == datetime(2026, 11, 30, 8, 55, tzinfo=PARIS)
    sunday_in_new_york = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)  # already Monday in Paris
    assert next_monday(sunday_in_new_york, "America/New_York") == datetime(
        2026, 11, 30, 8, 55, tzinfo=ZoneInfo("America/New_York")
    )
