"""Finding polls and their options."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from storage.database import Transaction
from storage.polls.rows import Audience, Option, Poll, State
from storage.tables import poll_options, polls, voters

FIELDS = tuple(polls.c[name] for name in Poll.__dataclass_fields__)
_POLL = select(*FIELDS)
_OPTION = tuple(poll_options.c[name] for name in Option.__dataclass_fields__)


def get(tx: Transaction, workspace: str, poll_id: str) -> Poll | None:
    return _one(tx, and_(polls.c.workspace_id == workspace, polls.c.id == poll_id))


def by_number(tx: Transaction, workspace: str, number: int) -> Poll | None:
    return _one(tx, and_(polls.c.workspace_id == workspace, polls.c.number == number))


def listed(tx: Transaction, workspace: str, states: Collection[State], limit: int) -> list[Poll]:
    """The newest polls in these states."""
    return _all(tx, polls.c.workspace_id == workspace, polls.c.state.in_(states), limit=limit)


def undecided(tx: Transaction, workspace: str, before: datetime, limit: int) -> list[Poll]:
    """Polls that closed before then and have no decision yet, the newest first."""
    return _all(
        tx,
        polls.c.workspace_id == workspace,
        polls.c.state == State.CLOSED,
        polls.c.closed_at < before,
        polls.c.decided_at.is_(None),
        limit=limit,
    )


def to_vote(tx: Transaction, workspace: str, person: str, limit: int) -> tuple[list[Poll], int]:
    """Open polls that have somebody on their list and no vote of theirs, what closes first first; and how many."""
    missing = select(voters.c.box_id).where(
        voters.c.workspace_id == workspace, voters.c.person == person, ~voters.c.voted
    )
    waits = and_(polls.c.workspace_id == workspace, polls.c.id.in_(missing), polls.c.state == State.OPEN)
    return _counted(tx, waits, (polls.c.closes_at, polls.c.number), limit)


def to_decide(tx: Transaction, workspace: str, owner: str, limit: int) -> tuple[list[Poll], int]:
    """Somebody's closed polls without a decision, what waits longest first; and how many."""
    waits = and_(
        polls.c.workspace_id == workspace,
        polls.c.owner == owner,
        polls.c.state == State.CLOSED,
        polls.c.decided_at.is_(None),
    )
    return _counted(tx, waits, (polls.c.closed_at, polls.c.number), limit)


def came_between(tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int) -> list[Poll]:
    """Polls that closed or were decided in [start, end), the newest first."""
    closed = and_(polls.c.closed_at >= start, polls.c.closed_at < end)
    decided = and_(polls.c.decided_at >= start, polls.c.decided_at < end)
    return _all(tx, polls.c.workspace_id == workspace, or_(closed, decided), limit=limit)


def last_of_ritual(tx: Transaction, workspace: str, ritual_id: str, before: int) -> Poll | None:
    """The last poll that a ritual asked, closed, with a smaller number."""
    which = [polls.c.workspace_id == workspace, polls.c.ritual_id == ritual_id, polls.c.number < before]
    found = _all(tx, *which, polls.c.state == State.CLOSED, limit=1)
    return found[0] if found else None


def about_items(tx: Transaction, workspace: str, item_ids: Sequence[str], limit: int) -> list[Poll]:
    """Polls that are open or closed, and have one of these roadmap items among their options; the newest first."""
    asked = select(poll_options.c.poll_id).where(
        poll_options.c.workspace_id == workspace, poll_options.c.item_id.in_(item_ids)
    )
    seen = (State.OPEN, State.CLOSED)
    return _all(
        tx, polls.c.workspace_id == workspace, polls.c.id.in_(asked), polls.c.state.in_(seen), limit=limit
    )


def options(tx: Transaction, workspace: str, poll_id: str) -> list[Option]:
    """What can be chosen, in its order."""
    return options_of(tx, workspace, [poll_id])[poll_id]


def options_of(tx: Transaction, workspace: str, poll_ids: Sequence[str]) -> dict[str, list[Option]]:
    """What can be chosen in each of these polls, in its order."""
    found: dict[str, list[Option]] = {poll_id: [] for poll_id in poll_ids}
    for poll_id, *row in tx.execute(
        select(poll_options.c.poll_id, *_OPTION)
        .where(poll_options.c.workspace_id == workspace, poll_options.c.poll_id.in_(poll_ids))
        .order_by(poll_options.c.position)
    ):
        found[poll_id].append(Option(*row))
    return found


def _one(tx: Transaction, which: ColumnElement[bool]) -> Poll | None:
    row = tx.execute(_POLL.where(which)).one_or_none()
    return read(row) if row else None


def _all(tx: Transaction, *which: ColumnElement[bool], limit: int) -> list[Poll]:
    return [read(row) for row in tx.execute(_POLL.where(*which).order_by(polls.c.number.desc()).limit(limit))]


def _counted(
    tx: Transaction, which: ColumnElement[bool], order: Sequence[ColumnElement[Any]], limit: int
) -> tuple[list[Poll], int]:
    """The first of these polls, and how many there are in all."""
    total = func.count().over().label("total")
    found = tx.execute(_POLL.add_columns(total).where(which).order_by(*order).limit(limit)).all()
    return [read(row) for row in found], found[0].total if found else 0


def read(row: Row[Any]) -> Poll:
    """A poll from its `FIELDS`."""
    values = {name: row._mapping[name] for name in Poll.__dataclass_fields__}
    return Poll(**{**values, "audience": Audience.read(row.audience)})
