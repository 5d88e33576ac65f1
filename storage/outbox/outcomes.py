"""What came of a claimed message. Each answers False, and changes nothing, if the lease is no longer ours."""

from datetime import datetime

from sqlalchemy import case

from storage import leases
from storage.database import Transaction
from storage.leases import State
from storage.outbox.rows import Claimed, Standing
from storage.tables import outbox


def mark_shown(
    tx: Transaction, claimed: Claimed, standing: Standing | None, now: datetime, *, bundle: str | None = None
) -> bool:
    """The claimed revision stands there (or nothing does, with None), or is said within a `bundle` from now on."""
    more = outbox.c.wanted > claimed.revision
    return leases.settle(
        tx,
        outbox,
        claimed.seq,
        claimed.lease,
        shown=claimed.revision,
        channel_id=standing.channel if standing else None,
        ts=standing.ts if standing else None,
        bundle=bundle or claimed.bundle,
        state=case((more, State.WAITING), else_=State.DONE),
        done_at=case((more, None), else_=now),
        # A card that changes all the time goes behind those that wait; one that may wait for more, later.
        not_before=case((outbox.c.not_before > now, outbox.c.not_before), else_=now),
        attempts=0,
        maybe_since=None,
        last_error=None,
    )


def release_later(
    tx: Transaction,
    claimed: Claimed,
    *,
    not_before: datetime | None,
    error: str,
    surely_not_posted: bool,
    counted: bool = True,
) -> bool:
    """Try again from `not_before` on (None: as soon as it may go).

    Unless it was surely not posted, the next attempt looks first. `counted=False` takes the attempt back.
    """
    known = {"maybe_since": None} if surely_not_posted else {}
    return leases.later(
        tx,
        outbox,
        claimed.seq,
        claimed.lease,
        not_before=not_before,
        error=error,
        counted=counted,
        **known,
    )


def post_anew(tx: Transaction, claimed: Claimed, error: str) -> bool:
    """What stood there is gone: forget where, so that the next attempt posts."""
    return leases.later(
        tx,
        outbox,
        claimed.seq,
        claimed.lease,
        not_before=None,
        error=error,
        channel_id=None,
        ts=None,
        maybe_since=None,
    )


def fail(tx: Transaction, claimed: Claimed, error: str, *, surely_not_posted: bool = False) -> bool:
    """Given up for good: shown to the admin, and the next message passes.

    Where it was surely not posted, one who tries it again need not look first.
    """
    known = {"maybe_since": None} if surely_not_posted else {}
    return leases.settle(
        tx, outbox, claimed.seq, claimed.lease, state=State.FAILED, last_error=error, **known
    )


def hold(tx: Transaction, claimed: Claimed, error: str) -> bool:
    """It waits on a person; the next message passes."""
    return leases.settle(tx, outbox, claimed.seq, claimed.lease, state=State.HELD, last_error=error)
