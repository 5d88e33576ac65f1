"""Who follows a signal: they hear what becomes of it, as who captured it does."""

from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Transaction
from storage.tables import signal_followers
from storage.upsert import insert


def follow(tx: Transaction, workspace: str, signal_id: str, person: str, now: datetime) -> bool:
    """Have somebody hear what becomes of a signal. False if they follow it already."""
    added = tx.scalar(
        insert(tx, signal_followers)
        .values(workspace_id=workspace, signal_id=signal_id, person=person, followed_at=now)
        .on_conflict_do_nothing()
        .returning(signal_followers.c.person)
    )
    return added is not None


def unfollow(tx: Transaction, workspace: str, signal_id: str, person: str) -> bool:
    """False if they did not follow it."""
    removed = tx.scalar(
        delete(signal_followers)
        .where(
            signal_followers.c.workspace_id == workspace,
            signal_followers.c.signal_id == signal_id,
            signal_followers.c.person == person,
        )
        .returning(signal_followers.c.person)
    )
    return removed is not None


def followers(tx: Transaction, workspace: str, signal_id: str) -> list[str]:
    """Everybody who follows a signal. Whoever tells them something of it asks `may()` for each."""
    return list(
        tx.scalars(
            select(signal_followers.c.person)
            .where(signal_followers.c.workspace_id == workspace, signal_followers.c.signal_id == signal_id)
            .order_by(signal_followers.c.person)
        )
    )


def follows(tx: Transaction, workspace: str, signal_id: str, person: str) -> bool:
    return person in followers(tx, workspace, signal_id)
