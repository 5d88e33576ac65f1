"""Which signals an item answers, and who follows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select

from storage import upsert
from storage.database import Transaction
from storage.signals import Reader, seen_by, speaks_for
from storage.tables import item_followers, item_signals, signals

NEWEST = 2000  # signals that suggestions look through, so that they come within Slack's three seconds


@dataclass(frozen=True)
class Link:
    """A signal of an item, with who and which account hear of it, and whether the reader may read it."""

    item_id: str
    signal_id: str
    number: int
    captured_by: str
    account_id: str | None  # a certain one
    readable: bool

    @property
    def ref(self) -> str:
        return f"S-{self.number}"


def link(tx: Transaction, workspace: str, item_id: str, signal_id: str, by: str, now: datetime) -> bool:
    """Link a signal to an item. False if it was already."""
    return upsert.add(
        tx,
        item_signals,
        workspace_id=workspace,
        item_id=item_id,
        signal_id=signal_id,
        linked_by=by,
        linked_at=now,
    )


def unlink(tx: Transaction, workspace: str, item_id: str, signal_id: str) -> bool:
    """Take a signal away from an item. False if it was not there."""
    return upsert.drop(tx, item_signals, workspace_id=workspace, item_id=item_id, signal_id=signal_id)


def items_of(tx: Transaction, workspace: str, signal_id: str, item_ids: Sequence[str]) -> set[str]:
    """Those of these items that the signal stands behind."""
    if not item_ids:
        return set()
    behind = select(item_signals.c.item_id).where(
        item_signals.c.workspace_id == workspace,
        item_signals.c.signal_id == signal_id,
        item_signals.c.item_id.in_(item_ids),
    )
    return set(tx.scalars(behind))


def links_of(tx: Transaction, workspace: str, item_ids: Sequence[str], reader: Reader) -> list[Link]:
    """The signals of these items that were not taken back, in the order of their numbers."""
    found = tx.execute(
        select(
            item_signals.c.item_id,
            signals.c.id,
            signals.c.number,
            signals.c.captured_by,
            case((signals.c.account_certain, signals.c.account_id)),
            case((seen_by(reader), 1), else_=0),
        )
        .select_from(
            item_signals.join(
                signals,
                and_(
                    signals.c.workspace_id == item_signals.c.workspace_id,
                    speaks_for(item_signals.c.signal_id),
                ),
            )
        )
        .where(
            item_signals.c.workspace_id == workspace,
            item_signals.c.item_id.in_(item_ids),
            signals.c.undone_at.is_(None),
        )
        .order_by(signals.c.number)
    )
    return [
        Link(item, signal, number, by, account, bool(readable))
        for item, signal, number, by, account, readable in found
    ]


def follow(tx: Transaction, workspace: str, item_id: str, person: str) -> bool:
    """Have somebody be told what becomes of an item. False if they follow it already."""
    return upsert.add(tx, item_followers, workspace_id=workspace, item_id=item_id, person=person)


def unfollow(tx: Transaction, workspace: str, item_id: str, person: str) -> bool:
    """False if they did not follow it."""
    return upsert.drop(tx, item_followers, workspace_id=workspace, item_id=item_id, person=person)


def followers(tx: Transaction, workspace: str, item_ids: Sequence[str]) -> list[tuple[str, str]]:
    """(item, person) for everybody who follows one of these items."""
    found = tx.execute(
        select(item_followers.c.item_id, item_followers.c.person)
        .where(item_followers.c.workspace_id == workspace, item_followers.c.item_id.in_(item_ids))
        .order_by(item_followers.c.person)
    )
    return [(item, person) for item, person in found]


def signals_like(
    tx: Transaction, workspace: str, words: str, number: int | None, reader: Reader, limit: int
) -> list[tuple[str, str, str]]:
    """(id, reference, words) of signals to link: that `number` first, then among the newest those that hold the words."""
    newest = (
        select(signals.c.id, signals.c.number, signals.c.verbatim)
        .where(signals.c.workspace_id == workspace, signals.c.merged_into.is_(None), seen_by(reader))
        .order_by(signals.c.captured_at.desc())
        .limit(NEWEST)
        .subquery()
    )
    holding = select(newest)
    if words:
        holding = holding.where(func.lower(newest.c.verbatim).contains(words.casefold(), autoescape=True))
    found = list(tx.execute(holding.limit(limit)))
    if number is not None:
        meant = select(signals.c.id, signals.c.number, signals.c.verbatim).where(
            signals.c.workspace_id == workspace, signals.c.number == number, seen_by(reader)
        )
        found = [*tx.execute(meant), *(row for row in found if row.number != number)][:limit]
    return [(row.id, f"S-{row.number}", row.verbatim) for row in found]
