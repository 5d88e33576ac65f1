"""The side of the house that somebody votes from, by the roles that they were given."""

from collections.abc import Collection

from rituals.permissions import Role
from storage import roles
from storage.database import Transaction
from storage.workspaces import Workspace

ROLES = {"product": Role.PM, "marketing": Role.MARKETING, "sales": Role.SALES}
"""Who has several roles is of the first of these sides."""


def sides(tx: Transaction, home: Workspace) -> dict[str, str]:
    """The side of everybody who has one."""
    found: dict[str, str] = {}
    for side, role in ROLES.items():
        for person in roles.persons(tx, home.id, role):
            found.setdefault(person, side)
    return found


def sides_of(tx: Transaction, home: Workspace, persons: Collection[str]) -> dict[str, str]:
    """The side of each of these people who has one."""
    wanted = set(persons)
    return {person: side for person, side in sides(tx, home).items() if person in wanted}
