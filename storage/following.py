"""Who follows a signal: they hear what becomes of it, as who captured it does."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from storage import upsert
from storage.database import Transaction
from storage.tables import signal_followers


def follow(tx: Transaction, workspace: str, signal_id: str, person: str, now: datetime) -> bool:
    """Have somebody hear what becomes of a signal. False if they follow it already."""
    return upsert.add(
        tx, signal_followers, workspace_id=workspace, signal_id=signal_id, person=person, followed_at=now
    )


def unfollow(tx: Transaction, workspace: str, signal_id: str, person: str) -> bool:
    """False if they did not follow it."""
    return upsert.drop(tx, signal_followers, workspace_id=workspace, signal_id=signal_id, person=person)


def followers(tx: Transaction, workspace: str, signal_id: str) -> list[str]:
    """Everybody who follows a signal. Whoever tells them something of it asks `may()` for each."""
    return list(
        tx.scalars(
            select(signal_followers.c.person)
            .where(signal_followers.c.workspace_id == workspace, signal_followers.c.signal_id == signal_id)
            .order_by(signal_followers.c.person)
        )
    )


def of_signals(tx: Transaction, workspace: str, signal_ids: Iterable[str]) -> dict[str, set[str]]:
    """By person, which of these signals they follow. Whoever tells them something of one asks `may()` first."""
    found: dict[str, set[str]] = {}
    for signal_id, person in tx.execute(
        select(signal_followers.c.signal_id, signal_followers.c.person).where(
            signal_followers.c.workspace_id == workspace,
            signal_followers.c.signal_id.in_(list(signal_ids)),
        )
    ):
        found.setdefault(person, set()).add(signal_id)
    return found


def followed_among(tx: Transaction, workspace: str, person: str, signal_ids: Iterable[str]) -> set[str]:
    """Which of these signals somebody follows."""
    return set(
        tx.scalars(
            select(signal_followers.c.signal_id).where(
                signal_followers.c.workspace_id == workspace,
                signal_followers.c.person == person,
                signal_followers.c.signal_id.in_(list(signal_ids)),
            )
        )
    )
