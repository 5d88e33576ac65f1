"""The merges themselves: which thing leads to which since when, and what each changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, insert, select, update

from storage import counters
from storage.database import Transaction
from storage.tables import accounts, merges, signals, themes

_LOCK = "merging"  # a counter


class Kind(StrEnum):
    """What is merged."""

    SIGNAL = "signal"
    THEME = "theme"
    ACCOUNT = "account"


_TABLES: Mapping[Kind, Table] = {Kind.SIGNAL: signals, Kind.THEME: themes, Kind.ACCOUNT: accounts}


@dataclass(frozen=True)
class Merge:
    """`before` is what the merge changed of the two besides where things stand, `after` what it made of it."""

    id: str
    kind: Kind
    merged_id: str
    kept_id: str
    by: str
    at: datetime
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    undone_at: datetime | None = None


_FIELDS = tuple(merges.c[name] for name in Merge.__dataclass_fields__)


def begin(tx: Transaction, workspace: str) -> None:
    """Merges of a workspace, and their undoing, follow one another.

    They are rare: one lock for all is simpler than an order of locks, and lets nobody make a circle.
    """
    counters.bump(tx, workspace, _LOCK)


def hold(tx: Transaction, workspace: str, kind: Kind, *ids: str) -> None:
    """Take things to merge them, or to part them: nobody names them, or adds to them, meanwhile."""
    table = _TABLES[kind]
    tx.execute(
        select(table.c.id)
        .where(table.c.workspace_id == workspace, table.c.id.in_(ids))
        .order_by(table.c.id)
        .with_for_update()
    )


def get(tx: Transaction, workspace: str, merge_id: str) -> Merge | None:
    """A merge, also an undone one."""
    row = tx.execute(
        select(*_FIELDS).where(merges.c.workspace_id == workspace, merges.c.id == merge_id)
    ).one_or_none()
    return _merge(row) if row else None


def of(tx: Transaction, workspace: str, kind: Kind, merged_id: str) -> Merge | None:
    """The merge by which something leads to something else; None where it stands for itself."""
    row = tx.execute(
        select(*_FIELDS).where(
            merges.c.workspace_id == workspace,
            merges.c.kind == kind,
            merges.c.merged_id == merged_id,
            merges.c.undone_at.is_(None),
        )
    ).one_or_none()
    return _merge(row) if row else None


def into(tx: Transaction, workspace: str, kind: Kind, kept_id: str) -> list[Merge]:
    """What was merged straight into something, the newest first."""
    found = tx.execute(
        select(*_FIELDS)
        .where(
            merges.c.workspace_id == workspace,
            merges.c.kind == kind,
            merges.c.kept_id == kept_id,
            merges.c.undone_at.is_(None),
        )
        .order_by(merges.c.at.desc(), merges.c.id)
    )
    return [_merge(row) for row in found]


def family(tx: Transaction, workspace: str, kind: Kind, head: str) -> set[str]:
    """Everything that leads to something, itself included."""
    found = {head}
    newer = [head]
    while newer:
        newer = list(
            tx.scalars(
                select(merges.c.merged_id).where(
                    merges.c.workspace_id == workspace,
                    merges.c.kind == kind,
                    merges.c.kept_id.in_(newer),
                    merges.c.undone_at.is_(None),
                )
            )
        )
        found |= set(newer)
    return found


def add(tx: Transaction, workspace: str, merge: Merge) -> None:
    """Keep a merge, and have the merged thing, with all that led to it, lead to the kept one."""
    tx.execute(insert(merges).values(workspace_id=workspace, **vars(merge)))
    _lead(tx, workspace, merge.kind, family(tx, workspace, merge.kind, merge.merged_id), merge.kept_id)


def undo_row(tx: Transaction, workspace: str, merge_id: str, by: str, now: datetime) -> Merge | None:
    """Mark a merge as undone, and have the merged thing stand for itself. None where that was done already.

    The caller made sure that the kept thing stands for itself.
    """
    row = tx.execute(
        update(merges)
        .where(merges.c.workspace_id == workspace, merges.c.id == merge_id, merges.c.undone_at.is_(None))
        .values(undone_at=now, undone_by=by)
        .returning(*_FIELDS)
    ).one_or_none()
    if row is None:
        return None
    merge = _merge(row)
    back = family(tx, workspace, merge.kind, merge.merged_id)
    _lead(tx, workspace, merge.kind, back - {merge.merged_id}, merge.merged_id)
    _lead(tx, workspace, merge.kind, {merge.merged_id}, None)
    return merge


def _lead(tx: Transaction, workspace: str, kind: Kind, ids: set[str], to: str | None) -> None:
    table = _TABLES[kind]
    tx.execute(
        update(table).where(table.c.workspace_id == workspace, table.c.id.in_(ids)).values(merged_into=to)
    )


def fill(
    tx: Transaction, workspace: str, kind: Kind, kept_id: str, merged_id: str, groups: Sequence[Sequence[str]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the kept thing what it has not and the merged one has; what it had and what it got.

    `groups` are columns that belong together, such as an amount and its currency.
    """
    table = _TABLES[kind]
    columns = [table.c[name] for group in groups for name in group]
    found = {
        row.id: row._mapping
        for row in tx.execute(
            select(table.c.id, *columns).where(
                table.c.workspace_id == workspace, table.c.id.in_((kept_id, merged_id))
            )
        )
    }
    kept, merged = found[kept_id], found[merged_id]
    got = {
        name: merged[name]
        for group in groups
        if all(kept[name] is None for name in group) and any(merged[name] is not None for name in group)
        for name in group
    }
    if got:
        tx.execute(
            update(table).where(table.c.workspace_id == workspace, table.c.id == kept_id).values(**got)
        )
    return dict.fromkeys(got), got


def empty(tx: Transaction, workspace: str, merge: Merge, groups: Sequence[Sequence[str]]) -> None:
    """Take back what `fill` gave; what was changed since then stays."""
    table = _TABLES[merge.kind]
    for group in groups:
        given = {name: merge.after[name] for name in group if name in merge.after}
        if given:
            tx.execute(
                update(table)
                .where(
                    table.c.workspace_id == workspace,
                    table.c.id == merge.kept_id,
                    *(
                        table.c[name] == value if value is not None else table.c[name].is_(None)
                        for name, value in given.items()
                    ),
                )
                .values(**dict.fromkeys(given))
            )


def _merge(row: Any) -> Merge:
    return Merge(**{**row._mapping, "kind": Kind(row.kind)})
