"""Who hears what becomes of a signal: who captured it or one that leads to it, and who follows it and may read it."""

from rituals.people import as_known
from rituals.permissions import Act, may
from storage import following, signals
from storage.database import Transaction
from storage.signals import Reader, Signal
from storage.workspaces import Workspace


def hearers(tx: Transaction, home: Workspace, signal: Signal) -> list[str]:
    """Everybody who hears of it, who captured it first."""
    told = authors(tx, home, signal)
    others = following.followers(tx, home.id, signal.id)
    readers = [one for one in others if one not in told and _may_read(tx, home, signal, one)]
    return list(dict.fromkeys([*told, *readers]))


def authors(tx: Transaction, home: Workspace, signal: Signal) -> list[str]:
    """Who captured it, then those who captured one that leads to it, each once."""
    return list(dict.fromkeys([signal.captured_by, *_led_authors(tx, home, signal)]))


def hears(tx: Transaction, home: Workspace, signal: Signal, person: str) -> bool:
    """Whether somebody hears of it still, at the time of telling."""
    return person in hearers(tx, home, signal)


def own(tx: Transaction, home: Workspace, signal: Signal, person: str) -> Signal | None:
    """The signal that somebody captured themselves, of those that say what this one says."""
    return next((one for one in (signal, *_led(tx, home, signal)) if one.captured_by == person), None)


def settle(tx: Transaction, home: Workspace, signal: Signal) -> list[str]:
    """A signal changed: who may read it no longer follows it no longer. Those whose Homes showed it."""
    everybody = following.followers(tx, home.id, signal.id)
    for person in everybody:
        if not _may_read(tx, home, signal, person):
            following.unfollow(tx, home.id, signal.id, person)
    return [*everybody, *_led_authors(tx, home, signal)]


def _led(tx: Transaction, home: Workspace, signal: Signal) -> list[Signal]:
    """The signals that lead to it, whoever may read them: their authors hear of it."""
    return signals.merged_into(tx, home.id, signal.id, Reader("", everything=True))


def _led_authors(tx: Transaction, home: Workspace, signal: Signal) -> list[str]:
    return [one.captured_by for one in _led(tx, home, signal)]


def _may_read(tx: Transaction, home: Workspace, signal: Signal, person: str) -> bool:
    return may(as_known(tx, home, person), Act.SEE_SIGNAL, home, signal)
