"""Readers in twelve zones and both languages over a quarter in which clocks change: each gets each period exactly once.

Two processes look at the same database, at the same moment or one after the other; one dies now and then in the midst of its
round. Readers move to another hour, day or zone in the week.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from bot.kit.times import next_due
from rituals import running
from rituals.digest import PERSONAL, personal
from rituals.digest.choosing import Chosen
from rituals.permissions import workspace_of
from rituals.registry import RitualKind, Window
from rituals.services import Facts, Person, Services, person_id
from rituals.signals.capture import Heard, capture
from storage import people
from storage import rituals as stored
from storage.database import Database
from storage.rituals import Ritual, Run
from storage.tables import outbox
from tests.team import HOME, Clock, add_person, add_workspace, services_of

BEGINNING = datetime(2026, 9, 27, 10, tzinfo=UTC)  # Sunday everywhere
END = datetime(2026, 12, 27, 10, tzinfo=UTC)  # thirteen weeks later
DAY = timedelta(days=1)
ZONES = (
    "Europe/Paris",  # back on 25 October
    "Europe/London",
    "Europe/Helsinki",
    "America/Montreal",  # back on 1 November
    "America/Los_Angeles",
    "America/St_Johns",  # by half hours
    "America/Sao_Paulo",
    "Australia/Sydney",  # forward on 4 October
    "Pacific/Auckland",  # forward on 27 September
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Africa/Cairo",  # back on 29 October, a Thursday at midnight
)
WEEKS = [f"2026-W{week}" for week in range(40, 53)]
PERIODS = {"weekly": WEEKS, "biweekly": WEEKS[1::2], "monthly": ["2026-10", "2026-11", "2026-12"]}


class Killed(BaseException):
    """A process dies: nothing may catch it."""


@dataclass
class Reader:
    person: Person
    chosen: Chosen


class Process:
    """One of several on the same database; dies in the midst of a round when it is told to."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.database = Database(url)
        self.services = services_of(self.database, clock)
        self.gathers_left: int | None = None
        self.kinds: dict[str, RitualKind] = {PERSONAL.name: replace(PERSONAL, gather=self._gather)}

    def look(self, dies_after: int | None = None) -> bool:
        self.gathers_left = dies_after
        try:
            return running.run_due(self.services, self.kinds)
        except Killed:
            return True

    def _gather(
        self, services: Services, workspace: str, window: Window, options: Facts
    ) -> dict[str, Any] | None:
        if self.gathers_left == 0:
            raise Killed
        if self.gathers_left:
            self.gathers_left -= 1
        return PERSONAL.gather(services, workspace, window, options)


class Quarter:
    """Goes from one due moment to the next."""

    def __init__(self, url: str, readers: int) -> None:
        self.random = Random(2026)
        self.clock = Clock(BEGINNING)
        self.processes = [Process(url, self.clock), Process(url, self.clock)]
        self.services = self.processes[0].services
        add_workspace(self.services)
        self.ann = add_person(self.services, "Ann")
        self.readers = [self.subscribed(number) for number in range(readers)]
        self.heard = 0

    def subscribed(self, number: int) -> Reader:
        pick = self.random.choice
        zone, language = ZONES[number % len(ZONES)], pick(("en", "fr"))
        person = Person(person_id(HOME, f"U{number}"), HOME, f"R{number}", language, zone)
        with self.services.write() as tx:
            people.remember(
                tx,
                HOME,
                person.id,
                name=person.name,
                locale={"en": "en-GB", "fr": "fr-FR"}[language],
                zone=zone,
                is_admin=False,
                is_bot=False,
                deactivated=False,
                now=BEGINNING,
            )
        chosen = Chosen(
            pick(("weekly", "weekly", "weekly", "weekly", "biweekly", "monthly")),
            pick(("MO", "FR")),
            pick(("07:00", "16:00")),
            zone,
        )
        personal.subscribe(self.services, person, chosen)
        return Reader(person, chosen)

    def moves(self, reader: Reader) -> None:
        """Another hour, day or zone. In a month whose first Friday told it, the first Monday's is the same month."""
        pick = self.random.choice
        change: dict[str, str] = pick(
            ({"at": "07:00"}, {"at": "16:00"}, {"weekday": "MO"}, {"weekday": "FR"}, {"zone": pick(ZONES)})
        )
        reader.chosen = replace(reader.chosen, **change)  # type: ignore[arg-type]
        personal.subscribe(self.services, reader.person, reader.chosen)

    def live(self) -> None:
        tomorrow, round_number = BEGINNING + DAY / 4, 0
        dues: dict[str, datetime] = {}
        while self.clock() < END:
            for ritual_id, ritual in self.rituals().items():
                if dues.get(ritual_id, BEGINNING) <= self.clock():
                    dues[ritual_id] = self.due(ritual)
            moment = min(*dues.values(), tomorrow, END)
            self.clock.now = moment
            if moment == tomorrow:
                self.goes_by()
                dues.clear()
                tomorrow += DAY
            round_number += 1
            self.looks(round_number)

    def goes_by(self) -> None:
        """A day: somebody says something, and on Wednesdays some readers change what they chose."""
        heard = Heard(f"what {self.heard} said #sso", self.ann, "command", f"k{self.heard}")
        capture(self.services, heard)
        self.heard += 1
        if self.clock().weekday() == 2:
            for reader in self.random.sample(self.readers, len(self.readers) // 10):
                self.moves(reader)

    def looks(self, round_number: int) -> None:
        """Both processes look: at once, one after the other, or one dies and the other goes on."""
        one, other = self.random.sample(self.processes, 2)
        if round_number % 12 == 0:
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(Process.look, (one, other)))
        elif round_number % 5 == 0:
            one.look(dies_after=self.random.randrange(4))
            other.look()
        else:
            one.look()

    def rituals(self) -> dict[str, Ritual]:
        with self.services.read() as tx:
            return {ritual.id: ritual for ritual in stored.all_of(tx, HOME)}

    def due(self, ritual: Ritual) -> datetime:
        with self.services.read() as tx:
            home = workspace_of(tx, HOME)
        following = next_due(running.schedule_of(ritual, home), self.clock())
        assert following
        return following.due

    def runs_of(self, reader: Reader) -> list[Run]:
        with self.services.read() as tx:
            ritual = stored.named(tx, HOME, f"personal:{reader.person.id}")
            assert ritual
            return sorted(stored.last_runs(tx, HOME, ritual.id, 100), key=lambda run: run.window_end)

    def close(self) -> None:
        for process in self.processes:
            process.database.close()


@pytest.fixture
def readers(request: pytest.FixtureRequest) -> int:
    return 200 if "sqlite" in request.node.name else 36


def test_each_reader_gets_each_period_once(database_url: str, readers: int) -> None:
    quarter = Quarter(database_url, readers)
    quarter.live()
    assert quarter.heard == 91
    told = Counter[str]()
    for reader in quarter.readers:
        found = quarter.runs_of(reader)
        assert [run.occurrence for run in found] == PERIODS[reader.chosen.frequency], reader
        for before, after in pairwise(found):
            assert after.window_start == before.window_end, reader
        for run in found:
            told[run.outcome] += 1
    assert set(told) == {stored.SAID}
    with quarter.services.read() as tx:
        to = Counter(tx.scalars(select(outbox.c.recipient).where(outbox.c.kind == PERSONAL.name)))
    assert to == {one.person.id: len(PERIODS[one.chosen.frequency]) for one in quarter.readers}
    quarter.close()
