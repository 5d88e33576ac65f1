"""When a task is brought up: before, on and after its day, over days off; what is put off waits."""

from datetime import date, timedelta

import pytest

from bot.kit.times import Calendar, calendar_of
from rituals.launches.reminding import stage
from storage.launches import Task
from tests import written

FRANCE = calendar_of("FR")


def task(due_on: date, remind_on: date | None = None) -> Task:
    return written.task(due_on=due_on, remind_on=remind_on)


def brought_up(about: Task, first: date, days: int, calendar: Calendar = FRANCE) -> dict[str, str]:
    """By working day, why."""
    found = {}
    for day in (first + timedelta(days=n) for n in range(days)):
        if calendar.is_working(day) and (why := stage(about, day, calendar)):
            found[day.isoformat()] = why
    return found


def test_a_task_is_brought_up_before_on_and_after_its_day() -> None:
    assert brought_up(task(date(2026, 12, 2)), date(2026, 11, 20), 28) == {
        "2026-11-30": "soon",
        "2026-12-02": "today",
        "2026-12-03": "late",
        "2026-12-08": "late",
        "2026-12-11": "late",
        "2026-12-16": "late",
    }


def test_days_off_are_not_counted() -> None:
    """Christmas is a Friday, the first of January too."""
    assert brought_up(task(date(2026, 12, 28)), date(2026, 12, 20), 14) == {
        "2026-12-23": "soon",
        "2026-12-28": "today",
        "2026-12-29": "late",
    }


@pytest.mark.parametrize("due", [date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 27)])
def test_a_task_for_a_day_off_is_for_the_working_day_before(due: date) -> None:
    found = brought_up(task(due), date(2026, 12, 20), 9)
    assert found == {"2026-12-22": "soon", "2026-12-24": "today", "2026-12-28": "late"}


def test_what_is_put_off_waits_for_its_day_and_then_goes_on_as_usual() -> None:
    found = brought_up(task(date(2026, 12, 2), date(2026, 12, 4)), date(2026, 12, 2), 9)
    assert found == {"2026-12-04": "late", "2026-12-08": "late"}
