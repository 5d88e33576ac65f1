"""Sources of releases: watched repositories and changelogs, how their looks go, and what was imported of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update

from storage import counters
from storage.database import Transaction
from storage.tables import release_imports, release_sources
from storage.upsert import insert

KIND = "release_source"
KEY_LIMIT = 255


@dataclass(frozen=True)
class Source:
    """`owner` is whose drafts its releases become. `looks` is the number of the next look, `failures` are in a row."""

    id: str
    kind: str  # github, gitlab, changelog
    place: str
    owner: str
    since: date
    etag: str | None
    looks: int
    looked_at: datetime | None
    failures: int
    last_error: str | None
    told: bool

    @property
    def label(self) -> str:
        """How imports name it: `github:acme/app`."""
        return f"{self.kind}:{self.place}"[:KEY_LIMIT]


_FIELDS = tuple(release_sources.c[name] for name in Source.__dataclass_fields__)


def add(
    tx: Transaction,
    workspace: str,
    *,
    kind: str,
    place: str,
    owner: str,
    since: date,
    by: str,
    now: datetime,
) -> str | None:
    """Watch a place from now on; the id. None where it is watched already."""
    added: str | None = tx.scalar(
        insert(tx, release_sources)
        .values(
            workspace_id=workspace,
            id=counters.new_id(),
            kind=kind,
            place=place,
            owner=owner,
            since=since,
            looks=0,
            failures=0,
            told=False,
            added_by=by,
            added_at=now,
        )
        .on_conflict_do_nothing(index_elements=["workspace_id", "kind", "place"])
        .returning(release_sources.c.id)
    )
    return added


def get(tx: Transaction, workspace: str, source_id: str) -> Source | None:
    row = tx.execute(
        select(*_FIELDS).where(release_sources.c.workspace_id == workspace, release_sources.c.id == source_id)
    ).one_or_none()
    return Source(*row) if row else None


def all_of(tx: Transaction, workspace: str) -> list[Source]:
    """All that is watched, in alphabetical order."""
    found = tx.execute(select(*_FIELDS).where(release_sources.c.workspace_id == workspace))
    return sorted((Source(*row) for row in found), key=lambda source: source.label)


def remove(tx: Transaction, workspace: str, source_id: str) -> bool:
    """Watch it no more; its imports stay known. False if it was not watched."""
    gone = tx.scalar(
        delete(release_sources)
        .where(release_sources.c.workspace_id == workspace, release_sources.c.id == source_id)
        .returning(release_sources.c.id)
    )
    return gone is not None


def looked(tx: Transaction, workspace: str, source: Source, *, etag: str | None, now: datetime) -> bool:
    """A look went well. False, with nothing changed, if another process was first or it is watched no more."""
    return _settle(
        tx,
        workspace,
        source,
        {"etag": etag, "looked_at": now, "failures": 0, "last_error": None, "told": False},
    )


def failed(tx: Transaction, workspace: str, source: Source, *, error: str, told: bool, now: datetime) -> bool:
    """A look went wrong; as `looked`."""
    values = {"looked_at": now, "failures": release_sources.c.failures + 1, "last_error": error, "told": told}
    return _settle(tx, workspace, source, values)


def _settle(tx: Transaction, workspace: str, source: Source, values: dict[str, object]) -> bool:
    settled = tx.scalar(
        update(release_sources)
        .where(
            release_sources.c.workspace_id == workspace,
            release_sources.c.id == source.id,
            release_sources.c.looks == source.looks,
        )
        .values(looks=release_sources.c.looks + 1, **values)
        .returning(release_sources.c.id)
    )
    return settled is not None


def imported(tx: Transaction, workspace: str, source: str, keys: Sequence[str]) -> bool:
    """Whether something outside, by any of its keys, was imported before."""
    known = tx.scalar(
        select(release_imports.c.key)
        .where(
            release_imports.c.workspace_id == workspace,
            release_imports.c.source == source,
            release_imports.c.key.in_([key[:KEY_LIMIT] for key in keys]),
        )
        .limit(1)
    )
    return known is not None


def remember(
    tx: Transaction, workspace: str, source: str, keys: Sequence[str], release_id: str | None
) -> None:
    """Note that something outside is imported, by all of its keys. Raises ImportedMeanwhile, then roll back."""
    for key in dict.fromkeys(key[:KEY_LIMIT] for key in keys):
        new = tx.scalar(
            insert(tx, release_imports)
            .values(workspace_id=workspace, source=source, key=key, release_id=release_id)
            .on_conflict_do_nothing()
            .returning(release_imports.c.key)
        )
        if new is None:
            raise ImportedMeanwhile


class ImportedMeanwhile(Exception):
    """Another process imports the same at this moment: nothing was done here, and a later look finds it done."""
