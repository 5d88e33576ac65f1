"""`python -m bot`: run, demo, migrate, doctor, manifest, rituals."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any, NoReturn

import click
import structlog

from bot import logs
from bot.kit.settings import RunSettings, Settings, SettingsError, load


@click.group()
def main() -> None:
    """Diapason keeps marketing, product and sales in tune, inside Slack."""


@main.command()
def run() -> None:
    """Run the bot against Slack (settings: .env.example)."""
    settings = _settings(RunSettings)
    from bot.wiring import wire

    told = _told_to_stop()
    bot = _opened(lambda: wire(settings))
    _migrated(bot.database)
    _greet(bot)
    try:
        bot.start()
    except OSError as error:
        _stop(
            f"HOST, PORT: can't listen on {settings.host}:{settings.port} ({error.strerror or error}); choose another"
        )
    told.wait()
    if not bot.stop():
        os._exit(
            0
        )  # a step that hangs must not keep the process: its lease ends, and somebody else takes it up


@main.command()
@click.option(
    "--port",
    default=8080,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="where the page is; the next free one if taken",
)
def demo(port: int) -> None:
    """A small Slack and the bot on this machine, with a story in it."""
    from bot.demo.run import run_demo

    run_demo(port)


@main.command()
def migrate() -> None:
    """Bring the database to this version's tables (`run` does it by itself)."""
    from storage.database import Database

    database = Database(_settings(Settings).database_url.get_secret_value())
    click.echo("migrated" if _migrated(database) else "nothing to do")


@main.command()
def doctor() -> None:
    """Say what is wrong, and what to do about it."""
    from bot.wiring import wire
    from rituals.doctor.rules import Level
    from rituals.messages.doctor import as_lines

    settings = _settings(RunSettings)
    bot = wire(settings)
    found = bot.doctor.examine()
    texts = bot.services.catalogs.texts(settings.diapason_language, settings.diapason_timezone)
    click.echo("\n".join(as_lines(texts, found, prefix=settings.diapason_command_prefix)))
    sys.exit(1 if any(check.level is Level.BROKEN for check in found) else 0)


@main.command()
@click.option("--http", is_flag=True, help="for HTTP mode; needs PUBLIC_URL")
def manifest(http: bool) -> None:
    """Print the Slack app manifest, to create the app from."""
    from bot.manifest import manifest as made
    from bot.wiring import wire

    # The app does not exist yet, so nobody has a token: nobody is called either.
    nobody = {"slack_bot_token": "xoxb-none-yet", "slack_signing_secret": "none-yet"}
    bot = wire(_settings(Settings, **nobody))
    try:
        click.echo(json.dumps(made(bot.commands, bot.settings, http=http), indent=2, ensure_ascii=False))
    except SettingsError as error:
        _stop(*error.lines)


@main.group()
def rituals() -> None:
    """See the rituals and run one by hand."""


@rituals.command("list")
def list_rituals() -> None:
    """Every ritual with its channel, schedule and next due time."""
    bot = _wired()
    from bot.by_hand import listed

    click.echo("\n".join(listed(bot)))


@rituals.command("run")
@click.argument("name")
@click.option(
    "--at", help="as of that time in the ritual's zone, such as '2026-11-30 09:00'; now if not given"
)
@click.option("--dry-run", is_flag=True, help="print what would be posted, and post nothing")
def run_ritual(name: str, at: str | None, dry_run: bool) -> None:
    """Run one ritual by hand. It is not the period's own run."""
    bot = _wired()
    from bot.by_hand import run_by_hand

    try:
        click.echo(run_by_hand(bot, name, at, dry_run=dry_run))
    except ValueError as error:
        _stop(str(error))


def _wired() -> Any:
    from bot.wiring import wire

    settings = _settings(RunSettings)
    bot = _opened(lambda: wire(settings))
    _migrated(bot.database)
    return bot


def _settings(kind: type[Settings], **overrides: object) -> Settings:
    try:
        settings = load(kind, **overrides)
    except SettingsError as error:
        _stop(*error.lines)
    logs.configure(settings.log_level)
    return settings


def _migrated(database: Any) -> bool:
    from storage.database import Unreachable
    from storage.migrating import TooNew, migrate

    try:
        return migrate(database)
    except Unreachable:
        _stop("DATABASE_URL: the database can't be reached; check the address, and that it runs")
    except TooNew as error:
        _stop(f"the database is from a newer version ({error}): run that version, or restore a backup")


def _stop(*lines: str) -> NoReturn:
    """One clear line per problem, and exit status 2."""
    for line in lines:
        click.echo(f"diapason: {line}", err=True)
    sys.exit(2)


def _told_to_stop() -> threading.Event:
    """Set by Ctrl-C and SIGTERM, from now on."""
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    return told


def _greet(bot: Any) -> None:
    """Ask Slack who we are before anything runs: a token that it refuses ends the start, silence does not."""
    from slack_sdk.errors import SlackApiError

    from rituals.services import SlackUnavailable

    try:
        bot.connection.ensure()
    except SlackApiError as error:
        _stop(
            f"SLACK_BOT_TOKEN: Slack refuses it ({error.response['error']}); copy it again from “OAuth & Permissions”"
        )
    except SlackUnavailable:
        structlog.get_logger().warning("slack_unreachable")


def _opened(make: Callable[[], Any]) -> Any:
    """Build what needs the database's driver."""
    try:
        return make()
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        _stop("DATABASE_URL: PostgreSQL needs its driver: pip install -r requirements-postgres.txt")


if __name__ == "__main__":
    main(prog_name="python -m bot")
