"""Starting and ending for real: `python -m bot run` as a process, and a bot that starts before Slack answers."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.playground.server import Server as Playground
from bot.playground.world import World
from storage.tables import workspaces
from tests.e2e.house import HERE, TEAM, House, channels, people
from tests.team import Clock

ROOT = Path(__file__).parents[2]


@pytest.fixture
def playground() -> Any:
    with Playground(World(people(), channels(), clock=Clock())) as server:
        yield server


def run(tmp_path: Path, playground: Playground, **environment: str) -> "subprocess.Popen[str]":
    given = {
        "SLACK_BOT_TOKEN": "xoxb-playground",
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_API_URL": playground.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path}/diapason.db",
        "PORT": "0",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=os.environ | given | environment,
        stderr=subprocess.PIPE,
        text=True,
    )


def started(process: "subprocess.Popen[str]") -> bool:
    assert process.stderr
    return any('"started"' in line for line in process.stderr)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_when_told(tmp_path: Path, playground: Playground, number: int) -> None:
    process = run(tmp_path, playground)
    assert started(process)
    process.send_signal(number)
    assert process.wait(20) == 0  # ten seconds are promised; machines that test are busy


def test_what_only_some_work_needs_is_not_loaded_by_a_start() -> None:
    later = ("alembic", "icalendar", "markdown_it", "requests", "snowballstemmer")
    code = f"import sys, bot.__main__, bot.wiring; print([name for name in {later} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).strip() == "[]"


def test_a_taken_port_ends_the_start_with_words(tmp_path: Path, playground: Playground) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = run(tmp_path, playground, PORT=str(taken.getsockname()[1]))
        _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "PORT" in told
    assert "Traceback" not in told


def test_a_refused_token_ends_the_start_with_words(tmp_path: Path, playground: Playground) -> None:
    process = run(tmp_path, playground, SLACK_BOT_TOKEN="xoxb-somebody-elses")
    _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "SLACK_BOT_TOKEN: Slack refuses it (invalid_auth)" in told
    assert "somebody-elses" not in told


def test_while_slack_does_not_tell_who_we_are_signals_are_kept(house: House) -> None:
    at_the_start = len(house.world.calls)
    house.bot.connection.identity = None
    house.world.faults.add("auth.test", "error:invalid_auth", times=5)
    answer = house.acts.type_command("U0ANN", "C0GEN", "/signal Acme wants SSO")
    assert answer.ephemeral is not None
    assert "S-1" in answer.ephemeral.text
    assert "auth.test" not in [call.method for call in house.world.calls[at_the_start:]]


def test_before_any_workspace_is_known_it_says_so(house: House) -> None:
    house.bot.connection.identity = None
    with house.bot.database.write() as tx:
        tx.execute(workspaces.update().values(id="T0ELSE"))
    told = house.type("U0ANN", "/signal Acme wants SSO").text
    assert "just starting" in told
    assert "Acme wants SSO" in told  # to copy


def test_what_happens_before_any_workspace_is_known_is_heard_when_slack_sends_it_again(house: House) -> None:
    house.acts.invite("U0ADA", HERE, house.world.bot_user)
    house.settle()
    house.bot.connection.identity = None
    with house.bot.database.write() as tx:
        tx.execute(workspaces.update().values(id="T0ELSE"))
    said = house.acts.say("U0LEA", HERE, "@diapason Acme needs SSO")
    with house.bot.database.write() as tx:
        tx.execute(workspaces.update().values(id=TEAM))
    house.clock.later(minutes=2)
    while house.acts.retry_due_events():
        pass
    house.settle()
    [answer] = house.world.replies(HERE, said.ts)
    assert answer.bot
