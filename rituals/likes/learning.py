"""Encoding what has no vector yet: what was just captured or changed, and, where the extra is new, all that is there."""

from collections.abc import Sequence

from bot.kit.blocks import display
from rituals.likes.meaning import Meanings
from rituals.services import Services
from storage import roadmap, signals, vectors, workspaces
from storage.database import Transaction
from storage.roadmap import Item
from storage.signals import Reader, Signal
from storage.vectors import Entry

AT_ONCE = 32  # texts: a batch is encoded faster than its texts one by one, and is soon done
LONGEST = 1000  # characters: the beginning of a longer text says what it is about
_ALL = Reader("", everything=True)


def learn(services: Services) -> bool:
    """Encode a few texts, and take up what was encoded. False if there was nothing to do, or no encoder is installed."""
    meanings = services.meanings
    if meanings is None:
        return False
    if not meanings.encoder.ready:
        _begin(services, meanings)
    with services.read() as tx:
        entries = vectors.missing(tx, AT_ONCE)
        told = _told(tx, entries)
    if entries:
        _encode(services, meanings, entries, told)
    with services.read() as tx:
        taken_up = [meanings.refresh(tx, workspace) for workspace in workspaces.ids(tx)]
    return bool(entries) or any(taken_up)


def text_of(thing: Signal | Item) -> str:
    """What is encoded of a signal or item."""
    parts: tuple[str | None, ...] = (
        (display(thing.words), thing.correction)
        if isinstance(thing, Signal)
        else (thing.title, thing.details)
    )
    return "\n".join(filter(None, parts))[:LONGEST].strip()


def _begin(services: Services, meanings: Meanings) -> None:
    """Read the model, and have what another one encoded be encoded by it."""
    meanings.encoder.load()
    with services.read() as tx:
        others = vectors.of_others(tx, meanings.encoder.name)
    if others:
        with services.database.write() as tx:
            vectors.anew(tx, meanings.encoder.name)


def _encode(services: Services, meanings: Meanings, entries: Sequence[Entry], told: dict[str, str]) -> None:
    known = [entry.object_id for entry in entries if told.get(entry.object_id)]
    made = meanings.encoder.encode([told[one] for one in known]) if known else []
    vector_of = dict(zip(known, made, strict=True))
    with services.database.write() as tx:
        for entry in sorted(entries, key=lambda entry: entry.object_id):  # one order: no deadlock
            vectors.put(tx, entry, meanings.encoder.name, vector_of.get(entry.object_id))


def _told(tx: Transaction, entries: Sequence[Entry]) -> dict[str, str]:
    """What each entry is about, by the id of its object."""
    told: dict[str, str] = {}
    for workspace in {entry.workspace for entry in entries}:
        ids = [entry.object_id for entry in entries if entry.workspace == workspace]
        for signal in signals.several(tx, workspace, ids, _ALL).values():
            told[signal.id] = text_of(signal)
        for item in roadmap.several(tx, workspace, ids).values():
            told[item.id] = text_of(item)
    return told
