"""What time asks of polls: reminding, closing, asking for the decision."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select

from storage.database import Transaction
from storage.polls.rows import State
from storage.tables import polls

_OPEN = polls.c.state == State.OPEN
_CLOSED = and_(polls.c.state == State.CLOSED, polls.c.decided_at.is_(None))
_NOW: BindParameter[datetime] = bindparam("now")
_DUE = select(polls.c.workspace_id, polls.c.id).where(  # made once: each look of the clock asks it
    or_(
        and_(_OPEN, or_(polls.c.closes_at <= _NOW, polls.c.remind_at <= _NOW)),
        and_(_CLOSED, polls.c.nudge_at <= _NOW),
    )
)


@dataclass(frozen=True)
class Due:
    """A poll that something is due for by now; which, its row says."""

    workspace: str
    poll_id: str


def due(tx: Transaction, now: datetime) -> list[Due]:
    """Polls that are to be closed, whose voters are to be reminded, or whose owner is to be asked for the decision."""
    return [Due(*row) for row in tx.execute(_DUE, {"now": now})]


def next_due(tx: Transaction) -> datetime | None:
    """When something is due for a poll next."""
    closes, reminds = tx.execute(
        select(func.min(polls.c.closes_at), func.min(polls.c.remind_at)).where(_OPEN)
    ).one()
    nudges = tx.scalar(select(func.min(polls.c.nudge_at)).where(_CLOSED))
    return min((instant for instant in (closes, reminds, nudges) if instant), default=None)
