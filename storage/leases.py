"""What outbox and jobs share: rows that processes claim one by one, by a lease that ends by itself.

A claim is one conditional UPDATE: who gets the row back has it until the lease is over. A process that dies
leaves its lease behind, and the row is claimed again once that is over. All instants here are real time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    FromClause,
    RowMapping,
    Select,
    Table,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    update,
)

from storage.database import Transaction

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""A `not_before` that is over on every clock."""


class State(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"  # for good, shown to the admin
    HELD = "held"  # waits on a person


@dataclass(frozen=True)
class Problem:
    """A row that needs somebody's eye: it failed, is held, or was tried before without success."""

    seq: int
    kind: str
    recipient: str | None  # null for a job
    state: State
    attempts: int
    error: str | None
    created_at: datetime
    not_before: datetime


@dataclass(frozen=True)
class Backlog:
    """How much is waiting and what went wrong, the newest problems first."""

    counts: dict[State, int]
    oldest_waiting: datetime | None
    problems: Sequence[Problem]


NOW: BindParameter[datetime] = bindparam("now")
"""The instant that a claim is made, given when its statement is run."""


def due(rows: FromClause) -> ColumnElement[bool]:
    """Waiting, its time has come, and nobody has it."""
    return and_(
        rows.c.state == State.WAITING,
        rows.c.not_before <= NOW,
        or_(rows.c.leased_until.is_(None), rows.c.leased_until <= NOW),
    )


def claiming(table: Table, candidate: Select[int], **also: Any) -> Executable:
    """The statement that claims the row whose `seq` the candidate query names, counting an attempt. For `take`.

    Made once: processes look for work all the time, and building it takes longer than running it.
    """
    # On PostgreSQL a row that another process is just claiming is passed over instead of waited for.
    chosen = candidate.limit(1).with_for_update(skip_locked=True).scalar_subquery()
    return (
        update(table)
        .where(table.c.seq == chosen, due(table))
        .values(
            lease=bindparam("new_lease"),
            leased_until=bindparam("until"),
            attempts=table.c.attempts + 1,
            **also,
        )
        .returning(table)
    )


def take(tx: Transaction, statement: Executable, now: datetime, lease_seconds: float) -> RowMapping | None:
    """Claim a row; None if there is none that may be."""
    given = {"now": now, "new_lease": uuid4().hex, "until": now + timedelta(seconds=lease_seconds)}
    return tx.execute(statement, given).mappings().one_or_none()


def settle(tx: Transaction, table: Table, seq: int, lease: str, **values: Any) -> bool:
    """Give a claimed row back with its outcome. False, with nothing changed, if the lease is not ours."""
    statement = (
        update(table)
        .where(table.c.seq == seq, table.c.lease == lease)
        .values(lease=None, leased_until=None, **values)
        .returning(table.c.seq)
    )
    return tx.scalar(statement) is not None


def later(
    tx: Transaction,
    table: Table,
    seq: int,
    lease: str,
    *,
    not_before: datetime | None,
    error: str,
    counted: bool = True,
    **values: Any,
) -> bool:
    """Give a claimed row back to be tried again; without a `not_before` as soon as it may go."""
    if not_before is not None:
        values["not_before"] = not_before
    if not counted:
        values["attempts"] = table.c.attempts - 1
    return settle(tx, table, seq, lease, last_error=error, **values)


def retry_seconds(attempts: int, first: float, longest: float, chance: float) -> float:
    """How long to wait after so many attempts: doubling, up to a longest pause, half of it by chance (0 to 1).

    "Equal jitter": https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    """
    pause = min(longest, first * 2.0 ** min(attempts - 1, 60))
    return pause * (1 + chance) / 2


def backlog(tx: Transaction, table: Table, workspace: str, limit: int) -> Backlog:
    """What waits, failed or is held, for the admin."""
    here = table.c.workspace_id == workspace
    counted = tx.execute(
        select(table.c.state, func.count(), func.min(table.c.created_at))
        .where(here, table.c.state != State.DONE)
        .group_by(table.c.state)
    ).all()
    trouble = or_(
        table.c.state.in_([State.FAILED, State.HELD]),
        and_(table.c.state == State.WAITING, table.c.last_error.is_not(None)),
    )
    found = tx.execute(
        select(
            table.c.seq,
            table.c.kind,
            table.c.recipient if "recipient" in table.c else null(),
            table.c.state,
            table.c.attempts,
            table.c.last_error,
            table.c.created_at,
            table.c.not_before,
        )
        .where(here, trouble)
        .order_by(table.c.seq.desc())
        .limit(limit)
    )
    return Backlog(
        counts={State(state): count for state, count, _ in counted},
        oldest_waiting=next((oldest for state, _, oldest in counted if state == State.WAITING), None),
        problems=[
            Problem(seq, kind, recipient, State(state), attempts, error, created_at, not_before)
            for seq, kind, recipient, state, attempts, error, created_at, not_before in found
        ],
    )
