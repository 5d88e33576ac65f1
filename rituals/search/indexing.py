"""Keeping the index true: an object is indexed in the transaction that writes it."""

from collections.abc import Iterable

from bot.kit.blocks import display
from storage import search
from storage.database import Transaction
from storage.releases import KIND as RELEASE
from storage.releases import Release
from storage.roadmap import KIND as ITEM
from storage.roadmap import Item
from storage.signals import KIND as SIGNAL
from storage.signals import RESTRICTED, Signal


def index_signal(tx: Transaction, workspace: str, signal: Signal) -> None:
    """A signal is found by its words, its correction, and what was understood for certain; an undone one is not."""
    if signal.undone_at:
        search.remove(tx, workspace, SIGNAL, signal.id)
        return
    index_signals(tx, workspace, [signal])


def index_signals(tx: Transaction, workspace: str, found: Iterable[Signal]) -> None:
    """As `index_signal`, for many that are not undone."""
    search.index_all(tx, workspace, SIGNAL, map(_entry, found))


def _entry(signal: Signal) -> search.Entry:
    account = signal.account if signal.account_certain else None
    words = (display(signal.words), signal.correction, account, signal.competitor, *signal.themes)
    only_for = signal.captured_by if signal.visibility == RESTRICTED else None
    return search.Entry(signal.id, words, only_for)


def index_item(tx: Transaction, workspace: str, item: Item) -> None:
    """A roadmap item is found by its title and details."""
    search.index(tx, workspace, ITEM, item.id, (item.title, item.details))


def index_release(tx: Transaction, workspace: str, release: Release) -> None:
    """A release is found by all that was written of it."""
    told = (release.audience, release.value, release.arguments, release.use_cases, release.results)
    details = (*told, release.proof, release.questions)
    search.index(tx, workspace, RELEASE, release.id, (release.name, release.changes, *details))
