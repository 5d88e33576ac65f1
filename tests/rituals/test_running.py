"""Rituals run once for each period, whoever tries and whatever is changed meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from rituals import running, steering
from rituals.refusals import NotAllowed, NotFound
from rituals.registry import RitualKind, Scene, Window
from rituals.services import Facts, Person, Services
from storage import moments, workspaces
from storage import rituals as stored
from storage.database import Database
from storage.rituals import Ritual, Run
from storage.tables import outbox, ritual_failures
from tests.team import HOME, Clock, add_person, add_workspace, services_of

FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09:00 in Paris
WEEK = timedelta(days=7)


class Source:
    """What a ritual gathers from: it may have nothing, or fail."""

    def __init__(self) -> None:
        self.windows: list[Window] = []
        self.empty = False
        self.broken = False

    def gather(
        self, services: Services, workspace: str, window: Window, options: Facts
    ) -> dict[str, Any] | None:
        if self.broken:
            raise ConnectionError("the source is away")
        self.windows.append(window)
        return None if self.empty else {"told": 1}


class House:
    def __init__(self, database: Database) -> None:
        self.clock = Clock(FRIDAY)
        self.services = services_of(database, self.clock)
        self.source = Source()
        kind = RitualKind("weekly", "FREQ=WEEKLY;BYDAY=MO", "09:00", self.source.gather, _no_look)
        self.kinds = {"weekly": kind}
        add_workspace(self.services)
        self.ada: Person = add_person(self.services, "Ada", is_admin=True)
        self.bob: Person = add_person(self.services, "Bob")
        with self.services.write() as tx:
            home = workspaces.get(tx, HOME)
            assert home
            running.ensure(tx, home, kind, "C1", self.clock())

    def due(self) -> bool:
        return running.run_due(self.services, self.kinds)

    def ritual(self) -> Ritual:
        with self.services.read() as tx:
            return next(ritual for ritual in stored.all_of(tx, HOME) if ritual.name == "weekly")

    def runs(self) -> list[Run]:
        with self.services.read() as tx:
            return sorted(stored.last_runs(tx, HOME, self.ritual().id, 100), key=lambda run: run.due_at)

    def said(self) -> list[tuple[str, str]]:
        with self.services.read() as tx:
            return [(kind, to) for kind, to in tx.execute(select(outbox.c.kind, outbox.c.recipient))]

    def change(self, **values: object) -> None:
        with self.services.write() as tx:
            stored.change(tx, HOME, self.ritual().id, values)


def _no_look(scene: Scene, facts: Facts) -> Any:
    raise AssertionError("nothing is rendered here")


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


def test_a_due_ritual_runs_once_and_speaks_about_its_window(house: House) -> None:
    assert not house.due()
    house.clock.now = MONDAY + timedelta(minutes=3)
    assert house.due()
    assert not house.due()
    (run,) = house.runs()
    assert (run.occurrence, run.outcome, run.window_start, run.window_end) == (
        "2026-W48",
        "said",
        MONDAY - WEEK,
        MONDAY,
    )
    assert house.said() == [("weekly", "C1")]
    house.clock.now = MONDAY + WEEK
    house.due()
    assert house.runs()[1].window_start == MONDAY


def test_what_was_due_before_set_up_does_not_run(house: House) -> None:
    house.clock.now = FRIDAY + timedelta(hours=1)
    assert not house.due()
    assert house.runs() == []


def test_after_downtime_the_newest_runs_once_with_its_real_window(house: House) -> None:
    house.clock.now = MONDAY
    house.due()
    house.clock.now = MONDAY + 3 * WEEK + timedelta(days=2)
    house.due()
    house.due()
    assert [(run.occurrence, run.window_start) for run in house.runs()] == [
        ("2026-W48", MONDAY - WEEK),
        ("2026-W51", MONDAY),
    ]


@pytest.mark.parametrize(
    "change", [{"at": "15:00"}, {"at": "07:00"}, {"zone": "America/Montreal"}, {"zone": "Asia/Tokyo"}]
)
def test_a_change_of_hour_or_zone_neither_skips_nor_repeats(house: House, change: dict[str, str]) -> None:
    house.clock.now = MONDAY
    house.due()
    house.change(**change)
    for _ in range(15 * 24):
        house.clock.later(hours=1)
        house.due()
    assert [run.occurrence for run in house.runs()] == ["2026-W48", "2026-W49", "2026-W50"]
    ends = [run.window_end for run in house.runs()]
    assert [run.window_start for run in house.runs()][1:] == ends[:-1]


def test_every_other_week_stays_the_same_week_in_another_zone(house: House) -> None:
    """Made on a Sunday evening in Paris, when it is Monday of the next week already in Tokyo."""
    sunday = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    house.change(rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", created_at=sunday, active_since=sunday)
    for zone in ("Europe/Paris", "Asia/Tokyo", "Europe/Paris"):
        house.change(zone=zone)
        for _ in range(14):
            house.clock.later(days=1)
            house.due()
    assert [run.occurrence for run in house.runs()] == ["2026-W49", "2026-W51", "2026-W53"]


def test_nothing_new_is_a_run_that_says_nothing(house: House) -> None:
    house.source.empty = True
    house.clock.now = MONDAY
    house.due()
    assert [run.outcome for run in house.runs()] == ["empty"]
    assert house.said() == []


def test_a_skipped_period_is_told_by_the_next_run(house: House) -> None:
    steering.skip_next(house.services, house.ada, house.ritual().id)
    house.clock.now = MONDAY
    house.due()
    assert house.said() == []
    assert house.ritual().skip is None
    house.clock.now = MONDAY + WEEK
    house.due()
    assert [(run.outcome, run.window_start) for run in house.runs()] == [
        ("skipped", MONDAY - WEEK),
        ("said", MONDAY - WEEK),
    ]


def test_skipping_can_be_taken_back(house: House) -> None:
    steering.skip_next(house.services, house.ada, house.ritual().id)
    steering.skip_next(house.services, house.ada, house.ritual().id, skip=False)
    house.clock.now = MONDAY
    assert house.due()
    assert house.said() == [("weekly", "C1")]


def test_a_pause_is_not_made_up_for(house: House) -> None:
    steering.pause(house.services, house.ada, house.ritual().id, paused=True)
    house.clock.now = MONDAY + timedelta(hours=1)
    assert not house.due()
    steering.pause(house.services, house.ada, house.ritual().id, paused=False)
    assert not house.due()
    house.clock.now = MONDAY + WEEK
    assert house.due()
    assert [run.occurrence for run in house.runs()] == ["2026-W49"]


def test_a_failed_gathering_claims_nothing_and_is_tried_again(house: House) -> None:
    house.source.broken = True
    house.clock.now = MONDAY
    assert not house.due()
    assert house.runs() == []
    house.source.broken = False
    assert not house.due()  # not at once: the source gets a pause
    with house.services.write() as tx:
        tx.execute(ritual_failures.update().values(next_attempt_at=datetime.now(UTC) - timedelta(seconds=1)))
    assert house.due()
    assert [run.occurrence for run in house.runs()] == ["2026-W48"]
    with house.services.read() as tx:
        assert tx.execute(select(ritual_failures)).all() == []


def test_a_period_that_never_worked_is_told_to_the_admins_once(house: House) -> None:
    house.source.broken = True
    house.clock.now = MONDAY
    house.due()
    house.source.broken = False
    house.clock.now = MONDAY + WEEK
    house.due()
    house.due()
    assert {(run.occurrence, run.outcome) for run in house.runs()} == {
        ("2026-W48", "missed"),
        ("2026-W49", "said"),
    }
    assert sorted(house.said()) == [("ritual_missed", "T1:UAda"), ("weekly", "C1")]
    assert house.source.windows == [Window(MONDAY - WEEK, MONDAY + WEEK)]


def test_a_run_by_hand_is_not_the_periods(house: House) -> None:
    ran = steering.run_now(house.services, house.kinds, HOME, "weekly", by=house.ada)
    assert ran.run
    assert ran.run.occurrence.startswith("manual:")
    house.clock.now = MONDAY
    assert house.due()
    assert house.said() == [("weekly", "C1"), ("weekly", "C1")]


def test_a_dry_run_leaves_no_trace(house: House) -> None:
    ran = steering.run_now(house.services, house.kinds, HOME, "weekly", at=MONDAY, dry_run=True)
    assert (ran.facts, ran.run) == ({"told": 1}, None)
    assert house.runs() == []
    assert house.said() == []


def test_only_admins_steer(house: House) -> None:
    ritual = house.ritual().id
    with pytest.raises(NotAllowed):
        steering.run_now(house.services, house.kinds, HOME, "weekly", by=house.bob)
    with pytest.raises(NotAllowed):
        steering.pause(house.services, house.bob, ritual, paused=True)
    with pytest.raises(NotAllowed):
        steering.skip_next(house.services, house.bob, ritual)
    with pytest.raises(NotFound):
        steering.run_now(house.services, house.kinds, HOME, "unheard_of")


def test_moving_a_ritual_to_another_channel_repeats_nothing(house: House) -> None:
    house.clock.now = MONDAY
    house.due()
    house.change(channel_id="C2")
    house.clock.later(days=3)
    assert not house.due()
    house.clock.now = MONDAY + WEEK
    house.due()
    assert house.said() == [("weekly", "C1"), ("weekly", "C2")]


def test_what_is_dated_before_the_end_of_a_window_is_waited_for(house: House) -> None:
    """A transaction that was dated before the due instant and commits late is in that window's digest."""
    house.clock.now = MONDAY
    gathered: list[bool] = []
    with ThreadPoolExecutor(1) as thread:
        with house.services.write() as tx:
            moments.date_it(tx)
            running_now = thread.submit(lambda: gathered.append(house.due()))
            with pytest.raises(FutureTimeout):
                running_now.result(timeout=0.5)
            assert house.source.windows == []
        running_now.result(timeout=20)
    assert gathered == [True]


def test_a_ritual_of_an_unknown_kind_keeps_no_other_from_running(house: House) -> None:
    with house.services.write() as tx:
        stored.ensure(
            tx,
            HOME,
            name="another",
            kind="of_the_future",
            channel_id="C9",
            rule="FREQ=DAILY",
            at="08:00",
            now=house.clock(),
        )
    house.clock.now = MONDAY
    assert house.due()
    assert house.said() == [("weekly", "C1")]
