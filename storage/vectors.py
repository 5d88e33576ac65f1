"""Vectors of what signals and roadmap items mean: which are missing, and what is new.

An entry of the search index says which model made its vector; one whose words changed says none, and is encoded again. So
there is no other list of what is to be done, and nothing is to be repaired after a crash or when the extra comes later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, delete, select, update

from storage.database import Transaction
from storage.releases import KIND as RELEASE
from storage.signals import Reader
from storage.tables import search_entries, vectors
from storage.upsert import insert


@dataclass(frozen=True)
class Entry:
    """An entry without a vector, with its words as they were when it was read."""

    workspace: str
    kind: str
    object_id: str
    words: str


@dataclass(frozen=True)
class Kept:
    """A vector in its place among all."""

    seq: int
    object_id: str
    vector: bytes


_ENTRY = search_entries.c
_TO_ENCODE = and_(_ENTRY.encoded_by.is_(None), _ENTRY.kind != RELEASE)
_MISSING = (
    select(_ENTRY.workspace_id, _ENTRY.kind, _ENTRY.object_id, _ENTRY.words)
    .where(_TO_ENCODE)
    .order_by(_ENTRY.seq.desc())
    .limit(bindparam("limit"))
)
_ENCODED = (
    update(search_entries)
    .where(
        _ENTRY.workspace_id == bindparam("workspace"),
        _ENTRY.kind == bindparam("object_kind"),
        _ENTRY.object_id == bindparam("object"),
        _ENTRY.words == bindparam("read"),
    )
    .values(encoded_by=bindparam("model"))
    .returning(_ENTRY.seq)
)
_OF_MODEL = and_(vectors.c.workspace_id == bindparam("workspace"), vectors.c.model == bindparam("model"))
_SEQS = select(vectors.c.seq).where(_OF_MODEL, vectors.c.seq > bindparam("after")).order_by(vectors.c.seq)
_NEWEST = select(vectors.c.seq).where(_OF_MODEL).order_by(vectors.c.seq.desc()).limit(bindparam("limit"))
_THESE = (
    select(vectors.c.seq, vectors.c.object_id, vectors.c.vector)
    .where(_OF_MODEL, vectors.c.seq.in_(bindparam("seqs", expanding=True)))
    .order_by(vectors.c.seq)
)


def missing(tx: Transaction, limit: int) -> list[Entry]:
    """Entries of all workspaces whose words have no vector, the newest first."""
    return [Entry(*row) for row in tx.execute(_MISSING, {"limit": limit})]


def put(tx: Transaction, entry: Entry, model: str, vector: bytes | None) -> bool:
    """Keep the vector of an entry, or that it has none; False, with nothing done, if its words have changed meanwhile."""
    which = {"workspace": entry.workspace, "object_kind": entry.kind, "object": entry.object_id}
    if tx.scalar(_ENCODED, which | {"read": entry.words, "model": model}) is None:
        return False
    forget(tx, entry.workspace, entry.kind, entry.object_id)
    if vector is not None:
        tx.execute(
            insert(tx, vectors).values(
                workspace_id=entry.workspace,
                model=model,
                kind=entry.kind,
                object_id=entry.object_id,
                vector=vector,
            )
        )
    return True


def forget(tx: Transaction, workspace: str, kind: str, object_id: str) -> None:
    """Keep no vector of an object."""
    tx.execute(
        delete(vectors).where(
            vectors.c.workspace_id == workspace, vectors.c.kind == kind, vectors.c.object_id == object_id
        )
    )


def of_others(tx: Transaction, model: str) -> bool:
    """Whether there are vectors of another model."""
    return tx.scalar(select(vectors.c.seq).where(vectors.c.model != model).limit(1)) is not None


def anew(tx: Transaction, model: str) -> None:
    """Have everything that another model encoded be encoded by this one."""
    tx.execute(update(search_entries).where(_ENTRY.encoded_by != model).values(encoded_by=None))
    tx.execute(delete(vectors).where(vectors.c.model != model))


def newest(tx: Transaction, workspace: str, model: str, limit: int) -> list[int]:
    """The places of the newest vectors, the newest last."""
    found = tx.scalars(_NEWEST, {"workspace": workspace, "model": model, "limit": limit})
    return sorted(found)


def since(tx: Transaction, workspace: str, model: str, after: int) -> list[int]:
    """The places of the vectors after a place."""
    return list(tx.scalars(_SEQS, {"workspace": workspace, "model": model, "after": after}))


def these(tx: Transaction, workspace: str, model: str, seqs: Sequence[int]) -> list[Kept]:
    """The vectors in these places, in their order."""
    if not seqs:
        return []
    found = tx.execute(_THESE, {"workspace": workspace, "model": model, "seqs": list(seqs)})
    return [Kept(*row) for row in found]


def seen(tx: Transaction, workspace: str, object_ids: Iterable[str], reader: Reader) -> set[str]:
    """Those of these objects that are to be found and that the reader may see."""
    which = and_(_ENTRY.workspace_id == workspace, _ENTRY.object_id.in_(list(object_ids)))
    if not reader.everything:
        which = and_(which, _ENTRY.only_for.is_(None) | (_ENTRY.only_for == reader.person))
    return set(tx.scalars(select(_ENTRY.object_id).where(which)))
