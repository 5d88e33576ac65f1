"""References and opaque keys: S-12 beside an id that says nothing."""

import secrets

from sqlalchemy import bindparam, select

from storage.database import Transaction
from storage.tables import counters
from storage.upsert import by_database

_BUMP = by_database(
    counters,
    lambda insert: insert.on_conflict_do_update(
        index_elements=["workspace_id", "kind"], set_={"last": counters.c.last + insert.excluded.last}
    ).returning(counters.c.last),
)
_LAST = select(counters.c.last).where(
    counters.c.workspace_id == bindparam("workspace"), counters.c.kind == bindparam("kind")
)


def new_id() -> str:
    return secrets.token_hex(12)


def bump(tx: Transaction, workspace: str, kind: str, *, by: int = 1) -> int:
    """The next number of a kind, from 1; gaps are allowed, a number is never used twice. `by` several: the last of them."""
    return int(tx.scalar(_BUMP[tx.dialect.name], {"workspace_id": workspace, "kind": kind, "last": by}))


def last(tx: Transaction, workspace: str, kind: str) -> int:
    return tx.scalar(_LAST, {"workspace": workspace, "kind": kind}) or 0
