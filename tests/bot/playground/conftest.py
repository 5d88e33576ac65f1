"""A running playground, the app's client for it, and people who act on a small app."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.playground.acts import Acts
from bot.playground.server import Server
from bot.playground.world import World
from tests.bot.playground.company import Clock, Stopwatch, make_world
from tests.bot.playground.tiny_app import SECRET, make_bolt, serving


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def world(clock: Clock) -> World:
    return make_world(clock)


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    with Server(world) as running:
        yield running


@pytest.fixture
def client(world: World, server: Server) -> WebClient:
    return WebClient(world.token, base_url=server.api_url, timeout=5, retry_handlers=[])


@pytest.fixture
def bolt(world: World, server: Server) -> App:
    return make_bolt(world, server)


@pytest.fixture
def acts(world: World, bolt: App) -> Iterator[Acts]:
    with serving(bolt) as url:
        yield Acts(world, url, SECRET)


@pytest.fixture
def heard(bolt: App) -> list[dict[str, Any]]:
    """The payloads that the app was sent; it acknowledges each."""
    payloads: list[dict[str, Any]] = []

    def listen(ack: Any, body: dict[str, Any]) -> None:
        payloads.append(body)
        ack()

    for action_id in ("go", "pick", "menu", "text.value"):
        bolt.action(action_id)(listen)
    bolt.view("form")(listen)
    bolt.view_closed("form")(listen)
    bolt.message_shortcut("save_signal")(listen)
    return payloads
