"""`migrate`, `doctor`, `manifest`: what an admin needs to bring the bot up and to know how it is."""

import json
import sys

import click

from bot.commands.ground import migrated, opened, settings_of, stop
from bot.kit.settings import RunSettings, Settings, SettingsError


@click.command()
def migrate() -> None:
    """Bring the database to this version's tables (`run` does it by itself)."""
    from storage.database import Database

    settings = settings_of(Settings)
    database = opened(lambda: Database(settings.database_url.get_secret_value()))
    click.echo("migrated" if migrated(database) else "nothing to do")


@click.command()
def doctor() -> None:
    """Say what is wrong, and what to do about it."""
    from bot.wiring import wire
    from rituals.doctor.rules import Level
    from rituals.messages.doctor import as_lines

    settings = settings_of(RunSettings)
    bot = wire(settings)
    found = bot.doctor.examine()
    texts = bot.services.catalogs.texts(settings.diapason_language, settings.diapason_timezone)
    click.echo("\n".join(as_lines(texts, found, prefix=settings.diapason_command_prefix)))
    sys.exit(1 if any(check.level is Level.BROKEN for check in found) else 0)


@click.command()
@click.option("--http", is_flag=True, help="for HTTP mode; needs PUBLIC_URL")
def manifest(http: bool) -> None:
    """Print the Slack app manifest, to create the app from."""
    from bot.manifest import manifest as made
    from bot.wiring import wire

    # The app does not exist yet, so nobody has a token: nobody is called either.
    nobody = {"slack_bot_token": "xoxb-none-yet", "slack_signing_secret": "none-yet"}
    bot = wire(settings_of(Settings, **nobody))
    try:
        click.echo(json.dumps(made(bot.commands, bot.settings, http=http), indent=2, ensure_ascii=False))
    except SettingsError as error:
        stop(*error.lines)
