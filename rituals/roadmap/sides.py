"""Whose evidence it is: what product's own people noted, or what marketing, sales and everybody else brought."""

from rituals.permissions import Role
from storage import areas, roles
from storage.database import Transaction
from storage.workspaces import Workspace


def product_people(tx: Transaction, home: Workspace) -> set[str]:
    """Those who are PMs by their role; while nobody is, those who answer for an area or for everything else."""
    if pms := roles.persons(tx, home.id, Role.PM):
        return pms
    owners = {area.owner for area in areas.all_of(tx, home.id)}
    return owners | ({home.default_owner} if home.default_owner else set())
