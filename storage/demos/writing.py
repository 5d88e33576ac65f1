"""Writing demos: each change is one conditional statement, so that of two people one is first."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, update

from storage import counters
from storage.database import Transaction
from storage.demos.finding import get
from storage.demos.rows import KIND, Demo, State
from storage.tables import demos
from storage.upsert import insert

ADDRESS_BYTES = 32


def add(tx: Transaction, workspace: str, demo_id: str, values: Mapping[str, Any], now: datetime) -> bool:
    """Keep a new session. False, with nothing kept, where its ritual has one for that period."""
    new = {
        "id": demo_id,
        "number": counters.bump(tx, workspace, KIND),
        "state": State.PLANNED,
        "question_hour": False,
        "address": secrets.token_urlsafe(ADDRESS_BYTES),
        "sequence": 0,
        "changed_at": now,
        "created_at": now,
    }
    row = insert(tx, demos).values(workspace_id=workspace, **{**new, **values})
    once = row.on_conflict_do_nothing(index_elements=["workspace_id", "ritual_id", "period"])
    return tx.scalar(once.returning(demos.c.id)) is not None


def turn(
    tx: Transaction,
    workspace: str,
    demo_id: str,
    of: State,
    to: State,
    *and_only: ColumnElement[bool],
    **values: Any,
) -> bool:
    """A session goes on. False, with nothing changed, where it is not in that state."""
    which = and_(demos.c.workspace_id == workspace, demos.c.id == demo_id, demos.c.state == of, *and_only)
    return tx.scalar(update(demos).where(which).values(state=to, **values).returning(demos.c.id)) is not None


def change(
    tx: Transaction, workspace: str, demo_id: str, seen: int, values: Mapping[str, Any], now: datetime
) -> bool:
    """Change a planned session. False, with nothing changed, where somebody else was faster, or it is planned no more."""
    counted = {"sequence": demos.c.sequence + 1, "changed_at": now}
    as_seen = demos.c.sequence == seen
    return turn(tx, workspace, demo_id, State.PLANNED, State.PLANNED, as_seen, **values, **counted)


def cancel(
    tx: Transaction, workspace: str, demo_id: str, called_off: str, why: str | None, now: datetime
) -> bool:
    """Call a planned session off. False where it is not planned any more."""
    values = {"called_off": called_off, "why": why, "sequence": demos.c.sequence + 1, "changed_at": now}
    return turn(tx, workspace, demo_id, State.PLANNED, State.CANCELLED, **values)


def revive(tx: Transaction, workspace: str, demo_id: str, called_off: str, now: datetime) -> bool:
    """A session that was called off for that reason takes place all the same. False where it was not."""
    values = {"called_off": None, "sequence": demos.c.sequence + 1, "changed_at": now}
    why = demos.c.called_off == called_off
    return turn(tx, workspace, demo_id, State.CANCELLED, State.PLANNED, why, **values)


def hold(tx: Transaction, workspace: str, demo_id: str) -> Demo | None:
    """A planned session, with others who change it waiting until this transaction ends."""
    held = turn(tx, workspace, demo_id, State.PLANNED, State.PLANNED)
    return get(tx, workspace, demo_id) if held else None
