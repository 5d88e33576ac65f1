"""`run`: the bot against Slack. `demo`: the bot against a small Slack of its own."""

import os
from typing import TYPE_CHECKING

import click
import structlog

from bot import stopping
from bot.commands.ground import all_is_loaded, migrated, opened, settings_of, stop
from bot.kit.settings import RunSettings

if TYPE_CHECKING:
    from bot.wiring import Bot


@click.command()
def run() -> None:
    """Run the bot against Slack (settings: .env.example)."""
    settings = settings_of(RunSettings)
    from bot.wiring import wire

    stopping.keep()
    bot = opened(lambda: wire(settings))
    migrated(bot.database)
    _greet(bot)
    try:
        bot.start()
    except OSError as error:
        stop(
            f"HOST, PORT: can't listen on {settings.host}:{settings.port} ({error.strerror or error}); choose another"
        )
    stopping.wait()
    if not bot.stop():
        os._exit(
            0
        )  # a step that hangs must not keep the process: its lease ends, and somebody else takes it up


@click.command()
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

    all_is_loaded()
    run_demo(port)


def _greet(bot: "Bot") -> None:
    """Ask Slack who we are before anything runs: a token that it refuses ends the start, silence does not."""
    from slack_sdk.errors import SlackApiError

    from rituals.services import SlackUnavailable

    try:
        bot.connection.ensure()
    except SlackApiError as error:
        stop(
            f"SLACK_BOT_TOKEN: Slack refuses it ({error.response['error']}); copy it again from “OAuth & Permissions”"
        )
    except SlackUnavailable:
        structlog.get_logger().warning("slack_unreachable")
