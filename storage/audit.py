"""What changed, by whom, with before and after: the history of every object."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from storage.database import Transaction
from storage.tables import audit


@dataclass(frozen=True)
class Entry:
    act: str
    by: str | None
    at: datetime
    before: dict[str, Any]
    after: dict[str, Any]


def note(
    tx: Transaction,
    workspace: str,
    *,
    object_kind: str,
    object_id: str,
    act: str,
    by: str | None,
    now: datetime,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Keep one change; only what differs is kept. Words of people stay out: give the id of their row."""
    changed = [name for name in {*before, *after} if before.get(name) != after.get(name)]
    tx.execute(
        insert(audit).values(
            workspace_id=workspace,
            object_kind=object_kind,
            object_id=object_id,
            act=act,
            by=by,
            at=now,
            before={name: before.get(name) for name in sorted(changed)},
            after={name: after.get(name) for name in sorted(changed)},
        )
    )


def history(tx: Transaction, workspace: str, object_kind: str, object_id: str) -> list[Entry]:
    """All changes of one object, the oldest first."""
    found = tx.execute(
        select(audit.c.act, audit.c.by, audit.c.at, audit.c.before, audit.c.after)
        .where(
            audit.c.workspace_id == workspace,
            audit.c.object_kind == object_kind,
            audit.c.object_id == object_id,
        )
        .order_by(audit.c.id)
    )
    return [Entry(*row) for row in found]
