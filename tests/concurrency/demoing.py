"""A process that does what the clock asks of demos, and is killed at the statement that its parent names."""

import os
import signal
from datetime import UTC, datetime
from itertools import count
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from typing import Any

from sqlalchemy import event

from rituals.demos import clock
from storage.database import Database
from tests.team import Clock, services_of


class SharedClock(Clock):
    """Shows what the parent set it to, in seconds since 1970."""

    def __init__(self, seconds: "Synchronized[float]") -> None:
        super().__init__()
        self._seconds = seconds

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self._seconds.value, UTC)


def tick(database_url: str, now: datetime, dies_at: int | None) -> None:
    """Make sessions and say what is due at that time, but for a kill before that statement, counted from 1."""
    database = Database(database_url)
    _kill_before(database, dies_at)
    clock.step(services_of(database, Clock(now)))
    database.close()


def live(database_url: str, seconds: "Synchronized[float]", dies_at: int, ended: Event) -> None:
    """Do what the clock asks for until told to end, but for a kill before that writing statement, counted from 1."""
    database = Database(database_url)
    _kill_before(database, dies_at, writing=True)
    services = services_of(database, SharedClock(seconds))
    while not ended.is_set():
        if not clock.step(services):
            ended.wait(0.02)
    database.close()


def _kill_before(database: Database, dies_at: int | None, *, writing: bool = False) -> None:
    number = count(1)

    def may_die(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not (writing and statement.startswith("SELECT")) and next(number) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", may_die)
