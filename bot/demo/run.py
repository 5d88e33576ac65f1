"""`python -m bot demo`: a small Slack with a month of history, and the bot beside it, in one process on this machine."""

import os
import secrets
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click
from pydantic import SecretStr

from bot import logs, stopping
from bot.delivery import Policy
from bot.demo.clock import Clock, TimeTravel, real_now
from bot.demo.company import CHANNELS, CUSTOMERS, GENERAL, GROUPS, NADIA, NAME, PEOPLE, TEAM, ZONE
from bot.demo.engine import Engine
from bot.demo.story import past, present
from bot.demo.telling import Teller
from bot.kit.settings import Language, Settings, load
from bot.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, manifest
from bot.playground.acts import Acts
from bot.playground.page.routes import make_page
from bot.playground.server import Server as Playground
from bot.playground.server import make_app as make_slack
from bot.playground.world import Command, Person, Shortcut, World
from bot.web.server import Server, make_app
from bot.wiring import Bot, wire
from rituals.catalog import RITUALS
from rituals.demos.kinds import RITUALS as MEETINGS
from rituals.digest import PERSONAL
from rituals.running import next_due_anywhere
from rituals.services import person_id
from storage import accounts
from storage.database import Database
from storage.migrating import migrate

HOST = "127.0.0.1"
FOLDER = Path("var")
PORTS_TRIED = 50
Now = Callable[[], datetime]
AT_ONCE = Policy(channel_gap=0, workspace_gap=0, burst_gap=0)  # nobody else is waiting for this Slack


@dataclass
class Demo:
    """The running demo: what people act through, the clock they move, and the page."""

    world: World
    acts: Acts
    bot: Bot
    travel: TimeTravel
    url: str
    stop: Callable[[], None]


def run_demo(port: int, language: Language | None = None) -> None:
    """Start the demo, print its address and stay until Ctrl-C or SIGTERM.

    The page is on `port` or the next free one. `language` is what the company's channels speak, by default that of
    the terminal.
    """
    stopping.keep()
    logs.configure("WARNING")
    with listen_near(port) as door:
        click.echo("A month at Estacade is being told…")
        database_url = fresh_database(door.getsockname()[1])
        demo = open_demo(database_url, door=door, language=language or terminal_language())
    try:
        click.echo(f"Diapason's demo: {demo.url}  (Ctrl-C ends it)")
        stopping.wait()
    finally:
        demo.stop()


def open_demo(
    database_url: str,
    *,
    door: socket.socket | None = None,
    language: Language = "en",
    real: Now = real_now,
    told: Callable[[Now], World] | None = None,
) -> Demo:
    """Tell the story on a database with empty tables, and leave everything running.

    `door` is a socket that listens already, for the page; without it the page is on any free port.
    `real` tells the time that the story ends at, and goes on from there (aware).
    `told` gives the world of a demo that has run on this database, on a new clock: it goes on where that one ended.
    """
    with ExitStack() as closing:
        clock_database = Database(database_url, connections=1)
        closing.callback(clock_database.close)
        arrived = real()
        story = past(arrived)
        clock = Clock(clock_database, story[0][0] - timedelta(hours=1), real=real)
        world = told(clock.now) if told else _new_world(clock.now, language)
        slack = make_slack(world)
        playground = Playground(world, host=HOST, door=door, app=slack)
        bot = wire(_settings(world, playground, database_url, language), now=clock.now, policy=AT_ONCE)
        world.commands = _commands(bot)
        world.shortcuts = _shortcuts(bot)
        bot.server = Server(make_app(bot.slack, bot.ready), HOST, 0)
        bot.server.start()
        acts = Acts(world, f"http://{HOST}:{bot.server.port}/slack/events", _secret(bot))
        engine = Engine(bot, acts)
        # What everybody sees: nobody waits for what goes to one person, or for meetings, which are announced ahead.
        unseen = (PERSONAL, *MEETINGS.values())
        seen = [kind.name for kind in RITUALS.values() if kind.say is None and kind not in unseen]

        def next_due() -> datetime | None:
            return min((due for due in (bot.next_due(), clock.next_message()) if due), default=None)

        travel = TimeTravel(
            clock,
            next_due=next_due,
            next_seen=lambda: next_due_anywhere(bot.services, seen),
            settle=engine.settle,
        )
        for pages in bot.hooks():  # at the one address that is printed
            slack.register_blueprint(pages)
        slack.register_blueprint(make_page(world, acts, travel, start=GENERAL.id))
        playground.start()
        closing.callback(playground.stop)
        closing.callback(bot.stop)  # first of all: it may still be speaking to the playground
        bot.connection.ensure()
        teller = Teller(world, acts, travel, language=language)
        if told:
            still_to_come = [event for event in present(arrived) if event[0] > clock.now()]
            teller.plan(still_to_come, surely=False)
        else:
            _know_customers(bot)
            acts.invite(NADIA, GENERAL, world.bot_user)  # where people react to messages, or call the bot
            teller.plan(story, surely=True)
            travel.advance_to(story[-1][0])
            teller.everybody_reads()
            teller.plan(present(arrived), surely=False)
            travel.advance_to(arrived)
            teller.welcome_everybody()
        engine.start(travel.catch_up)
        return Demo(world, acts, bot, travel, f"{playground.url}/", closing.pop_all().close)


