"""A stage for delivery: the playground over real HTTP, a database, and one clock for all, moved by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.delivery import Delivery, Policy, WebSlack
from bot.jobs import JobRunner
from bot.kit.message import Message
from bot.playground.server import Server
from bot.playground.world import Channel, Person, World
from bot.playground.world import Message as Said
from bot.slack import Clients, SlackDirectory
from rituals import setup
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from storage import outbox
from storage.database import Database
from storage.leases import Backlog, State
from tests.bot.delivering import TEAM, know_workspace, note, services_for

ANNA, BORIS = f"{TEAM}:U1", f"{TEAM}:U2"
HTTP_SECONDS = 1


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Stage:
    """What a test acts on, and what it sees."""

    world: World
    database: Database
    clock: Clock
    api_url: str
    policy: Policy = field(default_factory=lambda: Policy(http_seconds=HTTP_SECONDS))
    shown: dict[str, Message | None] = field(default_factory=dict)
    kinds: dict[str, MessageKind] = field(default_factory=dict)

    def __post_init__(self) -> None:
        know_workspace(self.database, self.clock())
        self.clients = Clients(self.world.token, self.api_url)
        directory = SlackDirectory(self.database, self.clients, self.clock, "en", "Europe/Paris")
        self.services = services_for(self.database, self.clock, directory)
        for kind in (note(), self.card("card", Doubt.RATHER_LATE), self.card("bold", Doubt.RATHER_TWICE)):
            self.kinds[kind.name] = kind
        self.delivery = self.new_delivery()
        self.jobs = JobRunner(
            self.database, {kind.name: kind for kind in setup.JOBS}, self.services, clock=self.clock
        )

    def new_delivery(self) -> Delivery:
        """Another process's."""
        slack = WebSlack(self.clients.patient(HTTP_SECONDS))
        return Delivery(
            self.database,
            self.kinds,
            slack,
            self.services,
            clock=self.clock,
            policy=self.policy,
            jitter=lambda: 0.5,
        )

    def card(self, name: str, doubt: Doubt) -> MessageKind:
        """A kind that shows an object as it is in `shown`."""

        def render(scene: Scene, facts: Facts) -> Message | None:
            return self.shown[facts["object"]]

        return MessageKind(name, render, doubt)

    # What happens -------------------------------------------------------------------------------------------

    def say(self, text: str, to: str = "C1", *, kind: str = "note", under: str | None = None) -> None:
        """Put a message; its text is its unique key too."""
        with self.database.write() as tx:
            outbox.put(
                tx,
                TEAM,
                kind=kind,
                recipient=to,
                facts={"text": text, "object": text},
                unique_key=text,
                now=self.clock(),
                under=under,
            )

    def show(self, key: str, message: Message | None, to: str = "C1", *, kind: str = "card") -> None:
        """Change an object that has a card."""
        self.shown[key] = message
        with self.database.write() as tx:
            outbox.put_card(
                tx, TEAM, kind=kind, recipient=to, facts={"object": key}, unique_key=key, now=self.clock()
            )

    def work(self) -> int:
        """Deliver and do jobs as long as something is waiting, moving the clock; how many steps found work."""
        worked = 0
        for _ in range(2000):
            if self.delivery.step() or self.jobs.step():
                worked += 1
                continue
            if State.WAITING not in self.outcome().counts:
                return worked
            self.clock.wait(5)
        raise AssertionError(f"it never comes to an end: {self.outcome()}")

    # What is seen -------------------------------------------------------------------------------------------

    def outcome(self) -> Backlog:
        with self.database.read() as tx:
            return outbox.waiting_and_failed(tx, TEAM)

    def problem(self) -> tuple[State, str | None]:
        """The one message that did not get through, and why."""
        [problem] = self.outcome().problems
        return problem.state, problem.error

    def said(self, channel: str = "C1") -> list[Said]:
        return [message for message in self.world.messages(channel) if not message.deleted]

    def texts(self, channel: str = "C1") -> list[str]:
        return [message.text for message in self.said(channel)]

    def direct(self, user: str = "U1") -> list[str]:
        """What the bot said to somebody alone."""
        return self.texts(self.world.direct(user).id)

    def calls(self, method: str) -> int:
        return sum(call.method == method for call in self.world.calls)


@contextmanager
def open_stage(database: Database) -> Iterator[Stage]:
    clock = Clock()
    everybody = frozenset({"U0BOT", "U1", "U2"})
    world = World(
        [
            Person(id="U1", team=TEAM, name="anna", real_name="Anna", locale="en-GB"),
            Person(id="U2", team=TEAM, name="boris", real_name="Boris", locale="fr-FR"),
        ],
        [
            Channel(id="C1", name="signals", members=everybody),
            Channel(id="C2", name="digest", members=everybody),
            Channel(id="C3", name="elsewhere", members=frozenset({"U1"})),
            Channel(id="C4", name="secret", kind="private", members=frozenset({"U1"})),
            Channel(id="C5", name="old", members=everybody, archived=True),
        ],
        clock=clock,
        team=TEAM,
    )
    with Server(world) as server:
        yield Stage(world, database, clock, server.api_url)
