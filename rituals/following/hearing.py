"""Who hears what becomes of a signal: who captured it, and those who follow it for as long as they may read it."""

from rituals.people import as_known
from rituals.permissions import Act, may
from storage import following
from storage.database import Transaction
from storage.signals import Signal
from storage.workspaces import Workspace


def hearers(tx: Transaction, home: Workspace, signal: Signal) -> list[str]:
    """Everybody who hears of it, who captured it first."""
    others = [
        person
        for person in following.followers(tx, home.id, signal.id)
        if person != signal.captured_by and _may_read(tx, home, signal, person)
    ]
    return [signal.captured_by, *others]


def hears(tx: Transaction, home: Workspace, signal: Signal, person: str) -> bool:
    """Whether somebody hears of it still, at the time of telling."""
    return person in hearers(tx, home, signal)


def settle(tx: Transaction, home: Workspace, signal: Signal) -> list[str]:
    """A signal changed: who may read it no longer follows it no longer. Those whose Homes showed it."""
    everybody = following.followers(tx, home.id, signal.id)
    for person in everybody:
        if not _may_read(tx, home, signal, person):
            following.unfollow(tx, home.id, signal.id, person)
    return everybody


def _may_read(tx: Transaction, home: Workspace, signal: Signal, person: str) -> bool:
    return may(as_known(tx, home, person), Act.SEE_SIGNAL, home, signal)