def fresh_database(port: int) -> str:
    """The address of a new database with its tables; each port has its own, so that two demos do not meet."""
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"demo-{port}.db"
    for left in FOLDER.glob(f"{file.name}*"):
        left.unlink()
    url = f"sqlite:///{file}"
    database = Database(url)
    migrate(database)
    database.close()
    return url


def listen_near(wanted: int) -> socket.socket:
    """Listen on that port of this machine, or on the next one that is free; two demos at once get one each.

    Raises OSError if all near it are taken.
    """
    for port in range(wanted, wanted + PORTS_TRIED):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
            door.listen()
        except OSError:
            door.close()
        else:
            return door
    raise OSError(f"no free port from {wanted} to {wanted + PORTS_TRIED - 1}")


def terminal_language() -> Language:
    """French for a French terminal, else English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "fr" if named.startswith("fr") else "en"


def _new_world(now: Now, language: Language) -> World:
    """The company before the bot came."""
    world = World(
        _cast(language),
        CHANNELS,
        clock=now,
        events=EVENTS,
        scopes={*SCOPES, *OPTIONAL_SCOPES},
        name=NAME,
        team=TEAM,
    )
    for group in GROUPS:
        world.put_group(group)
    return world


def _cast(language: Language) -> list[Person]:
    """The people; those who speak the company's language first, since a visitor begins as the first."""
    return sorted(PEOPLE, key=lambda person: not person.locale.startswith(language))


def _settings(world: World, playground: Playground, database_url: str, language: Language) -> Settings:
    """Every setting is given, so that the demo is the same whatever the environment and `.env` say."""
    return load(
        Settings,
        slack_bot_token=SecretStr(world.token),
        slack_app_token=None,
        slack_signing_secret=SecretStr(secrets.token_hex(16)),
        slack_mode="http",
        slack_api_url=playground.api_url,
        host=HOST,
        port=0,
        public_url=playground.url,
        database_url=SecretStr(database_url),
        diapason_timezone=ZONE,
        diapason_language=language,
        diapason_command_prefix="",
        log_level="WARNING",
    )


def _commands(bot: Bot) -> tuple[Command, ...]:
    """The slash commands as the app's manifest declares them."""
    declared = manifest(bot.commands, bot.settings, http=True)["features"]["slash_commands"]
    return tuple(
        Command(command["command"], command.get("usage_hint", ""), command["description"])
        for command in declared
    )


def _shortcuts(bot: Bot) -> tuple[Shortcut, ...]:
    """The shortcuts as the app's manifest declares them."""
    declared = manifest(bot.commands, bot.settings, http=True)["features"]["shortcuts"]
    return tuple(Shortcut(one["callback_id"], one["name"], one["type"]) for one in declared)


def _secret(bot: Bot) -> str:
    assert bot.settings.slack_signing_secret is not None
    return bot.settings.slack_signing_secret.get_secret_value()


def _know_customers(bot: Bot) -> None:
    """The accounts with their revenue, as a CRM would tell them."""
    with bot.services.write() as tx:
        for customer in CUSTOMERS:
            account = accounts.ensure(tx, TEAM, customer.name, bot.services.now())
            accounts.describe(
                tx,
                TEAM,
                account,
                segment=customer.segment,
                revenue_minor=customer.revenue.minor if customer.revenue else None,
                revenue_currency=customer.revenue.currency if customer.revenue else None,
                owner=person_id(TEAM, customer.owner.id),
            )
