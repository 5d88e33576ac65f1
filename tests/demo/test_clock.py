"""The demo's clock: it only moves forward, halts where something is due, and is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.clock import Clock, TimeTravel
from storage.database import Database

START = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
REAL = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)


class Watch:
    """Real time, as a test moves it."""

    def __init__(self) -> None:
        self.now = REAL

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def clock(database: Database, watch: Watch) -> Clock:
    return Clock(database, START, real=watch)


class Days:
    """A ritual due every day at noon, and a diary of what happened at what time."""

    def __init__(self, clock: Clock) -> None:
        self.diary: list[tuple[datetime, str]] = []
        self.clock = clock
        self.done_until = clock.now()
        self.travel = TimeTravel(clock, next_due=self.next_due, settle=self.settle)

    def next_due(self) -> datetime:
        return next(due for due in self._noons() if due > self.clock.now())

    def settle(self) -> None:
        for due in self._noons():
            if due > self.clock.now():
                return
            if due > self.done_until:
                self.diary.append((self.clock.now(), "ritual"))
                self.done_until = due

    def note(self, what: str) -> None:
        self.diary.append((self.clock.now(), what))

    @staticmethod
    def _noons() -> Iterator[datetime]:
        return (START.replace(hour=12) + timedelta(days=day) for day in range(365))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_it_begins_at_the_start_and_goes_on_as_time_does(clock: Clock, watch: Watch) -> None:
    assert clock.now() == START
    watch.now += timedelta(minutes=5)
    assert clock.now() == START + timedelta(minutes=5)


def test_it_moves_forward_only(clock: Clock) -> None:
    clock.forward(START + timedelta(hours=2))
    clock.forward(START + timedelta(hours=1))
    assert clock.now() == START + timedelta(hours=2)


def test_it_is_kept_in_the_database(clock: Clock, database: Database, watch: Watch) -> None:
    clock.forward(START + timedelta(days=3))
    assert Clock(database, REAL, real=watch).now() == START + timedelta(days=3)


def test_a_jump_runs_what_is_due_at_its_own_time_in_order(clock: Clock) -> None:
    days = Days(clock)
    days.travel.advance(timedelta(days=3))
    assert days.diary == [(at(2, 12), "ritual"), (at(3, 12), "ritual"), (at(4, 12), "ritual")]
    assert clock.now() == START + timedelta(days=3)


def test_what_people_do_happens_between_the_rituals(clock: Clock) -> None:
    days = Days(clock)
    days.travel.plan((instant, lambda: days.note("act")) for instant in (at(2, 11), at(3, 9), at(3, 14)))
    days.travel.advance_to(at(3, 13))
    assert days.diary == [
        (at(2, 11), "act"),
        (at(2, 12), "ritual"),
        (at(3, 9), "act"),
        (at(3, 12), "ritual"),
    ]
    days.travel.advance_to(at(3, 20))
    assert days.diary[4:] == [(at(3, 14), "act")]


def test_what_was_planned_happens_when_real_time_comes_by(clock: Clock, watch: Watch) -> None:
    days = Days(clock)
    days.travel.plan([(at(2, 11), lambda: days.note("act"))])
    days.travel.catch_up()
    assert days.diary == []
    watch.now += timedelta(hours=1, minutes=30)
    days.travel.catch_up()
    assert days.diary == [(START + timedelta(hours=1, minutes=30), "act")]


def test_the_next_ritual_is_one_step_away(clock: Clock) -> None:
    days = Days(clock)
    assert days.travel.next_ritual() == at(2, 12)
    days.travel.advance_to_next_ritual()
    days.travel.advance_to_next_ritual()
    assert days.diary == [(at(2, 12), "ritual"), (at(3, 12), "ritual")]
    assert days.travel.now() == at(3, 12)


def test_without_a_ritual_the_clock_stays(clock: Clock) -> None:
    travel = TimeTravel(clock, next_due=lambda: None, settle=lambda: None)
    travel.advance_to_next_ritual()
    assert travel.next_ritual() is None
    assert travel.now() == START
