"""Words that are older than a team wants to keep them: emptied, with all that was understood and decided kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Transaction
from storage.signals import REMOVED
from storage.tables import answers, corrections, decisions, signal_context, signals


def expired(tx: Transaction, workspace: str, before: datetime, limit: int) -> list[str]:
    """Signals captured before then that still have their words, the oldest first."""
    return list(
        tx.scalars(
            select(signals.c.id)
            .where(
                signals.c.workspace_id == workspace,
                signals.c.captured_at < before,
                signals.c.verbatim != REMOVED,
            )
            .order_by(signals.c.captured_at)
            .limit(limit)
        )
    )


def empty(tx: Transaction, workspace: str, signal_ids: Sequence[str]) -> None:
    """Take away what was said, around it too, who said it, and what was written about it."""
    of_them = (signals.c.workspace_id == workspace) & signals.c.id.in_(signal_ids)
    tx.execute(update(signals).where(of_them).values(verbatim=REMOVED, said_by=None))
    around = signal_context.c
    tx.execute(
        delete(signal_context).where(around.workspace_id == workspace, around.signal_id.in_(signal_ids))
    )
    written = corrections.c
    tx.execute(
        delete(corrections).where(written.workspace_id == workspace, written.signal_id.in_(signal_ids))
    )
    for table in (decisions, answers):
        tx.execute(
            update(table)
            .where(
                table.c.workspace_id == workspace,
                table.c.signal_id.in_(signal_ids),
                table.c.words.is_not(None),
            )
            .values(words=REMOVED)
        )
