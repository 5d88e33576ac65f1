"""Who asked is told once, whenever those who tell and deliver are killed, and whatever Slack answers meanwhile."""

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from bot.playground.server import Server
from bot.playground.world import Person as Somebody
from bot.playground.world import World
from rituals.messages import roadmap_forms as form
from rituals.releases import announce as announcing
from rituals.releases.content import Content, Links
from rituals.roadmap import acting
from rituals.services import Person, Services, person_id
from rituals.signals.capture import Heard, capture
from storage import outbox
from storage.database import Database
from storage.leases import State
from tests.bot.delivering import TEAM, know_workspace, services_for
from tests.concurrency.forking import forking
from tests.concurrency.process import BEGINNING, Plan
from tests.concurrency.telling import PAM, tell_and_deliver

pytestmark = pytest.mark.xdist_group("processes")  # not beside one another

EVERYBODY = [f"U{number}" for number in range(14)]
DEADLINE = 60.0

# A row is looked for only once its lease has run out, when all others are said: looking comes last.
DEATHS = (
    ("put", "before"),
    ("put", "after"),
    ("claim", "before"),
    ("claim", "after"),
    ("mark", "before"),
    ("mark", "after"),
    ("post", "before"),
    ("post", "after"),
    ("look", "before"),
    ("look", "after"),
)
FAULTS = ("cut_after", "cut_before", "http_500", "ratelimited", "cut_after", "error:internal_error")


@dataclass
class Story:
    """People who asked for one item, and the release that ships it."""

    world: World
    plan: Plan
    database: Database
    release: str

    def start(self, death: tuple[str, str] | None) -> ForkServerProcess:
        process = forking.Process(
            target=tell_and_deliver, args=(replace(self.plan, death=death), self.release), daemon=True
        )
        process.start()
        return process

    def waiting(self) -> int:
        with self.database.read() as tx:
            return outbox.waiting_and_failed(tx, TEAM).counts.get(State.WAITING, 0)

    def deliver_the_rest(self) -> None:
        """Two more who tell and deliver, which nothing befalls."""
        processes = [self.start(None), self.start(None)]
        deadline = time.monotonic() + DEADLINE
        while self.waiting() or not self.said():
            assert time.monotonic() < deadline, f"{self.waiting()} still wait"
            version = self.world.version
            self.world.wait_for_change(version, 0.1)
        for process in processes:
            process.terminate()
            process.join(15)
            assert process.exitcode == 0

    def said(self) -> Counter[str]:
        """How many messages stand in each person's direct messages."""
        return Counter(
            person
            for channel in self.world.channels.values()
            if channel.kind == "im"
            for person in channel.members - {self.world.bot_user}
            for message in self.world.messages(channel.id)
            if message.bot and not message.deleted and "You asked, it shipped" in message.text
        )


def asked_by(services: Services, people: list[Person]) -> str:
    """Each of them says it, all of it is linked to one item, and Pam announces what ships it. The release's id."""
    item = acting.add(services, PAM, {form.TITLE: "SSO"}, "form:item")
    for person in people:
        captured = capture(
            services, Heard(f"{person.name} needs SSO", person, "command", f"command:{person.id}")
        )
        acting.link(services, PAM, item.id, captured.signal.id)
    said = Content("4.2", "- SSO", date(2026, 11, 23))
    return announcing.announce(services, PAM, said, "form:release", Links((item.id,))).release.id


@contextmanager
def open_story(database_url: str, folder: Path) -> Iterator[Story]:
    world = World(
        [Somebody(id=user, team=TEAM, name=user, real_name=user) for user in EVERYBODY],
        [],
        clock=lambda: datetime.now(UTC),
        team=TEAM,
    )
    database = Database(database_url)
    know_workspace(database, BEGINNING, bot_user=world.bot_user)
    services = services_for(database, lambda: BEGINNING)
    people = [Person(person_id(TEAM, user), TEAM, user, "en", "Europe/Paris") for user in EVERYBODY]
    release = asked_by(services, people)
    with Server(world) as server:
        plan = Plan("telling", database_url, server.api_url, world.token, time.time(), folder / "accepted", 0)
        try:
            yield Story(world, plan, database, release)
        finally:
            database.close()


@pytest.fixture
def story(database_url: str, tmp_path: Path) -> Iterator[Story]:
    with open_story(database_url, tmp_path) as story:
        yield story


def test_killed_at_each_boundary_everybody_is_told_once(story: Story) -> None:
    for death in DEATHS:
        process = story.start(death)
        process.join(DEADLINE)
        assert process.exitcode == -signal.SIGKILL, f"{death}: {process.exitcode}"
    story.deliver_the_rest()
    assert story.said() == dict.fromkeys(EVERYBODY, 1)


def test_slack_failing_meanwhile_everybody_is_told_once(story: Story) -> None:
    for fault in FAULTS:
        story.world.faults.add("chat.postMessage", fault)
    process = story.start(("post", "after"))
    story.deliver_the_rest()
    process.join(DEADLINE)
    assert process.exitcode == -signal.SIGKILL
    assert story.said() == dict.fromkeys(EVERYBODY, 1)
