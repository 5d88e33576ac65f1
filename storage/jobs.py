"""Things to do that are too slow for an answer: stored with their cause, claimed by a lease and retried."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from storage import leases
from storage.database import Transaction
from storage.leases import AT_ONCE, Backlog, State
from storage.tables import jobs
from storage.upsert import insert

_ROWS = jobs.alias("candidate")
_CLAIM = leases.claiming(
    jobs, select(_ROWS.c.seq).where(leases.due(_ROWS)).order_by(_ROWS.c.not_before, _ROWS.c.seq)
)


@dataclass(frozen=True)
class Job:
    """A job that is ours to do until its lease is over."""

    seq: int
    lease: str
    workspace: str
    kind: str
    facts: Mapping[str, Any]
    attempts: int  # this one included


def put(
    tx: Transaction,
    workspace: str,
    *,
    kind: str,
    facts: Mapping[str, Any],
    unique_key: str,
    now: datetime,
    not_before: datetime | None = None,
) -> None:
    """Have something done once; a second `put` with the same `unique_key` changes nothing.

    `now` is kept as the job's age. `not_before` is real time; without it the job runs as soon as it may.
    """
    statement = insert(tx, jobs).values(
        workspace_id=workspace,
        kind=kind,
        facts=dict(facts),
        unique_key=unique_key,
        not_before=not_before or AT_ONCE,
        state=State.WAITING,
        attempts=0,
        created_at=now,
    )
    tx.execute(statement.on_conflict_do_nothing(index_elements=["workspace_id", "unique_key"]))


def claim(tx: Transaction, now: datetime, lease_seconds: float) -> Job | None:
    """Take the next job that is due, or None. `now` is real time."""
    row = leases.take(tx, _CLAIM, now, lease_seconds)
    if row is None:
        return None
    return Job(row["seq"], row["lease"], row["workspace_id"], row["kind"], row["facts"], row["attempts"])


def done(tx: Transaction, job: Job, now: datetime) -> bool:
    """It is done. False if the lease is no longer ours."""
    return leases.settle(tx, jobs, job.seq, job.lease, state=State.DONE, done_at=now, last_error=None)


def later(tx: Transaction, job: Job, *, not_before: datetime, error: str, counted: bool = True) -> bool:
    """Try again from then on (real time). False if the lease is no longer ours."""
    return leases.later(tx, jobs, job.seq, job.lease, not_before=not_before, error=error, counted=counted)


def fail(tx: Transaction, job: Job, error: str) -> bool:
    """Given up for good, shown to the admin. False if the lease is no longer ours."""
    return leases.settle(tx, jobs, job.seq, job.lease, state=State.FAILED, last_error=error)


def retry(tx: Transaction, workspace: str, seq: int) -> bool:
    """An admin's wish: try a failed job again. False if it has not failed."""
    statement = (
        update(jobs)
        .where(jobs.c.workspace_id == workspace, jobs.c.seq == seq, jobs.c.state == State.FAILED)
        .values(state=State.WAITING, attempts=0, not_before=AT_ONCE)
        .returning(jobs.c.seq)
    )
    return tx.scalar(statement) is not None


def problems(tx: Transaction, workspace: str, limit: int = 10) -> Backlog:
    """How many jobs wait or failed, and the newest problems, for `doctor`."""
    return leases.backlog(tx, jobs, workspace, limit)


def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete the jobs done before then (real time); how many."""
    return tx.execute(delete(jobs).where(jobs.c.state == State.DONE, jobs.c.done_at < before)).rowcount
