"""SQLite has room for one writer: while another process holds it, people are answered in time, and workers wait."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Thread
from time import monotonic

import pytest

from bot.hearing import WRITERS_WAIT
from storage import machine
from storage.database import Busy, Database
from tests.e2e.conftest import Logs
from tests.e2e.house import HERE, House, open_house

SLACK_WAITS = 3.0
HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
held.execute("ROLLBACK")
"""
Fresh = Callable[[str], AbstractContextManager[str]]


@contextmanager
def held(database: Database) -> Iterator[Callable[[], None]]:
    """Another process holds the place for writers, until what is handed out is called."""
    path = database.url.database
    assert path is not None
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"

        def release() -> None:
            assert holder.stdin is not None
            holder.stdin.close()
            holder.wait()

        yield release
        if holder.poll() is None:
            release()


@pytest.fixture
def house(fresh_database: Fresh) -> Iterator[House]:
    with fresh_database("sqlite") as url, open_house(url) as opened:
        opened.set_up()
        yield opened


def test_a_person_gets_their_words_back_in_time(house: House, logs: Logs) -> None:
    house.type("U0ANN", "/signal so that the bot knows Ann")
    with held(house.bot.database):
        begun = monotonic()
        outcome = house.acts.type_command("U0ANN", HERE, "/signal Acme wants <SSO>")
        assert monotonic() - begun < SLACK_WAITS
    assert outcome.ephemeral is not None
    assert "busy just now, so nothing was saved" in outcome.ephemeral.text
    assert "Acme wants &lt;SSO&gt;" in outcome.ephemeral.text
    assert [
        entry["reference"] in outcome.ephemeral.text for entry in logs if entry["event"] == "request_failed"
    ] == [True]
    assert house.count() == 1
    assert "S-2" in house.type("U0ANN", "/signal Acme wants <SSO>").text


def test_a_worker_waits_longer_than_a_person(house: House) -> None:
    database = house.bot.database
    done: list[float] = []

    def work() -> None:
        begun = monotonic()
        with database.write() as tx:
            machine.put(tx, machine.BEAT, "now")
        done.append(monotonic() - begun)

    with held(database) as release:
        worker = Thread(target=work)
        worker.start()
        with pytest.raises(Busy), database.hurried(WRITERS_WAIT), database.write():
            pass
        worker.join(WRITERS_WAIT)  # the time in which a person would have been answered
        assert done == []
        release()
        worker.join()
    assert done[0] > WRITERS_WAIT


def test_one_request_has_one_patience_for_all_that_it_writes(house: House) -> None:
    with held(house.bot.database), house.bot.database.hurried(0.3):
        begun = monotonic()
        for _ in range(3):
            with pytest.raises(Busy), house.bot.database.write():
                pass
        assert monotonic() - begun < 0.9
