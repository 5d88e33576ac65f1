"""What changed, by whom, with before and after: the history of every object."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, insert, select

from storage.database import Transaction
from storage.tables import audit

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_ADD = insert(audit)


@dataclass(frozen=True)
class Revision:
    """How often something was changed, and when last."""

    count: int
    at: datetime


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
    before: Mapping[str, Any] = _NOTHING,
    after: Mapping[str, Any] = _NOTHING,
) -> None:
    """Keep one change, or an act that changes no field; only what differs is kept.

    Words of people stay out: give the id of their row.
    """
    about = {"object_kind": object_kind, "object_id": object_id}
    note_all(tx, workspace, [about | {"before": before, "after": after}], act=act, by=by, now=now)


def note_all(
    tx: Transaction,
    workspace: str,
    changes: Iterable[Mapping[str, Any]],
    *,
    act: str,
    by: str | None,
    now: datetime,
) -> None:
    """Keep what one act changed, each given as object_kind, object_id, before and after."""
    rows = [
        {"workspace_id": workspace, "act": act, "by": by, "at": now, **change, **_differing(change)}
        for change in changes
    ]
    if rows:
        tx.execute(_ADD, rows)


def _differing(change: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    before, after = change["before"], change["after"]
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return {
        "before": {name: before.get(name) for name in changed},
        "after": {name: after.get(name) for name in changed},
    }


def moved_to(
    tx: Transaction,
    workspace: str,
    object_kind: str,
    field: str,
    value: str,
    start: datetime,
    end: datetime,
) -> list[str]:
    """Ids of the objects of which a field was changed to that value in [start, end), once each, in that order."""
    found = tx.scalars(
        select(audit.c.object_id)
        .where(
            audit.c.workspace_id == workspace,
            audit.c.object_kind == object_kind,
            audit.c.at >= start,
            audit.c.at < end,
            audit.c.after[field].as_string() == value,
        )
        .order_by(audit.c.id)
    )
    return list(dict.fromkeys(found))


def revisions(
    tx: Transaction,
    workspace: str,
    object_kind: str,
    objects: Collection[str],
    acts: Collection[str] | None = None,
) -> dict[str, Revision]:
    """By object, how often it was changed, by these acts alone where some are given."""
    which = [
        audit.c.workspace_id == workspace,
        audit.c.object_kind == object_kind,
        audit.c.object_id.in_(objects),
    ]
    if acts is not None:
        which.append(audit.c.act.in_(acts))
    counted = select(audit.c.object_id, func.count(), func.max(audit.c.at)).where(*which)
    found = tx.execute(counted.group_by(audit.c.object_id))
    return {object_id: Revision(count, at) for object_id, count, at in found}


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
