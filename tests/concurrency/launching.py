"""A process that starts a launch, and is killed at the statement that its parent names."""

import os
import signal
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import event

from rituals.launches import starting
from rituals.messages.launch_forms import Asked, role_input
from rituals.services import Person, person_id
from storage.database import Database
from tests.team import HOME, Clock, services_of

PAM = Person(person_id(HOME, "UPam"), HOME, "Pam", "en", "Europe/Paris")
KEY = "form:V1"


def asked(release: str) -> Asked:
    return Asked(release, ("revenue",), "customers", date(2026, 12, 7), date(2026, 12, 14), "C1")


def start(database_url: str, release: str, dies_at: int | None) -> None:
    """Start it, but for a kill before that statement, counted from 1; 0 kills right after the commit."""
    database = Database(database_url)
    services = services_of(database, Clock())
    number = count(1)

    def may_die(*_: Any) -> None:
        if next(number) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", may_die)
    starting.start(services, PAM, asked(release), {role_input("pm"): "UPam"}, KEY)
    if dies_at == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    database.close()
