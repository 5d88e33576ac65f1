"""Releases: what shipped, and how it was announced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from storage import counters
from storage.database import Transaction
from storage.tables import releases

KIND = "release"


@dataclass(frozen=True)
class Release:
    id: str
    number: int
    name: str
    changes: str  # Markdown
    audience: str | None
    value: str | None
    proof: str | None
    questions: str | None
    link: str | None
    released_on: date
    announced_by: str
    announced_at: datetime
    edited_at: datetime | None
    revision: int

    @property
    def ref(self) -> str:
        return f"R-{self.number}"


_FIELDS = tuple(releases.c[name] for name in Release.__dataclass_fields__)


def add(tx: Transaction, workspace: str, release_id: str, values: Mapping[str, Any]) -> int:
    """Keep a new release. Returns its number."""
    number = counters.bump(tx, workspace, KIND)
    tx.execute(
        insert(releases).values(workspace_id=workspace, id=release_id, number=number, revision=1, **values)
    )
    return number


def change(
    tx: Transaction, workspace: str, release_id: str, values: Mapping[str, Any], *, revision: int
) -> int | None:
    """Change a release that still has the `revision` which its editor saw, and bump it. Returns the new one.

    None, with nothing changed, if somebody else was faster (or there is no such release).
    """
    changed: int | None = tx.scalar(
        update(releases)
        .where(
            releases.c.workspace_id == workspace,
            releases.c.id == release_id,
            releases.c.revision == revision,
        )
        .values(revision=releases.c.revision + 1, **values)
        .returning(releases.c.revision)
    )
    return changed


def get(tx: Transaction, workspace: str, release_id: str) -> Release | None:
    return _one(tx, workspace, releases.c.id == release_id)


def by_number(tx: Transaction, workspace: str, number: int) -> Release | None:
    return _one(tx, workspace, releases.c.number == number)


def _one(tx: Transaction, workspace: str, which: ColumnElement[bool]) -> Release | None:
    row = tx.execute(select(*_FIELDS).where(releases.c.workspace_id == workspace, which)).one_or_none()
    return Release(*row) if row else None


def newest(tx: Transaction, workspace: str, limit: int) -> list[Release]:
    found = tx.execute(
        select(*_FIELDS)
        .where(releases.c.workspace_id == workspace)
        .order_by(releases.c.announced_at.desc(), releases.c.number.desc())
        .limit(limit)
    )
    return [Release(*row) for row in found]


def announced_between(
    tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int
) -> list[Release]:
    """Releases announced in [start, end), the oldest first."""
    found = tx.execute(
        select(*_FIELDS)
        .where(
            releases.c.workspace_id == workspace,
            releases.c.announced_at >= start,
            releases.c.announced_at < end,
        )
        .order_by(releases.c.announced_at, releases.c.number)
        .limit(limit)
    )
    return [Release(*row) for row in found]
