"""Taking the next message that may go."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Executable, FromClause, case, or_, select

from storage import leases
from storage.database import Transaction
from storage.leases import NOW, State
from storage.outbox.pacing import WHOLE_WORKSPACE, slow_down_all
from storage.outbox.rows import Claimed, Standing
from storage.tables import outbox, pace


def claim(
    tx: Transaction,
    now: datetime,
    lease_seconds: float,
    *,
    channel_gap: float = 1.0,
    workspace_gap: float = 0.05,
) -> Claimed | None:
    """Take the next message that may go, or None. `now` is real time.

    The gaps (seconds) are left before the next message to its recipient and in its workspace.
    """
    row = leases.take(tx, _CLAIM, now, lease_seconds)
    if row is None:
        return None
    gaps = {WHOLE_WORKSPACE: workspace_gap, row["recipient"]: channel_gap}
    slow_down_all(tx, row["workspace_id"], {to: now + timedelta(seconds=gap) for to, gap in gaps.items()})
    thread, thread_state = _thread(tx, row["workspace_id"], row["under"])
    if row["thread_ts"]:
        thread = Standing(row["recipient"], row["thread_ts"])
    return Claimed(
        seq=row["seq"],
        lease=row["lease"],
        leased_until=row["leased_until"],
        workspace=row["workspace_id"],
        kind=row["kind"],
        recipient=row["recipient"],
        facts=row["facts"],
        unique_key=row["unique_key"],
        revision=row["wanted"],
        attempts=row["attempts"],
        standing=Standing(row["channel_id"], row["ts"]) if row["ts"] else None,
        under=row["under"],
        thread=thread,
        thread_state=thread_state,
        bundle=row["bundle"],
        created_at=row["created_at"],
        maybe_since=row["maybe_since"],
        in_doubt=row["maybe_since"] < now,
    )


def _slowed_down(rows: FromClause) -> ColumnElement[bool]:
    return (
        select(pace.c.channel)
        .where(
            pace.c.workspace_id == rows.c.workspace_id,
            pace.c.channel.in_([rows.c.recipient, WHOLE_WORKSPACE]),
            pace.c.not_before > NOW,
        )
        .exists()
    )


def _not_its_turn(rows: FromClause) -> ColumnElement[bool]:
    """An earlier one with the same ordering key is not said yet.

    One that was put for later lets others pass until its time comes; one that backs off does not.
    """
    before = outbox.alias("before")
    return (
        select(before.c.seq)
        .where(
            before.c.workspace_id == rows.c.workspace_id,
            before.c.ordering_key == rows.c.ordering_key,
            before.c.state == State.WAITING,
            before.c.seq < rows.c.seq,
            before.c.ts.is_(None),
            or_(before.c.attempts > 0, before.c.not_before <= NOW),
        )
        .exists()
    )


def _thread_not_there(rows: FromClause) -> ColumnElement[bool]:
    """The message that it goes under is still to be posted."""
    parent = outbox.alias("parent")
    return (
        select(parent.c.seq)
        .where(
            parent.c.workspace_id == rows.c.workspace_id,
            parent.c.unique_key == rows.c.under,
            parent.c.ts.is_(None),
            parent.c.state == State.WAITING,
        )
        .exists()
    )


def _claim() -> Executable:
    """The statement that takes the next message that may go, whoever else is claiming."""
    rows = outbox.alias("candidate")
    candidate = (
        select(rows.c.seq)
        .where(
            leases.due(rows),
            ~_slowed_down(rows),
            or_(rows.c.ts.is_not(None), ~_not_its_turn(rows)),  # an edit has its place already
            or_(rows.c.under.is_(None), ~_thread_not_there(rows)),
        )
        .order_by(rows.c.not_before, rows.c.seq)
    )
    maybe_since = case((outbox.c.maybe_since.is_(None), NOW), else_=outbox.c.maybe_since)
    return leases.claiming(outbox, candidate, maybe_since=maybe_since)


_CLAIM = _claim()


def _thread(tx: Transaction, workspace: str, under: str | None) -> tuple[Standing | None, State | None]:
    if under is None:
        return None, None
    found = tx.execute(
        select(outbox.c.state, outbox.c.channel_id, outbox.c.ts).where(
            outbox.c.workspace_id == workspace, outbox.c.unique_key == under
        )
    ).one_or_none()
    if found is None:
        return None, None
    state, channel, ts = found
    return (Standing(channel, ts) if ts else None), State(state)
