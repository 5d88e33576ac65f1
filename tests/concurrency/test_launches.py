"""A launch is started whole or not at all, wherever the process that starts it is killed; and once, whoever asks again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import func, select

from rituals.launches import starting
from rituals.launches.templates import shipped
from rituals.messages.launch_forms import role_input
from rituals.releases import announce as announcing
from rituals.releases.content import Content
from rituals.services import Services
from storage.database import Database
from storage.tables import launch_roles, launch_tasks, launches, outbox
from tests.concurrency.forking import forking
from tests.concurrency.launching import KEY, PAM, asked, start
from tests.team import Clock, add_person, add_workspace, services_of

pytestmark = pytest.mark.xdist_group("processes")  # not beside one another

WHOLE = sum(step.belongs(2, ("revenue",)) for step in shipped("customers", "en").tasks)
TRIES = 200


@dataclass
class Story:
    """A release that is about to be launched."""

    database: Database
    url: str
    services: Services
    release: str

    def kept(self) -> tuple[int, int, int, int]:
        """How many launches, tasks, roles, and things to say of them there are."""
        of_launches = (
            select(func.count()).select_from(outbox).where(outbox.c.kind.in_(("launch_card", "launch_role")))
        )
        with self.database.read() as tx:
            rows = [
                tx.scalar(select(func.count()).select_from(table)) or 0
                for table in (launches, launch_tasks, launch_roles)
            ]
            return rows[0], rows[1], rows[2], tx.scalar(of_launches) or 0

    def start_elsewhere(self, dies_at: int | None) -> int | None:
        """Start it in a process of its own. Returns how that ended: below 0 it was killed."""
        process = forking.Process(target=start, args=(self.url, self.release, dies_at), daemon=True)
        process.start()
        process.join(60)
        return process.exitcode


@pytest.fixture
def story(database_url: str, database: Database) -> Story:
    services = services_of(database, Clock())
    add_workspace(services)
    add_person(services, "Pam")
    release = announcing.announce(services, PAM, Content("4.2", "SSO", date(2026, 11, 20)), "form:V0").release
    return Story(database, database_url, services, release.id)


NOTHING = (0, 0, 0, 0)
ALL = (1, WHOLE, 1, 2)


def test_a_kill_at_any_statement_leaves_all_or_nothing(story: Story) -> None:
    """Every other statement, the even ones on one database, the odd ones on the other."""
    killed, first = 0, 1 if story.url.startswith("sqlite") else 2
    for dies_at in range(first, TRIES, 2):
        ended = story.start_elsewhere(dies_at)
        if ended == 0:
            break
        assert ended == -9
        assert story.kept() == NOTHING, f"killed before statement {dies_at}"
        killed += 1
    assert killed > 10
    assert story.kept() == ALL


def test_who_is_killed_after_the_commit_and_asks_again_finds_the_plan(story: Story) -> None:
    assert story.start_elsewhere(0) == -9
    assert story.kept() == ALL
    again = starting.start(story.services, PAM, asked(story.release), {role_input("pm"): "UPam"}, KEY)
    assert (again.launch.ref, len(again.tasks)) == ("L-1", WHOLE)
    assert story.kept() == ALL


def test_of_many_who_start_one_release_at_once_one_does(story: Story) -> None:
    def begin(number: int) -> str:
        try:
            return starting.start(
                story.services, PAM, asked(story.release), {}, f"form:V{number + 10}"
            ).launch.ref
        except starting.HasPlan as refused:
            return str(refused.values["ref"])

    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(begin, range(12)))
    with story.database.read() as tx:
        (number,) = tx.scalars(select(launches.c.number))
    assert set(told) == {f"L-{number}"}
    assert story.kept()[:2] == (1, WHOLE)
