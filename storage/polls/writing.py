"""Writing polls: each change is one conditional statement, so that of two people one is first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, insert, update
from sqlalchemy import delete as delete_from

from storage import ballots, counters
from storage.database import Transaction
from storage.polls.finding import FIELDS, read
from storage.polls.rows import KIND, Poll, State
from storage.tables import poll_options, poll_votes, polls

Chosen = tuple[str, str | None]
"""An option: its label, and the roadmap item that it stands for."""


def add(
    tx: Transaction, workspace: str, poll_id: str, values: Mapping[str, Any], options: Sequence[Chosen]
) -> int:
    """Keep a new poll. Returns its number."""
    number = counters.bump(tx, workspace, KIND)
    new = {"state": State.DRAFT, "large": False, "nudges": 0, "revision": 1}
    tx.execute(insert(polls).values(workspace_id=workspace, id=poll_id, number=number, **{**new, **values}))
    _put_options(tx, workspace, poll_id, options)
    return number


def change(
    tx: Transaction,
    workspace: str,
    poll_id: str,
    revision: int,
    values: Mapping[str, Any],
    options: Sequence[Chosen],
) -> bool:
    """Change a draft. False, with nothing changed, where it is none any more, or somebody else was faster."""
    which = and_(_this(workspace, poll_id), polls.c.state == State.DRAFT, polls.c.revision == revision)
    if not _changed(tx, which, revision=polls.c.revision + 1, **values):
        return False
    tx.execute(delete_from(poll_options).where(_of(poll_options, workspace, poll_id)))
    _put_options(tx, workspace, poll_id, options)
    return True


def turn(
    tx: Transaction,
    workspace: str,
    poll_id: str,
    of: State,
    to: State,
    *and_only: ColumnElement[bool],
    **values: Any,
) -> bool:
    """A poll goes on. False, with nothing changed, where it is not in that state."""
    which = and_(_this(workspace, poll_id), polls.c.state == of, *and_only)
    return _changed(tx, which, state=to, **values)


def hold(tx: Transaction, workspace: str, poll_id: str, now: datetime | None = None) -> Poll | None:
    """An open poll, with others who vote or close it waiting until this transaction ends.

    With `now`, only where its time is not up.
    """
    in_time = [polls.c.closes_at > now] if now else []
    which = and_(_this(workspace, poll_id), polls.c.state == State.OPEN, *in_time)
    held = update(polls).where(which).values(revision=polls.c.revision).returning(*FIELDS)
    row = tx.execute(held).one_or_none()
    return read(row) if row else None


def decide(tx: Transaction, workspace: str, poll_id: str, values: Mapping[str, Any]) -> bool:
    """Keep the decision of a closed poll. False where there is one already."""
    return turn(
        tx,
        workspace,
        poll_id,
        State.CLOSED,
        State.CLOSED,
        polls.c.decided_at.is_(None),
        nudge_at=None,
        **values,
    )


def take_reminding(tx: Transaction, workspace: str, poll_id: str, now: datetime) -> bool:
    """To remind those who are asked is ours. False where it was done, or the poll is closed."""
    return turn(tx, workspace, poll_id, State.OPEN, State.OPEN, polls.c.remind_at <= now, remind_at=None)


def take_nudging(
    tx: Transaction, workspace: str, poll_id: str, now: datetime, again_at: datetime | None
) -> bool:
    """To ask the owner for the decision is ours, the next time at `again_at`. False where it was done or decided."""
    which, said = polls.c.nudge_at <= now, {"nudge_at": again_at, "nudges": polls.c.nudges + 1}
    return turn(tx, workspace, poll_id, State.CLOSED, State.CLOSED, which, **said)


def delete(tx: Transaction, workspace: str, poll_id: str) -> None:
    """A poll goes, with its options and all votes."""
    ballots.drop(tx, workspace, poll_id)
    for table in (poll_votes, poll_options):
        tx.execute(delete_from(table).where(_of(table, workspace, poll_id)))
    tx.execute(delete_from(polls).where(_this(workspace, poll_id)))


def _put_options(tx: Transaction, workspace: str, poll_id: str, options: Sequence[Chosen]) -> None:
    rows = [
        {
            "workspace_id": workspace,
            "id": counters.new_id(),
            "poll_id": poll_id,
            "position": position,
            "label": label,
            "item_id": item,
        }
        for position, (label, item) in enumerate(options)
    ]
    if rows:
        tx.execute(insert(poll_options), rows)


def _changed(tx: Transaction, which: ColumnElement[bool], **values: Any) -> bool:
    return tx.scalar(update(polls).where(which).values(**values).returning(polls.c.id)) is not None


def _this(workspace: str, poll_id: str) -> ColumnElement[bool]:
    return and_(polls.c.workspace_id == workspace, polls.c.id == poll_id)


def _of(table: Any, workspace: str, poll_id: str) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == workspace, table.c.poll_id == poll_id)
