"""Who can, for those who can't: by role, and by name where they are few."""

from rituals.permissions import Role
from rituals.refusals import NotAllowed
from rituals.services import Services
from storage import people, roles
from storage.database import Transaction

NAMED = 4  # more people are told by their role alone


def who_can(services: Services, workspace: str, refused: NotAllowed) -> list[tuple[str, list[str]]]:
    """By text key, the names of those who may do what was refused; no names where they are many."""
    found = [(f"who.{bond}", list[str]()) for bond in refused.bonds]
    with services.read() as tx:
        for role in refused.roles:
            names = _names(tx, workspace, role)
            found.append((f"who.{role}", names if len(names) <= NAMED else []))
    return found


def _names(tx: Transaction, workspace: str, role: str) -> list[str]:
    if role == Role.MEMBER:
        return []
    if role != Role.ADMIN:
        return roles.holders(tx, workspace, role, NAMED + 1)
    admins = people.admins(tx, workspace)
    found = people.names(tx, workspace, admins[: NAMED + 1])
    return sorted(name for name in found.values() if name)
