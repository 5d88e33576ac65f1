"""Sessions are made once, and each thing about them said once, wherever a process is killed and however many try."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from itertools import cycle
from multiprocessing.context import ForkServerProcess
from signal import SIGKILL
from time import monotonic

import pytest
from sqlalchemy import select

from rituals.demos import clock
from rituals.demos.kinds import RITUALS
from rituals.demos.reminding import schedule_own
from rituals.messages.demos.records import Meeting
from rituals.permissions import workspace_of
from rituals.running import ensure
from rituals.services import Services
from storage import demos as demo_storage
from storage import people
from storage import rituals as ritual_storage
from storage.database import Database, Transaction
from storage.demos import Rsvp, State
from storage.tables import demos, outbox
from tests.concurrency.demoing import live, tick
from tests.concurrency.forking import forking
from tests.team import HOME, START, Clock, add_person, add_workspace, services_of

pytestmark = pytest.mark.xdist_group("processes")  # not beside one another

TRIES = 200
LEA, MAX, PAM = f"{HOME}:ULea", f"{HOME}:UMax", f"{HOME}:UPam"
ACTIVE = {"is_admin": False, "is_bot": False, "deactivated": False}


@pytest.fixture
def services(database: Database) -> Services:
    services = services_of(database, Clock())
    add_workspace(services)
    for name in ("Pam", "Max"):
        add_person(services, name)
    with services.write() as tx:
        ensure(tx, workspace_of(tx, HOME), RITUALS[Meeting.DEMO], "C1", START)
    return services


def kill_until_done(url: str, now: datetime) -> int:
    """Kill a process at each third statement, until one ends by itself; how many were killed."""
    for killed, dies_at in enumerate(range(1, TRIES, 3)):
        process = forking.Process(target=tick, args=(url, now, dies_at), daemon=True)
        process.start()
        process.join(60)
        if process.exitcode == 0:
            return killed
        assert process.exitcode == -9
    raise AssertionError("it never ends")


def made(database: Database) -> Counter[str]:
    with database.read() as tx:
        return Counter(tx.scalars(select(demos.c.period)))


def test_killed_at_any_statement_each_session_is_made_once(
    database_url: str, database: Database, services: Services
) -> None:
    assert kill_until_done(database_url, START) > 5
    assert made(database) == Counter({"2026-W48": 1, "2026-W50": 1})


def test_three_processes_killed_again_and_again_say_each_thing_once_at_its_minute(
    database_url: str, database: Database, services: Services
) -> None:
    """A session of 10 December at 14:00 in Paris: Pam hosts, Max presents and comes, as Léa does, who is in Montreal."""
    clock.step(services)
    with services.write() as tx:
        demo = the_session(tx)
        demo_storage.turn(tx, HOME, demo.id, State.PLANNED, State.PLANNED, host=PAM)
        people.remember(tx, HOME, LEA, name="Léa", locale="fr", zone="America/Montreal", **ACTIVE, now=START)
        for person in (LEA, MAX):
            demo_storage.answer(tx, HOME, demo.id, person, Rsvp.YES, START)
            schedule_own(tx, workspace_of(tx, HOME), demo, person, Rsvp.YES, START)
    expected = [
        ("2026-12-03 09:00", "demo_card", "C1"),
        ("2026-12-07 09:00", "demo_call", "C1"),
        ("2026-12-08 09:00", "demo_prepare", MAX),
        ("2026-12-09 14:00", "demo_tomorrow", "C1"),
        ("2026-12-09 14:00", "demo_own", LEA),
        ("2026-12-10 08:00", "demo_own", MAX),
        ("2026-12-10 12:50", "demo_soon", "C1"),
        ("2026-12-10 13:30", "demo_afterwards", "C1"),
        ("2026-12-10 13:30", "demo_wrap", PAM),
        ("2026-12-14 09:00", "demo_wrap", PAM),
        ("2026-12-16 09:00", "demo_wrap", PAM),
    ]
    with company(database_url, database) as several:
        for minute in dict.fromkeys(minute for minute, _, _ in expected):
            several.until(datetime.fromisoformat(f"{minute}+00:00"))
            if minute == "2026-12-07 09:00":
                with services.write() as tx:
                    topic = {"person": MAX, "title": "SSO", "minutes": 10}
                    demo_storage.add_topic(tx, HOME, demo.id, "t1", topic, START)
    assert several.killed >= 5
    assert said_of(database, demo.id) == sorted(expected)


def the_session(tx: Transaction) -> demo_storage.Demo:
    ritual = ritual_storage.named(tx, HOME, Meeting.DEMO)
    assert ritual
    return demo_storage.of_ritual(tx, HOME, ritual.id, ["2026-W50"])["2026-W50"]


class Company:
    """Three processes under one clock; whichever is killed is replaced by one that dies at another statement."""

    def __init__(self, database_url: str, database: Database) -> None:
        self.killed = 0
        self._url, self._database = database_url, database
        self._clock, self._ended = forking.Value("d", START.timestamp()), forking.Event()
        self._deaths = cycle((1, 4, 7, 10, 13, 16))
        self._alive = [self._start() for _ in range(3)]

    def until(self, instant: datetime) -> None:
        """Let the clock show this, until all that is due has been done."""
        self._clock.value = instant.timestamp()
        deadline = monotonic() + 30
        while self._due(instant):
            assert monotonic() < deadline
            for dead in [process for process in self._alive if not process.is_alive()]:
                assert dead.exitcode == -SIGKILL
                self.killed += 1
                self._alive[self._alive.index(dead)] = self._start()
            self._alive[0].join(0.01)

    def end(self) -> None:
        self._ended.set()
        for process in self._alive:
            process.join(10)

    def _start(self) -> ForkServerProcess:
        process = forking.Process(
            target=live, args=(self._url, self._clock, next(self._deaths), self._ended), daemon=True
        )
        process.start()
        return process

    def _due(self, instant: datetime) -> int:
        with self._database.read() as tx:
            return len(demo_storage.due(tx, instant))


@contextmanager
def company(database_url: str, database: Database) -> Iterator[Company]:
    found = Company(database_url, database)
    try:
        yield found
    finally:
        found.end()


def said_of(database: Database, demo_id: str) -> list[tuple[str, str, str]]:
    """When what was put for whom."""
    with database.read() as tx:
        rows = tx.execute(
            select(outbox.c.created_at, outbox.c.kind, outbox.c.recipient, outbox.c.facts)
        ).all()
    return sorted(
        (f"{row.created_at:%Y-%m-%d %H:%M}", row.kind, row.recipient)
        for row in rows
        if row.facts["demo"] == demo_id
    )


def test_several_at_once_make_each_session_once(database: Database, services: Services) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: clock.step(services), range(8)))
    assert made(database) == Counter({"2026-W48": 1, "2026-W50": 1})
