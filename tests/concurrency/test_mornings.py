"""Reminders of tasks and questions after a launch are put once for each person, wherever the process that does it is killed."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from rituals.launches import starting
from rituals.launches.afterwards import ASKS
from rituals.launches.cards import REMINDER
from rituals.launches.reminding import RITUAL
from rituals.messages.launch_forms import role_input
from rituals.permissions import workspace_of
from rituals.releases import announce as announcing
from rituals.releases.content import Content
from rituals.running import ensure
from rituals.services import Services
from storage.database import Database
from storage.tables import outbox, runs
from tests.concurrency.forking import forking
from tests.concurrency.launching import KEY, PAM, asked
from tests.concurrency.mornings import morning
from tests.team import HOME, START, Clock, add_person, add_workspace, services_of

pytestmark = pytest.mark.xdist_group("processes")  # not beside one another

TRIES = 200
QUESTIONS_TOO = datetime(
    2026, 12, 21, 9, tzinfo=UTC
)  # seven days after the market day, a Monday; much is late
PEOPLE = {role_input("pm"): "UPam", role_input("pmm"): "UMax", role_input("support"): "ULea"}


def run_elsewhere(url: str, dies_at: int | None) -> int | None:
    """Returns how the process ended: below 0 it was killed."""
    process = forking.Process(target=morning, args=(url, QUESTIONS_TOO, dies_at), daemon=True)
    process.start()
    process.join(60)
    return process.exitcode


def said(database: Database) -> Counter[tuple[str, str]]:
    """How many messages of each kind wait for each person."""
    with database.read() as tx:
        found = tx.execute(
            select(outbox.c.kind, outbox.c.recipient).where(outbox.c.kind.in_((REMINDER, ASKS)))
        )
        return Counter((kind, recipient) for kind, recipient in found)


@pytest.fixture
def services(database: Database) -> Services:
    services = services_of(database, Clock())
    add_workspace(services)
    for name in ("Pam", "Max", "Lea"):
        add_person(services, name)
    release = announcing.announce(services, PAM, Content("4.2", "SSO", START.date()), "form:V0").release
    starting.start(services, PAM, asked(release.id), PEOPLE, KEY)
    with services.write() as tx:
        ensure(tx, workspace_of(tx, HOME), RITUAL, "C1", START)
    return services


def test_killed_at_any_statement_each_is_spoken_to_once(
    database_url: str, database: Database, services: Services
) -> None:
    killed = 0
    for dies_at in range(1, TRIES, 3):
        ended = run_elsewhere(database_url, dies_at)
        if ended == 0:
            break
        assert ended == -9
        with database.read() as tx:
            assert said(database) == {} or tx.scalar(select(func.count()).select_from(runs)) == 1
        killed += 1
    assert killed > 10
    everybody = {f"{HOME}:{user}" for user in ("UPam", "UMax", "ULea")}
    assert said(database) == {
        **{(REMINDER, person): 1 for person in everybody},
        (ASKS, f"{HOME}:UPam"): 1,
        (ASKS, f"{HOME}:UMax"): 1,
    }
    assert run_elsewhere(database_url, None) == 0  # once more, by another process
    assert set(said(database).values()) == {1}
