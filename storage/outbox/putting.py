"""Putting things to say, by those who have them to say."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Executable, and_, bindparam, case, select, update

from storage.database import Transaction
from storage.leases import AT_ONCE, State
from storage.tables import outbox
from storage.upsert import Insert, by_database


def put(
    tx: Transaction,
    workspace: str,
    *,
    kind: str,
    recipient: str,
    facts: Mapping[str, Any],
    unique_key: str,
    now: datetime,
    not_before: datetime | None = None,
    ordering_key: str | None = None,
    under: str | None = None,
    thread_ts: str | None = None,
) -> None:
    """Say something once; a second `put` with the same `unique_key` changes nothing.

    `facts` are ids and numbers, never words. `now` is kept as the row's age. `not_before` is real time;
    without it the message goes as soon as it may. `under` is the unique key of the message in whose thread it
    goes, `thread_ts` the ts of that message where it is somebody else's. Messages with one ordering key (by
    default `under`, else the recipient) go in the order of `put`.
    """
    row = new_row(kind, recipient, facts, now, not_before, ordering_key, under, thread_ts)
    row |= {"workspace_id": workspace, "unique_key": unique_key, "card": False}
    tx.execute(_PUT[tx.dialect.name], row)


def put_card(
    tx: Transaction,
    workspace: str,
    *,
    kind: str,
    recipient: str,
    facts: Mapping[str, Any],
    unique_key: str,
    now: datetime,
    not_before: datetime | None = None,
    ordering_key: str | None = None,
    under: str | None = None,
    thread_ts: str | None = None,
) -> int:
    """Show an object's newest state on its card: the first time it is posted, then edited in place.

    A new revision is a new try, also where the one before failed. Takes what `put` takes; returns the revision that is
    wanted now, which is 1 for a new card.
    """
    row = new_row(kind, recipient, facts, now, not_before, ordering_key, under, thread_ts)
    row |= {"workspace_id": workspace, "unique_key": unique_key, "card": True}
    return int(tx.execute(_PUT_CARD[tx.dialect.name], row).scalar_one())


def want(tx: Transaction, workspace: str, unique_key: str) -> bool:
    """Show the newest state on a card that exists already. False if there is none."""
    return tx.scalar(_WANT_ONE, {"workspace": workspace, "key": unique_key}) is not None


def want_soon(tx: Transaction, workspace: str, unique_key: str, now: datetime, gap: timedelta) -> None:
    """Show the newest state on a card, a gap from `now` (real time): what changes until then is shown by the same edit."""
    waiting = outbox.c.state == State.WAITING
    in_hand = and_(waiting, outbox.c.leased_until > now)  # the edit that is on its way shows it no more
    not_before = case((in_hand, now + gap), (waiting, outbox.c.not_before), else_=now + gap)
    tx.execute(
        update(outbox)
        .where(outbox.c.workspace_id == workspace, outbox.c.unique_key == unique_key, outbox.c.card)
        .values(one_more() | {"not_before": not_before})
    )


def want_each(tx: Transaction, workspace: str, unique_keys: Iterable[str]) -> None:
    """Show the newest state on those of these cards that exist, in one trip to the database."""
    rows = [
        {"workspace": workspace, "key": key} for key in sorted(set(unique_keys))
    ]  # one order: no deadlock
    if rows:
        tx.execute(_WANT, rows)


def want_all(tx: Transaction, workspace: str, kind: str) -> None:
    """Show the newest state on all cards of a kind."""
    tx.execute(
        update(outbox)
        .where(outbox.c.workspace_id == workspace, outbox.c.kind == kind, outbox.c.card)
        .values(one_more())
    )


def facts_of(tx: Transaction, workspace: str, unique_key: str) -> dict[str, Any] | None:
    """The facts of what was put under a key; None where nothing was."""
    return tx.scalar(
        select(outbox.c.facts).where(outbox.c.workspace_id == workspace, outbox.c.unique_key == unique_key)
    )


def kept(tx: Transaction, workspace: str, key_begins: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Unique key, recipient and facts of what was put under keys that begin so."""
    which = and_(
        outbox.c.workspace_id == workspace, outbox.c.unique_key.startswith(key_begins, autoescape=True)
    )
    found = tx.execute(select(outbox.c.unique_key, outbox.c.recipient, outbox.c.facts).where(which))
    return [(key, recipient, facts) for key, recipient, facts in found]


def new_row(
    kind: str,
    recipient: str,
    facts: Mapping[str, Any],
    now: datetime,
    not_before: datetime | None,
    ordering_key: str | None,
    under: str | None,
    thread_ts: str | None,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "recipient": recipient,
        "facts": dict(facts),
        "ordering_key": ordering_key or under or recipient,
        "under": under,
        "thread_ts": thread_ts,
        "not_before": not_before or AT_ONCE,
        "wanted": 1,
        "shown": 0,
        "state": State.WAITING,
        "attempts": 0,
        "created_at": now,
    }


def one_more() -> dict[str, Any]:
    # A card that waits already may be in somebody's hands, or be backing off: only its revision changes.
    waiting = outbox.c.state == State.WAITING
    return {
        "wanted": outbox.c.wanted + 1,
        "state": State.WAITING,
        "attempts": case((waiting, outbox.c.attempts), else_=0),
        "last_error": case((waiting, outbox.c.last_error), else_=None),
        "done_at": None,
    }


def _show_again(insert: Insert) -> Executable:
    return insert.on_conflict_do_update(
        index_elements=_KEY, set_=one_more() | {"facts": insert.excluded.facts}
    ).returning(outbox.c.wanted)


_KEY = ["workspace_id", "unique_key"]
_PUT = by_database(outbox, lambda insert: insert.on_conflict_do_nothing(index_elements=_KEY))
_PUT_CARD = by_database(outbox, _show_again)
_WANT = (
    update(outbox)
    .where(
        outbox.c.workspace_id == bindparam("workspace"),
        outbox.c.unique_key == bindparam("key"),
        outbox.c.card,
    )
    .values(one_more())
)
_WANT_ONE = _WANT.returning(outbox.c.seq)
