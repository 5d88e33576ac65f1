"""Who answers for a signal: the owner of its theme, else of the theme's area, else of the default one.

A restricted signal goes to the owner of the default area, who may read it.
"""

from rituals.home.fresh import freshen
from storage import areas, people
from storage.areas import Owner
from storage.database import Transaction
from storage.signals import TEAM, Signal
from storage.workspaces import Workspace


def owner_of(tx: Transaction, home: Workspace, signal: Signal) -> Owner | None:
    """Who answers for a signal; None before set-up named somebody."""
    if signal.themes and signal.visibility == TEAM:
        return areas.owner_of_signal(tx, home.id, signal.id, home.default_owner)
    if home.default_owner is None:
        return None
    return Owner(home.default_owner, people.names(tx, home.id, [home.default_owner]).get(home.default_owner))


def owns(tx: Transaction, home: Workspace, signal: Signal, person: str) -> bool:
    """Whether somebody answers for a signal."""
    owner = owner_of(tx, home, signal)
    return owner is not None and owner.person == person


def route(tx: Transaction, home: Workspace, signal: Signal, *others: str) -> str | None:
    """A signal came or changed: who captured it, who answers for it and the others find it so in their Homes.

    The name of who answers for it.
    """
    owner = owner_of(tx, home, signal)
    freshen(tx, home.id, signal.captured_by, *([owner.person] if owner else []), *others)
    return owner.name if owner else None


def owner_name(tx: Transaction, home: Workspace, signal: Signal) -> str | None:
    """The name of who answers for a signal."""
    owner = owner_of(tx, home, signal)
    return owner.name if owner else None
