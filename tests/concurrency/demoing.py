"""A process that does what the clock asks of demos, and is killed at the statement that its parent names."""

import os
import signal
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import event

from rituals.demos import clock
from storage.database import Database
from tests.team import Clock, services_of


def tick(database_url: str, now: datetime, dies_at: int | None) -> None:
    """Make sessions and say what is due at that time, but for a kill before that statement, counted from 1."""
    database = Database(database_url)
    services = services_of(database, Clock(now))
    number = count(1)

    def may_die(*_: Any) -> None:
        if next(number) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", may_die)
    clock.step(services)
    database.close()
