"""Who answers for a signal: the owner of its area, else of the default one.

A restricted signal goes to the owner of the default area, who may read it.
"""

from dataclasses import dataclass

from rituals.home.fresh import freshen
from storage import areas, people
from storage.database import Transaction
from storage.signals import TEAM, Signal
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Owner:
    """Somebody who answers for a signal; `area` is the area's name, None for the default one."""

    person: str
    area: str | None = None


def owner_of(tx: Transaction, home: Workspace, signal: Signal) -> Owner | None:
    """Who answers for a signal; None before set-up named somebody."""
    if signal.themes and signal.visibility == TEAM and (area := areas.of_signal(tx, home.id, signal.id)):
        return Owner(area.owner, area.name)
    return Owner(home.default_owner) if home.default_owner else None


def route(tx: Transaction, home: Workspace, signal: Signal) -> str | None:
    """A signal came or changed: who captured it and who answers for it find it in their Homes. The name of the latter."""
    owner = owner_of(tx, home, signal)
    freshen(tx, home.id, signal.captured_by, *([owner.person] if owner else []))
    return people.names(tx, home.id, [owner.person]).get(owner.person) if owner else None


def owner_name(tx: Transaction, home: Workspace, signal: Signal) -> str | None:
    """The name of who answers for a signal."""
    owner = owner_of(tx, home, signal)
    return people.names(tx, home.id, [owner.person]).get(owner.person) if owner else None
