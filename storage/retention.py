"""Words that are older than a team wants to keep them: emptied, with all that was understood and decided kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, SelectBase, Table, Text, and_, cast, delete, or_, select, update

from storage.database import Transaction
from storage.signals import REMOVED
from storage.tables import (
    answers,
    corrections,
    decisions,
    poll_votes,
    polls,
    remarks,
    signal_context,
    signals,
    surveys,
)


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


def expired_polls(tx: Transaction, workspace: str, before: datetime, limit: int) -> list[str]:
    """Polls closed before then that still have what was written beside votes, the oldest first."""
    beside = or_(poll_votes.c.comment.is_not(None), cast(poll_votes.c.reasons, Text) != "{}")
    written = select(poll_votes.c.poll_id).where(poll_votes.c.workspace_id == workspace, beside)
    return _closed_before(tx, polls, workspace, before, limit, written.union(_with_remarks(workspace)))


def expired_surveys(tx: Transaction, workspace: str, before: datetime, limit: int) -> list[str]:
    """Surveys closed before then that still have their comments, the oldest first."""
    return _closed_before(tx, surveys, workspace, before, limit, _with_remarks(workspace))


def empty_boxes(tx: Transaction, workspace: str, boxes: Sequence[str]) -> None:
    """Take away what was written beside the votes of polls and the answers of surveys."""
    tx.execute(delete(remarks).where(remarks.c.workspace_id == workspace, remarks.c.box_id.in_(boxes)))
    of_them = and_(poll_votes.c.workspace_id == workspace, poll_votes.c.poll_id.in_(boxes))
    tx.execute(update(poll_votes).where(of_them).values(comment=None, reasons={}))


def _with_remarks(workspace: str) -> Select[tuple[str]]:
    return select(remarks.c.box_id).where(remarks.c.workspace_id == workspace)


def _closed_before(
    tx: Transaction, table: Table, workspace: str, before: datetime, limit: int, written: SelectBase
) -> list[str]:
    old = and_(table.c.workspace_id == workspace, table.c.closed_at < before, table.c.id.in_(written))
    return list(tx.scalars(select(table.c.id).where(old).order_by(table.c.closed_at).limit(limit)))
