"""A whole house for end-to-end tests: the playground and the bot, over real HTTP, with signatures; a team of five.

Work that waits (jobs, messages, due rituals) is done step by step by `settle`, so that no test sleeps.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any

from sqlalchemy import func, select

from bot.delivery import Policy
from bot.kit.settings import RunSettings, load
from bot.manifest import EVENTS, SCOPES
from bot.playground.acts import Acts, Outcome
from bot.playground.server import Server as Playground
from bot.playground.world import Channel, Command, Ephemeral, Message, Person, Shortcut, View, World
from bot.web.server import Server, make_app
from bot.wiring import Bot, wire
from rituals.messages.setup_steps import CHANGE
from rituals.messages.ways_in import NEW_SIGNAL, SAVE_MESSAGE
from storage import outbox, signals, tables
from storage.leases import State
from storage.signals import Signal
from tests.databases import share_statements
from tests.team import Clock

TEAM = "T0PLAY"
HERE = "C0GEN"  # where people type their commands
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09:00 in Paris
PACE = Policy(
    channel_gap=0,
    workspace_gap=0,
    burst_gap=0,
    http_seconds=1,
    settling=0.2,
    clocks_apart=0,
    first_retry=0.01,
    longest_retry=0.05,
    look_margin=10 * 365 * 86400,  # Slack's clock is the test's, which may be years away
)


def people() -> list[Person]:
    def one(user: str, name: str, **more: Any) -> Person:
        return Person(id=user, team=TEAM, name=name.lower(), real_name=name, **more)

    return [
        one("U0ANN", "Ann", locale="en-GB", tz="Europe/London"),
        one("U0LEA", "Léa", locale="fr-FR", tz="Europe/Paris"),
        one("U0PAM", "Pam", locale="en-US", tz="America/Montreal", role="pm"),
        one("U0MAX", "Max", locale="fr-CA", tz="America/Montreal", role="marketing"),
        one("U0ADA", "Ada", locale="en-GB", tz="Europe/Paris", is_admin=True, is_owner=True, role="lead"),
    ]


def channels() -> list[Channel]:
    everybody = frozenset(person.id for person in people())
    return [
        Channel(id="C0SIG", name="field-signals", members=everybody),
        Channel(id="C0REL", name="releases", members=everybody),
        Channel(id="C0DIG", name="digest", members=everybody),
        Channel(id="C0GEN", name="general", members=everybody),
        Channel(id="C0PRI", name="leads", kind="private", members=frozenset({"U0ADA", "U0PAM"})),
    ]


@dataclass
class House:
    world: World
    bot: Bot
    acts: Acts
    clock: Clock
    url: str

    def settle(self) -> None:
        """Do everything that waits, until nothing does."""
        for _ in range(5000):
            if not self.bot.work():
                return
        raise AssertionError("the work never ends")

    def move_to(self, instant: datetime) -> None:
        """Make it that time, and do everything that waits until then: delivery waits in real time, which moves along."""
        with self.bot.services.write() as tx:
            outbox.hasten(tx, instant - self.clock.now, datetime.now(UTC))
        self.clock.now = instant
        self.settle()

    def settle_in_time(self) -> None:
        """Do everything that waits, also what delivery tries again later: its pauses are in real time."""
        until = monotonic() + 20
        while True:
            self.settle()
            with self.bot.services.read() as tx:
                if not outbox.waiting_and_failed(tx, TEAM).counts.get(State.WAITING):
                    return
            assert monotonic() < until, "something waits for ever"
            Event().wait(0.05)

    def set_up(self, language: str = "en") -> None:
        """The admin chooses the channels, and the bot joins them and says hello."""
        self.acts.type_command("U0ADA", "C0GEN", "/diapason setup")
        if CHANGE in words(self.view("U0ADA")):  # it is set up already
            self.acts.click("U0ADA", self.view("U0ADA"), CHANGE)
        view = self.view("U0ADA")
        chosen = {"signals": "C0SIG", "releases": "C0REL", "digest": "C0DIG"}
        self.acts.submit(
            "U0ADA",
            view,
            {"setup.language": language, "setup.zone": "Europe/Paris"}
            | {f"setup.{purpose}": channel for purpose, channel in chosen.items()},
        )
        self.settle()
        self.acts.close("U0ADA", self.view("U0ADA"))

    def view(self, person: str) -> View:
        """The modal that somebody has before them."""
        view = self.world.views.top(person)
        assert view is not None, f"{person} has no modal open"
        return view

    def posted(self, channel: str) -> list[Message]:
        """What stands in a channel, written by the bot, the oldest first."""
        return [
            message
            for message in self.world.messages(channel)
            if message.bot and not message.deleted and message.user == self.world.bot_user
        ]

    def type(self, person: str, typed: str) -> Ephemeral:
        """Type a command; what the bot answers privately."""
        outcome = self.acts.type_command(person, HERE, typed)
        assert outcome.ok, outcome.error
        assert outcome.ephemeral
        assert not outcome.ephemeral.from_slack, outcome.ephemeral.text
        return outcome.ephemeral

    def open(self, person: str, typed: str) -> View:
        """Type a command that opens a form."""
        outcome = self.acts.type_command(person, HERE, typed)
        assert outcome.ok, outcome.error
        assert outcome.ephemeral is None
        return self.view(person)

    def answer(
        self, person: str, surface: Message | Ephemeral, action_id: str, value: str | None = None
    ) -> Ephemeral:
        """Click a button, and wait for the private answer, which comes beside the ack."""
        before = self.world.ephemerals(person, surface.channel)
        outcome = self.acts.click(person, surface, action_id, value=value)
        assert outcome.ok, outcome.error
        until = monotonic() + 10
        version = self.world.version
        while (told := self.world.ephemerals(person, surface.channel)) == before:
            version = self.world.wait_for_change(version, until - monotonic())
            assert monotonic() < until, "nothing was answered"
        new = [one for one in told if one not in before]
        return new[-1]

    def cards(self) -> list[Message]:
        """The signals that stand in the signals channel (its first message is the bot's hello)."""
        self.settle()
        return self.posted("C0SIG")[1:]

    def signal(self, number: int) -> Signal:
        """What is kept of S-`number`."""
        with self.bot.services.read() as tx:
            found = signals.by_number(tx, TEAM, number)
        assert found, f"there is no S-{number}"
        return found

    def count(self) -> int:
        """How many signals are kept, undone ones included."""
        with self.bot.services.read() as tx:
            return tx.scalar(select(func.count()).select_from(tables.signals)) or 0

    def refused(self) -> list[str]:
        """What Slack refused of all that the bot asked for."""
        return [f"{call.method}: {call.error}" for call in self.world.calls if call.error]

    def rename(self, person: str, **more: Any) -> None:
        self.world.put_person(replace(self.world.people[person], **more))


def words(shown: Message | Ephemeral | View | Outcome) -> str:
    """All that stands in a message or a view, with plain spaces in place of the narrow ones of French."""
    if isinstance(shown, Outcome):
        found = shown.view or shown.ephemeral
        assert found, f"nothing is shown: {shown.error}"
        shown = found
    text = "" if isinstance(shown, View) else shown.text
    whole = text + "\n" + json.dumps(list(shown.blocks), ensure_ascii=False)
    return whole.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def new_world() -> World:
    """Slack before the bot came."""
    return World(
        people(),
        channels(),
        clock=Clock(MONDAY - timedelta(days=3)),
        events=EVENTS,
        scopes={*SCOPES, "pins:write"},
        team=TEAM,
    )


@contextmanager
def open_house(
    database_url: str, environment: dict[str, str] | None = None, world: World | None = None
) -> Iterator[House]:
    """A running house on an empty database, or on the one that belongs to `world`."""
    world = world or new_world()
    clock = world.clock
    assert isinstance(clock, Clock)
    secret = secrets.token_hex(8)
    with Playground(world) as playground:
        settings = load(
            RunSettings,
            _env_file=None,
            slack_bot_token=world.token,
            slack_signing_secret=secret,
            slack_api_url=playground.api_url,
            database_url=database_url,
            slack_mode="http",
            **(environment or {}),
        )
        bot = wire(settings, now=clock, policy=PACE)
        share_statements(bot.database)
        bot.connection.ensure()
        world.commands = tuple(
            Command(bot.commands.slash_name(name)) for name in ("diapason", *bot.commands.slash)
        )
        world.shortcuts = (
            Shortcut(SAVE_MESSAGE, "Save as signal", "message"),
            Shortcut(NEW_SIGNAL, "New signal"),
        )
        server = Server(make_app(bot.slack, bot.ready, *bot.hooks()), "127.0.0.1", 0)
        server.start()
        url = f"http://127.0.0.1:{server.port}/slack/events"
        try:
            yield House(world, bot, Acts(world, url, secret), clock, url)
        finally:
            server.stop()
            bot.replies.close()
            bot.database.close()
