"""Who hosts: in turn, so that it is each one's turn equally often; who is away or has left is passed over."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from rituals.messages.demos.settings import Settings
from rituals.permissions import Role
from storage import absences, demos, people, roles
from storage.database import Transaction
from storage.workspaces import Workspace

LOOKED_BACK = timedelta(days=365)
_NEVER = datetime.min.replace(tzinfo=UTC)


def pick(
    tx: Transaction, home: Workspace, kind: str, settings: Settings, day: date, now: datetime
) -> str | None:
    """Whose turn it is on a day. None where all are away."""
    turns = rota(tx, home, settings)
    gone = people.left(tx, home.id, turns) | absences.on(tx, home.id, day).keys()
    here = [person for person in turns if person not in gone]
    return in_turn(here, demos.last_hosted(tx, home.id, kind, now - LOOKED_BACK))


def rota(tx: Transaction, home: Workspace, settings: Settings) -> list[str]:
    """Those who take turns: who was chosen, else product and marketing, else who answers for everything."""
    if settings.rota:
        return list(settings.rota)
    found = roles.persons(tx, home.id, Role.PM) | roles.persons(tx, home.id, Role.MARKETING)
    return sorted(found) or ([home.default_owner] if home.default_owner else [])


def in_turn(here: Sequence[str], last: Mapping[str, datetime]) -> str | None:
    """Whose last time is the longest ago; never is longer. Pure."""
    return min(here, key=lambda person: last.get(person, _NEVER), default=None)
