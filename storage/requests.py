"""Idempotency keys of what Slack sends: the same request again gets the same answer. Kept for 24 hours."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from storage.database import Transaction
from storage.tables import requests
from storage.upsert import by_database

KEPT = timedelta(hours=24)

_CLAIM = by_database(requests, lambda insert: insert.on_conflict_do_nothing().returning(requests.c.key))


def claim(
    tx: Transaction, workspace: str, key: str, facts: Mapping[str, Any], now: datetime
) -> dict[str, Any] | None:
    """Take a request for ours. None if it is new; else the facts of the answer it already got.

    `facts` are what the answer will be made of, with the ids of rows that this transaction is about to write. Two
    that come at once wait for one another here. `now` is real time.
    """
    row = {"workspace_id": workspace, "key": key, "facts": dict(facts), "at": now}
    if tx.scalar(_CLAIM[tx.dialect.name], row) is not None:
        return None
    found = tx.scalar(
        select(requests.c.facts).where(requests.c.workspace_id == workspace, requests.c.key == key)
    )
    return dict(found or {})


def answer(tx: Transaction, workspace: str, key: str, facts: Mapping[str, Any]) -> None:
    """Have a claimed request be answered by other facts, where its work turned out to be another."""
    tx.execute(
        update(requests)
        .where(requests.c.workspace_id == workspace, requests.c.key == key)
        .values(facts=dict(facts))
    )


def forget_old(tx: Transaction, now: datetime) -> int:
    """Delete the keys that are past their 24 hours. `now` is real time."""
    return tx.execute(delete(requests).where(requests.c.at < now - KEPT)).rowcount
