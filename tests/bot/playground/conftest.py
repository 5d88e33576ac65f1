"""A running playground, and the app's client for it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.playground.server import Server
from bot.playground.world import World
from tests.bot.playground.company import Clock, Stopwatch, make_world


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
