"""Runs whose facts could not be gathered: when they are tried again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Transaction
from storage.tables import ritual_failures
from storage.upsert import put


@dataclass(frozen=True)
class Failure:
    occurrence: str
    attempts: int
    last_error: str
    next_attempt_at: datetime


def failures(tx: Transaction, workspace: str, ritual_id: str) -> list[Failure]:
    found = tx.execute(
        select(
            ritual_failures.c.occurrence,
            ritual_failures.c.attempts,
            ritual_failures.c.last_error,
            ritual_failures.c.next_attempt_at,
        ).where(ritual_failures.c.workspace_id == workspace, ritual_failures.c.ritual_id == ritual_id)
    )
    return [Failure(*row) for row in found]


def fail(tx: Transaction, workspace: str, ritual_id: str, failure: Failure) -> None:
    put(
        tx,
        ritual_failures,
        {"workspace_id": workspace, "ritual_id": ritual_id, "occurrence": failure.occurrence},
        {
            "attempts": failure.attempts,
            "last_error": failure.last_error,
            "next_attempt_at": failure.next_attempt_at,
        },
    )


def try_again(tx: Transaction, workspace: str, ritual_id: str, now: datetime) -> bool:
    """Have what failed be tried at the next look. False where nothing failed. `now` is real time."""
    again = (
        update(ritual_failures)
        .where(ritual_failures.c.workspace_id == workspace, ritual_failures.c.ritual_id == ritual_id)
        .values(next_attempt_at=now)
    )
    return tx.execute(again.returning(ritual_failures.c.occurrence)).first() is not None


def forget_failure(tx: Transaction, workspace: str, ritual_id: str, occurrence: str) -> None:
    tx.execute(
        delete(ritual_failures).where(
            ritual_failures.c.workspace_id == workspace,
            ritual_failures.c.ritual_id == ritual_id,
            ritual_failures.c.occurrence == occurrence,
        )
    )
