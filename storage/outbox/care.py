"""What the admin and time do to rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, delete, func, or_, select, true, update

from storage import leases
from storage.database import Transaction
from storage.leases import AT_ONCE, Backlog, State
from storage.tables import outbox

SHUT_OUT = ("channel_not_found", "not_in_channel", "is_archived")
"""Errors that an invitation, or a channel that is open again, takes away."""

_BUNDLE = outbox.alias("bundle")


def _untried(rows: FromClause) -> ColumnElement[bool]:
    """Waiting for its first time: nobody says it, has said it, or may have."""
    return and_(
        rows.c.state == State.WAITING,
        rows.c.lease.is_(None),
        rows.c.maybe_since.is_(None),
        rows.c.ts.is_(None),
    )


def _its_bundle(of: ColumnElement[bool]) -> ColumnElement[bool]:
    """A message is said within another, of which that holds."""
    its = and_(_BUNDLE.c.workspace_id == outbox.c.workspace_id, _BUNDLE.c.unique_key == outbox.c.bundle)
    return select(_BUNDLE.c.seq).where(its, of).exists()


_UNSAID = or_(and_(outbox.c.bundle.is_(None), _untried(outbox)), _its_bundle(_untried(_BUNDLE)))


def retry(tx: Transaction, workspace: str, seq: int, *, surely_not_posted: bool = False) -> bool:
    """An admin's wish: try a failed or held message again, with what goes under it. False if it is neither.

    `surely_not_posted`: the admin looked and it is not in Slack, so that delivery need not look.
    """
    known = {"maybe_since": None} if surely_not_posted else {}
    again = {"state": State.WAITING, "attempts": 0, "not_before": AT_ONCE}
    stuck = and_(outbox.c.workspace_id == workspace, outbox.c.state.in_([State.FAILED, State.HELD]))
    key = tx.scalar(
        update(outbox)
        .where(stuck, outbox.c.seq == seq)
        .values(**again, **known)
        .returning(outbox.c.unique_key)
    )
    if key is None:
        return False
    tx.execute(update(outbox).where(stuck, outbox.c.under == key).values(again))
    return True


def found_posted(tx: Transaction, workspace: str, seq: int, now: datetime) -> bool:
    """An admin found a held message in Slack: it is done, with what waits to go under it. False if it is not held.

    Where it stands stays unknown, so that a card that changes later is looked for again. `now` is real time.
    """
    done = {"state": State.DONE, "done_at": now, "last_error": None}
    held = and_(outbox.c.workspace_id == workspace, outbox.c.state == State.HELD)
    key = tx.scalar(
        update(outbox)
        .where(held, outbox.c.seq == seq)
        .values(shown=outbox.c.wanted, **done)
        .returning(outbox.c.unique_key)
    )
    if key is None:
        return False
    tx.execute(update(outbox).where(held, outbox.c.under == key).values(done))
    return True


def retry_shut_out(tx: Transaction, workspace: str, channel: str) -> None:
    """We can speak in a channel (again): try what failed because we could not, with what goes under it."""
    failed = and_(outbox.c.workspace_id == workspace, outbox.c.state == State.FAILED)
    again = {"state": State.WAITING, "attempts": 0, "not_before": AT_ONCE}
    shut_out = or_(*(outbox.c.last_error.startswith(error) for error in SHUT_OUT))
    keys = tx.scalars(
        update(outbox)
        .where(failed, outbox.c.recipient == channel, shut_out)
        .values(again)
        .returning(outbox.c.unique_key)
    ).all()
    if keys:
        tx.execute(update(outbox).where(failed, outbox.c.under.in_(keys)).values(again))


@dataclass(frozen=True)
class Unsaid:
    """A message that nobody has tried to say yet."""

    seq: int
    recipient: str
    facts: Mapping[str, Any]


def unsaid(tx: Transaction, workspace: str, kind: str) -> list[Unsaid]:
    """The messages of a kind that nobody has tried to say yet."""
    found = tx.execute(
        select(outbox.c.seq, outbox.c.recipient, outbox.c.facts)
        .where(outbox.c.workspace_id == workspace, outbox.c.kind == kind, _UNSAID)
        .order_by(outbox.c.seq)
    )
    return [Unsaid(*row) for row in found]


def take_back(tx: Transaction, workspace: str, seq: int) -> bool:
    """Have a message not be said. False if somebody says it already, or may have."""
    gone = delete(outbox).where(outbox.c.workspace_id == workspace, outbox.c.seq == seq, _UNSAID)
    return tx.scalar(gone.returning(outbox.c.seq)) is not None


def forget_said(tx: Transaction, workspace: str, keys: str) -> int:
    """Delete what was said, or given up, under keys that begin like that. How many of them are still to be said."""
    these = and_(outbox.c.workspace_id == workspace, outbox.c.unique_key.startswith(keys, autoescape=True))
    tx.execute(delete(outbox).where(these, outbox.c.state != State.WAITING))
    return tx.scalar(select(func.count()).where(these)) or 0


@dataclass(frozen=True)
class Fate:
    """What became of a message so far; `error` is why it was not said when it was last tried."""

    state: State
    error: str | None


def fate(tx: Transaction, workspace: str, unique_key: str) -> Fate | None:
    """What became of the message with that key; None if there is none."""
    found = tx.execute(
        select(outbox.c.state, outbox.c.last_error).where(
            outbox.c.workspace_id == workspace, outbox.c.unique_key == unique_key
        )
    ).first()
    return Fate(State(found.state), found.last_error) if found else None


def waiting_and_failed(tx: Transaction, workspace: str, limit: int = 10) -> Backlog:
    """How many messages wait, failed or are held, and the newest problems, for `doctor`."""
    return leases.backlog(tx, outbox, workspace, limit)


def next_later(tx: Transaction, now: datetime) -> datetime | None:
    """When the next message may go of those that wait for a later time; real time, as `now`."""
    return min((at for _, at in tx.execute(_later(now))), default=None)


def hasten(tx: Transaction, by: timedelta, now: datetime) -> None:
    """Let what waits for a later time (real time, as `now`) come so much sooner: the demo's clock was moved."""
    for seq, at in tx.execute(_later(now)).all():
        tx.execute(update(outbox).where(outbox.c.seq == seq).values(not_before=at - by))


def _later(now: datetime) -> Select[int, datetime]:
    return select(outbox.c.seq, outbox.c.not_before).where(
        outbox.c.state == State.WAITING, outbox.c.not_before > now
    )


def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete what was said before then (real time), except cards and what others still need; how many.

    What a bundle is made of stays as long as the bundle; what goes under a message needs that until it is said.
    """
    child = outbox.alias("child")
    needed = (
        select(child.c.seq)
        .where(
            child.c.workspace_id == outbox.c.workspace_id,
            child.c.under == outbox.c.unique_key,
            child.c.state != State.DONE,
        )
        .exists()
    )
    statement = delete(outbox).where(
        outbox.c.state == State.DONE, outbox.c.done_at < before, ~outbox.c.card, ~needed, ~_its_bundle(true())
    )
    return tx.execute(statement).rowcount
