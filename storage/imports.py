"""What was brought in from files: which rows are known already, and how many came when."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, select, text

from storage.database import Transaction
from storage.signals import KIND as SIGNAL
from storage.tables import imports, signals
from storage.upsert import by_database

_KNOWN = select(imports.c.key, imports.c.object_id).where(
    imports.c.workspace_id == bindparam("workspace"),
    imports.c.kind == bindparam("object_kind"),
    imports.c.key.in_(bindparam("keys", expanding=True)),
)
_CLAIM = by_database(imports, lambda insert: insert.on_conflict_do_nothing().returning(imports.c.key))
_SIGNALS_BETWEEN = select(func.count()).where(
    imports.c.workspace_id == bindparam("workspace"),
    imports.c.kind == SIGNAL,
    imports.c.at >= bindparam("start"),
    imports.c.at < bindparam("end"),
    signals.c.workspace_id == imports.c.workspace_id,
    signals.c.id == imports.c.object_id,
    signals.c.undone_at.is_(None),
)


def known(tx: Transaction, workspace: str, kind: str, keys: Collection[str]) -> dict[str, str]:
    """By key, the ids of the objects that rows became earlier."""
    found = tx.execute(_KNOWN, {"workspace": workspace, "object_kind": kind, "keys": list(keys)})
    return {key: object_id for key, object_id in found}


def claim(tx: Transaction, workspace: str, kind: str, ids: Mapping[str, str], now: datetime) -> set[str]:
    """Keep that rows become these objects (ids by key). The keys that are ours: the others came in at the same time."""
    if not ids:
        return set()
    rows = [
        {"workspace_id": workspace, "kind": kind, "key": key, "object_id": object_id, "at": now}
        for key, object_id in sorted(ids.items())  # one order: no deadlock
    ]
    return set(tx.scalars(_CLAIM[tx.dialect.name], rows))


def plan_anew(tx: Transaction) -> None:
    """Have PostgreSQL look at how much the tables hold by now: its plans are of when they held less.

    It does so by itself every minute or so; a connection that fills empty tables checks each foreign key by reading
    them whole until then.
    """
    if tx.dialect.name != "sqlite":
        tx.execute(text("ANALYZE signals, themes, signal_themes, accounts, search_entries, imports"))


def signals_between(tx: Transaction, workspace: str, start: datetime, end: datetime) -> int:
    """How many signals were brought in then."""
    return tx.scalar(_SIGNALS_BETWEEN, {"workspace": workspace, "start": start, "end": end}) or 0
