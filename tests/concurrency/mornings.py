"""A process that runs the rituals which are due, and is killed at the statement that its parent names."""

import os
import signal
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import event

from rituals.catalog import RITUALS
from rituals.running import run_due
from storage.database import Database
from tests.team import Clock, services_of


def morning(database_url: str, now: datetime, dies_at: int | None) -> None:
    """Run what is due at that time, but for a kill before that statement, counted from 1."""
    database = Database(database_url)
    services = services_of(database, Clock(now))
    number = count(1)

    def may_die(*_: Any) -> None:
        if next(number) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", may_die)
    run_due(services, RITUALS)
    database.close()
