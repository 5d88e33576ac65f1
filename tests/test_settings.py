"""Settings: one clear line for each problem, and `.env.example` and README that tell the truth."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.kit.settings import RunSettings, Settings, SettingsError, load

ROOT = Path(__file__).parent.parent
GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s3cret"}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No .env of a developer's, no variable of the machine's."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def lines(monkeypatch: pytest.MonkeyPatch, **values: str) -> list[str]:
    for name, value in (GOOD | values).items():
        monkeypatch.setenv(name, value)
    try:
        load(RunSettings)
    except SettingsError as error:
        return error.lines
    return []


def test_the_least_that_is_needed() -> None:
    with pytest.raises(SettingsError) as refused:
        load(RunSettings)
    assert [line.split()[0] for line in refused.value.lines] == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "many", "PORT"),
        ("PORT", "70000", "PORT"),
        ("SLACK_MODE", "pigeon", "SLACK_MODE"),
        ("DIAPASON_TIMEZONE", "Paris", "Europe/Paris"),
        ("DIAPASON_TIMEZONE", "../../etc/passwd", "Europe/Paris"),
        ("DIAPASON_LANGUAGE", "de", "DIAPASON_LANGUAGE"),
        ("DIAPASON_COMMAND_PREFIX", "Dia Pason", "DIAPASON_COMMAND_PREFIX"),
        ("DATABASE_URL", "mysql://x", "postgresql://"),
        ("DATABASE_URL", "postgresql://u:p@h:port/x", "postgresql://"),
        ("DATABASE_URL", "sqlite:///:memory:", "sqlite:///FILE"),
        ("DATABASE_URL", "sqlite:///", "sqlite:///FILE"),
        ("SLACK_SIGNING_SECRET", "  ", "SLACK_SIGNING_SECRET"),
        ("SLACK_API_URL", "slack.com", "https://"),
        ("SLACK_BOT_TOKEN", "xapp-1", "xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "xapp-"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL"),
        ("DIAPASON_SCORE_ACCOUNT", "three", "whole number"),
        ("DIAPASON_SCORE_SIGNAL", "-1", "whole number"),
        ("DIAPASON_SCORE_DEALBREAKER", "2.5", "whole number"),
        ("DIAPASON_SCORE_REVENUE_STEP", "10 000 €", "whole number"),
    ],
)
def test_what_is_malformed_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    (line,) = lines(monkeypatch, **{name: value})
    assert name in line
    assert says in line


def test_several_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(lines(monkeypatch, PORT="x", LOG_LEVEL="y", DIAPASON_LANGUAGE="z")) == 3


def test_no_secret_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    told = lines(monkeypatch, SLACK_BOT_TOKEN="hunter2", DATABASE_URL="mysql://me:hunter2@host/db")
    assert "hunter2" not in "".join(told)


def test_socket_mode_by_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lines(monkeypatch) == []
    assert load(RunSettings).mode == "http"
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    assert load(RunSettings).mode == "socket"
    monkeypatch.setenv("SLACK_MODE", "http")
    assert load(RunSettings).mode == "http"


def test_socket_mode_without_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = lines(monkeypatch, SLACK_MODE="socket")
    assert line.startswith("SLACK_APP_TOKEN")


def names_in(path: Path, pattern: str) -> set[str]:
    return set(re.findall(pattern, path.read_text("utf-8"), re.MULTILINE))


def test_the_example_lists_every_setting_with_a_sentence() -> None:
    example = ROOT / ".env.example"
    assert names_in(example, r"^([A-Z_]+)=") == {name.upper() for name in Settings.model_fields}
    assert all(
        re.search(rf"^# .*[.:].*\n(?:# .*\n)*{name}=", example.read_text("utf-8"), re.MULTILINE)
        for name in names_in(example, r"^([A-Z_]+)=")
    )


def test_readme_lists_every_setting() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in readme] == []


@pytest.mark.parametrize("command", [["run"], ["rituals", "list"], ["doctor"]])
def test_a_start_without_settings_stops_with_words_and_status_2(tmp_path: Path, command: list[str]) -> None:
    clean = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=tmp_path,
        env=clean | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("diapason: ")]
    assert [line.split()[1] for line in told] == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]
