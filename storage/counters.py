"""References and opaque keys: S-12 beside an id that says nothing."""

import secrets

from sqlalchemy import select

from storage.database import Transaction
from storage.tables import counters
from storage.upsert import insert


def new_id() -> str:
    return secrets.token_hex(12)


def bump(tx: Transaction, workspace: str, kind: str) -> int:
    """The next number of a kind, from 1; gaps are allowed, a number is never used twice."""
    statement = insert(tx, counters).values(workspace_id=workspace, kind=kind, last=1)
    return int(
        tx.scalar(
            statement.on_conflict_do_update(
                index_elements=["workspace_id", "kind"], set_={"last": counters.c.last + 1}
            ).returning(counters.c.last)
        )
        or 1
    )


def last(tx: Transaction, workspace: str, kind: str) -> int:
    found = tx.scalar(
        select(counters.c.last).where(counters.c.workspace_id == workspace, counters.c.kind == kind)
    )
    return found or 0
