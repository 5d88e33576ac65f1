"""How the machine is, for admins: the few numbers that say whether somebody should look."""

from datetime import UTC, datetime

from rituals.doctor.rules import BEAT_MAY_BE_OLD
from rituals.home.fresh import HOME
from rituals.home.sight import Sight
from rituals.messages.home.records import Machine
from storage.machine import health


def machine(sight: Sight) -> Machine:
    found = health(sight.tx, sight.home.id, HOME)  # this very Home waits to be shown
    late = found.beat is None or datetime.now(UTC) - found.beat > BEAT_MAY_BE_OLD
    return Machine(found, well=not (found.failed or found.jobs_failed or found.rituals_stopped or late))
