"""Messages and modals of the app, put before people."""

from typing import Any

from slack_sdk import WebClient

from bot.playground.world import Message, View, World
from tests.bot.playground.company import ANA, GENERAL


def posted(world: World, client: WebClient, *elements: dict[str, Any]) -> Message:
    """A message of the app's with these elements."""
    blocks = [{"type": "actions", "block_id": "acts", "elements": list(elements)}]
    ts = client.chat_postMessage(channel=GENERAL.id, text="choose", blocks=blocks)["ts"]
    message = world.message(GENERAL.id, ts)
    assert message is not None
    return message


def opened(world: World, client: WebClient, view: dict[str, Any]) -> View:
    """A modal before Ana."""
    client.views_open(trigger_id=world.triggers.issue(ANA.id), view=view)
    shown = world.views.top(ANA.id)
    assert shown is not None
    return shown
