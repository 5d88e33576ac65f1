"""The files that people asked for, made when they are sent, with the eyes of who gets them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from bot.kit.message import Message
from rituals.exports.asking import AUDIT_FILE, SIGNALS_FILE, read_back
from rituals.exports.formats import Format, writer
from rituals.messages import exports as looks
from rituals.permissions import Act, may, reader, workspace_of
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person, PersonId
from storage import exports, people, search, signals
from storage.signals import Reader, Signal
from storage.tables import audit
from storage.workspaces import Workspace

MOST_SIGNALS = 10_000  # in one file: some 2 MB, made and sent while no other message waits for long
MOST_CHANGES = 50_000
BATCH = 500
COLUMNS = (
    "ref",
    "text",
    "correction",
    "said_by",
    "said_at",
    "captured_by",
    "captured_at",
    "account",
    "themes",
    "kind",
    "importance",
    "competitor",
    "amount",
    "currency",
    "state",
    "link",
    "visibility",
    "source",
    "permalink",
    "id",
)
"""As the import knows them, where it takes them."""


def _signals(scene: Scene, facts: Facts) -> Message | None:
    home, person = _asked_by(scene)
    if not may(person, Act.EXPORT, home):
        return None
    eyes, wanted = reader(person, home), read_back(facts["wanted"])
    found = search.newest(
        scene.tx, home.id, eyes, wanted, scene.services.common_words, limit=MOST_SIGNALS + 1
    )
    ids = [hit.object_id for hit in found[:MOST_SIGNALS]]
    content, count = _csv(COLUMNS, _rows(scene, eyes, ids))
    return looks.signals_file(
        scene.texts,
        content,
        day=scene.texts.local_day(scene.services.now()),
        count=count,
        cut=len(found) > MOST_SIGNALS,
    )


def _audit(scene: Scene, facts: Facts) -> Message | None:
    home, person = _asked_by(scene)
    if not may(person, Act.EXPORT_AUDIT, home):
        return None
    changes = exports.newest_audit(scene.tx, home.id, MOST_CHANGES + 1)
    content, count = _csv(exports.columns(audit), islice(changes, MOST_CHANGES))
    return looks.audit_file(
        scene.texts,
        content,
        day=scene.texts.local_day(scene.services.now()),
        count=count,
        cut=next(changes, None) is not None,
    )


def _asked_by(scene: Scene) -> tuple[Workspace, Person]:
    home = workspace_of(scene.tx, scene.workspace)
    return home, scene.services.directory.person(scene.workspace, PersonId(scene.recipient))


def _rows(scene: Scene, eyes: Reader, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The newest first; what was taken away from the reader's eyes a moment ago is left out."""
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        found = signals.several(scene.tx, scene.workspace, batch, eyes)
        captors = sorted({signal.captured_by for signal in found.values()})
        names = people.names(scene.tx, scene.workspace, captors)
        yield from (_row(found[one], names) for one in batch if one in found)


def _row(signal: Signal, names: Mapping[str, str]) -> dict[str, Any]:
    amount = looks.amount(signal)
    return {name: getattr(signal, name, None) for name in COLUMNS} | {
        "text": signal.verbatim,
        "captured_by": names.get(signal.captured_by, signal.captured_by),
        "account": signal.account if signal.account_certain else None,
        "themes": exports.LISTED.join(signal.themes),
        "amount": str(amount.amount) if amount else None,
        "currency": amount.currency if amount else None,
    }


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> tuple[bytes, int]:
    file, count = StringIO(newline=""), 0
    out = writer(Format.CSV, file, columns)
    for row in rows:
        out.write(row)
        count += 1
    return file.getvalue().encode(), count


# Rather twice: a second copy of what one asked for oneself harms nobody, none at all leaves one waiting.
KINDS = (
    MessageKind(SIGNALS_FILE, _signals, doubt=Doubt.RATHER_TWICE, muteable=False),
    MessageKind(AUDIT_FILE, _audit, doubt=Doubt.RATHER_TWICE, muteable=False),
)
