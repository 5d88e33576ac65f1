"""The command line on a database of each kind, as somebody at a terminal uses it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from rituals.services import Services
from storage.database import Database
from tests.team import Clock, add_person, add_workspace, services_of

Run = Callable[..., Result]


@pytest.fixture
def team(database_url: str) -> Iterator[Services]:
    """A team with Ann in it, on the database that `run` uses."""
    database = Database(database_url)
    services = services_of(database, Clock())
    add_workspace(services)
    add_person(services, "Ann")
    yield services
    database.close()


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder; what it printed and its exit status."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return run
