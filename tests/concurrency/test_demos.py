"""Sessions are made once, and each thing about them said once, wherever a process is killed and however many try."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from rituals.demos import clock
from rituals.demos.kinds import RITUALS
from rituals.messages.demos.records import Meeting
from rituals.permissions import workspace_of
from rituals.running import ensure
from rituals.services import Services
from storage.database import Database
from storage.tables import demo_reminders, demos, outbox
from tests.concurrency.demoing import tick
from tests.concurrency.forking import forking
from tests.team import HOME, START, Clock, add_person, add_workspace, services_of

pytestmark = pytest.mark.xdist_group("processes")  # not beside one another

TRIES = 200
CALLED = datetime(2026, 12, 3, 10, tzinfo=UTC)  # within a week of the session of the 10th


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


def test_killed_at_any_statement_each_session_is_made_once_and_called_for_once(
    database_url: str, database: Database, services: Services
) -> None:
    assert kill_until_done(database_url, START) > 5
    assert made(database) == Counter({"2026-W48": 1, "2026-W50": 1})
    assert kill_until_done(database_url, CALLED) > 3
    with database.read() as tx:
        said = Counter(tx.scalars(select(outbox.c.kind)))
        left = set(tx.scalars(select(demo_reminders.c.what).where(demo_reminders.c.due_at <= CALLED)))
    assert said == Counter({"demo_card": 1})
    assert left == set()


def test_several_at_once_make_each_session_once(database: Database, services: Services) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: clock.step(services), range(8)))
    assert made(database) == Counter({"2026-W48": 1, "2026-W50": 1})
