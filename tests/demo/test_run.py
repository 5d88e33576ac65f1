"""`python -m bot demo` as somebody runs it: one address, and a clean end."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
import requests

from bot.demo import run

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0  # seconds for a busy machine; it takes about four


@contextmanager
def started(folder: Path, *more: str) -> "Iterator[subprocess.Popen[str]]":
    """The demo in a process of its own, in an empty folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", *more],
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT),
            "PATH": "",
            "LANG": "C.UTF-8",
            "SLACK_MODE": "socket",
            "PORT": "nonsense",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    guard = Timer(PATIENCE, process.kill)
    guard.start()
    try:
        yield process
    finally:
        guard.cancel()
        process.kill()
        process.communicate()


def address(process: "subprocess.Popen[str]") -> str:
    """The one address that it prints, when everything runs."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found[0]
    raise AssertionError(process.stderr.read() if process.stderr else "")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_an_address_and_ends_when_told(tmp_path: Path, ending: signal.Signals) -> None:
    with started(tmp_path) as process:
        page = requests.get(address(process), timeout=10)
        assert page.status_code == 200
        assert "Estacade" in page.text
        process.send_signal(ending)
        said, wrong = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Traceback" not in said + wrong
    assert not re.search(r'"level": "(error|critical)"', wrong), wrong


def test_two_demos_at_once_get_a_port_each() -> None:
    with run.listen_near(8080) as first, run.listen_near(8080) as second:
        assert first.getsockname()[1] < second.getsockname()[1]


def test_each_start_begins_with_an_empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "var").mkdir()
    left = tmp_path / "var" / "demo-8080.db-wal"
    left.write_text("of another time")
    assert run.fresh_database(8080) == "sqlite:///var/demo-8080.db"
    assert not left.exists()
    assert (tmp_path / "var" / "demo-8080.db").stat().st_size > 0


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_CA.UTF-8", "LC_ALL": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_company_speaks_the_terminal_s_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run.terminal_language() == language
