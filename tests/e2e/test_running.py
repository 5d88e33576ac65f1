"""The bot as it really runs: its own threads, Socket Mode, and as a process that is told to stop."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest
import requests
from sqlalchemy import select

from bot.kit.settings import RunSettings, load
from bot.manifest import EVENTS, SCOPES
from bot.playground.acts import Acts, SocketTransport
from bot.playground.server import Server as Playground
from bot.playground.world import Command, World
from bot.wiring import Bot, wire
from storage import tables
from storage.database import Database
from tests.e2e.house import HERE, TEAM, channels, people

ROOT = Path(__file__).parents[2]
SECRET = "a-signing-secret"
COMMANDS = tuple(Command(f"/{name}") for name in ("signal", "diapason"))
PRIVATE = "Umbrella is for sale"
Fresh = Callable[[str], AbstractContextManager[str]]


@contextmanager
def playground() -> Iterator[tuple[World, str]]:
    world = World(
        people(),
        channels(),
        clock=lambda: datetime.now(UTC),
        commands=COMMANDS,
        events=EVENTS,
        scopes=set(SCOPES),
        team=TEAM,
    )
    with Playground(world) as server:
        yield world, server.api_url


def get(port: int, path: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False  # no proxy stands between
        return session.get(f"http://127.0.0.1:{port}{path}", timeout=5)


def eventually(true: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether that becomes true in time."""
    until = monotonic() + seconds
    while not true():
        if monotonic() > until:
            return False
        Event().wait(0.02)
    return True


def kept(url: str) -> list[str]:
    """The verbatims in the database."""
    database = Database(url)
    with database.read() as tx:
        found = list(tx.scalars(select(tables.signals.c.verbatim)))
    database.close()
    return found


# In this process --------------------------------------------------------------------------------------------------------


@contextmanager
def started(url: str, mode: str, *faults: tuple[str, str]) -> Iterator[tuple[World, Bot, Acts]]:
    with playground() as (world, api_url):
        for method, kind in faults:
            world.faults.add(method, kind)
        settings = load(
            RunSettings,
            _env_file=None,
            slack_bot_token=world.token,
            slack_app_token=world.app_token if mode == "socket" else None,
            slack_signing_secret=SECRET if mode == "http" else None,
            slack_api_url=api_url,
            database_url=url,
            port=0,
        )
        assert settings.mode == mode
        bot = wire(settings)
        bot.start()
        assert bot.server
        try:
            transport = SocketTransport(world.sockets) if mode == "socket" else None
            yield (
                world,
                bot,
                Acts(world, f"http://127.0.0.1:{bot.server.port}/slack/events", SECRET, transport),
            )
        finally:
            bot.stop()


def test_socket_mode_connects_hears_answers_and_acts(database_url: str) -> None:
    with started(database_url, "socket") as (world, bot, acts):
        assert world.sockets.wait_for_connection(5)
        told = acts.type_command("U0LEA", HERE, f"/signal {PRIVATE}")
        assert told.ok
        assert told.ephemeral
        assert "S-1" in told.ephemeral.text
        form = acts.type_command("U0ANN", HERE, "/signal").view
        assert form
        assert acts.submit("U0ANN", form, {"signals.text": "from the form"}).ok
        refused = acts.submit(
            "U0ADA",
            acts.type_command("U0ADA", HERE, "/signal").view or form,
            {"signals.text": "x", "signals.link": "x"},
        )
        assert set(refused.errors) == {"signals.link"}
        acts.click("U0LEA", told.ephemeral, "signals.undo")
        assert eventually(lambda: "annulé" in world.ephemerals("U0LEA", HERE)[-1].text)
        assert sorted(kept(database_url)) == sorted([PRIVATE, "from the form"])
        assert bot.server
        assert get(bot.server.port, "/slack/events").status_code == 404  # nobody comes in by HTTP


def test_a_socket_that_slack_renews_is_opened_again(database_url: str) -> None:
    with started(database_url, "socket") as (world, _, acts):
        assert world.sockets.wait_for_connection(5)
        world.sockets.disconnect()
        assert eventually(
            lambda: sum(call.method == "apps.connections.open" for call in world.calls) >= 2, 30
        )
        assert eventually(lambda: acts.type_command("U0ANN", HERE, "/signal once more").ok)


