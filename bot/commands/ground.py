"""What the commands share: settings, an open and migrated database, and how a command ends with words.

Nothing heavy is imported before a command needs it, so that each starts quickly.
"""

import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from bot import logs
from bot.kit.settings import RunSettings, Settings, SettingsError, load

if TYPE_CHECKING:
    from bot.wiring import Bot
    from storage.database import Database

T = TypeVar("T")


def all_is_loaded() -> None:
    """Look for garbage from here on, in what comes now: `bot.__main__` put it off while all that stays was made."""
    gc.freeze()
    gc.enable()


def stop(*lines: str) -> NoReturn:
    """One clear line per problem, and exit status 2."""
    for line in lines:
        click.echo(f"diapason: {line}", err=True)
    sys.exit(2)


def settings_of(kind: type[Settings], **overrides: object) -> Settings:
    """The settings, checked; ends the command where they are wrong."""
    try:
        settings = load(kind, **overrides)
    except SettingsError as error:
        stop(*error.lines)
    logs.configure(settings.log_level)
    return settings


def opened(make: Callable[[], T]) -> T:
    """Build what needs the database's driver; with it, all is loaded."""
    try:
        made = make()
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        stop("DATABASE_URL: PostgreSQL needs its driver: pip install -r requirements-postgres.txt")
    all_is_loaded()
    return made


def migrated(database: "Database") -> bool:
    """Bring the database to this version's tables. False if there was nothing to do."""
    from storage.database import Unreachable
    from storage.migrating import TooNew, migrate

    try:
        return migrate(database)
    except Unreachable:
        stop("DATABASE_URL: the database can't be reached; check the address, and that it runs")
    except TooNew as error:
        stop(f"the database is from a newer version ({error}): run that version, or restore a backup")


def database_of(settings: Settings) -> "Database":
    """The database, with this version's tables, for commands that need no Slack."""
    from storage.database import Database

    database = opened(lambda: Database(settings.database_url.get_secret_value()))
    migrated(database)
    return database


def wired() -> "Bot":
    """The whole bot, not started, on a migrated database."""
    from bot.wiring import wire

    settings = settings_of(RunSettings)
    bot = opened(lambda: wire(settings))
    migrated(bot.database)
    return bot