@pytest.mark.parametrize("mode", ["http", "socket"])
def test_health_in_both_modes(fresh_database: Fresh, mode: str) -> None:
    with (
        fresh_database("sqlite") as url,
        started(url, mode, ("auth.test", "http_500")) as (world, bot, acts),
    ):
        assert bot.server
        port = bot.server.port
        assert get(port, "/healthz").status_code == 200
        assert eventually(lambda: world.faults.waiting == ())
        refused = get(port, "/readyz")
        assert (refused.status_code, refused.json()["slack"]) == (503, False)
        assert eventually(lambda: get(port, "/readyz").status_code == 200, 20)
        assert get(port, "/readyz").json() == {"ok": True, "database": True, "slack": True}
        assert mode == "http" or world.sockets.wait_for_connection(5)
        assert acts.type_command("U0ANN", HERE, "/signal Acme").ok


# As a process -----------------------------------------------------------------------------------------------------------


@dataclass
class Process:
    child: "subprocess.Popen[str]"
    world: World
    acts: Acts
    port: int
    said: list[str]
    reader: Thread

    def stop(self, number: int) -> tuple[int, float]:
        """Its exit status after that signal, and how many seconds it took."""
        at = monotonic()
        self.child.send_signal(number)
        status = self.child.wait(timeout=15)
        self.reader.join()
        return status, monotonic() - at


@contextmanager
def running(url: str, mode: str) -> Iterator[Process]:
    """`python -m bot run`, ready."""
    with playground() as (world, api_url):
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "DIAPASON_"))
        }
        environment |= {
            "SLACK_BOT_TOKEN": world.token,
            "SLACK_API_URL": api_url,
            "DATABASE_URL": url,
            "PORT": "0",
            "SLACK_MODE": mode,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_APP_TOKEN": world.app_token,
        }
        child = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
        )
        try:
            process = listen(child, world, mode)
            assert eventually(lambda: get(process.port, "/readyz").status_code == 200, 20)
            assert mode == "http" or world.sockets.count == 1
            yield process
        finally:
            child.kill()
            child.wait()


def listen(child: "subprocess.Popen[str]", world: World, mode: str) -> Process:
    assert child.stderr
    said: list[str] = []
    for line in child.stderr:
        said.append(line)
        if '"started"' in line:
            break
    else:
        raise AssertionError(f"it did not start: {''.join(said)}")
    port = int(json.loads(said[-1])["port"])
    reader = Thread(target=lambda: said.extend(child.stderr or ()))
    reader.start()
    transport = SocketTransport(world.sockets) if mode == "socket" else None
    return Process(
        child,
        world,
        Acts(world, f"http://127.0.0.1:{port}/slack/events", SECRET, transport),
        port,
        said,
        reader,
    )


@pytest.mark.parametrize(
    ("mode", "number"),
    [
        ("http", signal.SIGTERM),
        ("socket", signal.SIGINT),
        ("socket", signal.SIGTERM),
        ("http", signal.SIGINT),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_what_was_acknowledged_is_kept_when_told_to_stop(
    fresh_database: Fresh, backend: str, mode: str, number: int
) -> None:
    with fresh_database(backend) as url, running(url, mode) as process:
        acknowledged: list[str] = []
        ended: list[str | None] = []
        enough = Event()

        def talk() -> None:
            while True:
                text = f"{PRIVATE} {len(acknowledged)}"
                outcome = process.acts.type_command("U0ANN", HERE, f"/signal {text}")
                if not outcome.ok:
                    ended.append(outcome.error)
                    return
                acknowledged.append(text)
                if len(acknowledged) == 5:
                    enough.set()

        talking = Thread(target=talk)
        talking.start()
        assert enough.wait(10), ended
        status, seconds = process.stop(number)
        talking.join()
        assert status == 0
        assert seconds < 10
        assert len(acknowledged) >= 5
        stored: list[Any] = kept(url)
        assert set(acknowledged) <= set(stored)
        assert len(stored) <= len(acknowledged) + 1  # the one in hand
        log = "".join(process.said)
        assert '"stopped"' in log
        for secret in (process.world.token, process.world.app_token, SECRET, PRIVATE, "Umbrella"):
            assert secret not in log
