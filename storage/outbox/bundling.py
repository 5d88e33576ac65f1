"""Messages that are said within another: many small ones become one, which is said and edited as a whole.

Such a row is done as soon as it names its bundle. Whatever changes of it wants one more revision of the bundle, as
long as that is kept; opened, it is said after all, in the thread of its bundle.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storage.database import Transaction
from storage.leases import AT_ONCE
from storage.outbox.outcomes import mark_shown
from storage.outbox.putting import new_row, one_more
from storage.outbox.rows import Claimed
from storage.tables import outbox
from storage.upsert import by_database

_PUT = by_database(
    outbox,
    lambda insert: insert.on_conflict_do_update(
        index_elements=["workspace_id", "unique_key"], set_=one_more()
    ),
)


@dataclass(frozen=True)
class Entry:
    """A message that is said within a bundle."""

    seq: int
    kind: str
    facts: Mapping[str, Any]
    opened: bool  # it stands in the bundle's thread, or will


def put_into(
    tx: Transaction,
    claimed: Claimed,
    *,
    kind: str,
    unique_key: str,
    facts: Mapping[str, Any],
    not_before: datetime,
    now: datetime,
    real_now: datetime,
) -> bool:
    """Have a claimed message be said within the bundle of that key, which is put if there is none yet.

    `kind`, `facts`, `not_before` and `now` are the bundle's, as in `put`. False, with nothing changed, if the lease is
    no longer ours.
    """
    if not mark_shown(tx, claimed, None, real_now, bundle=unique_key):
        return False
    # Not a card, though it is edited: once it is old it is forgotten, and stays as it is.
    bundle = new_row(kind, claimed.recipient, facts, now, not_before, None, None, None)
    bundle |= {"workspace_id": claimed.workspace, "unique_key": unique_key, "card": False}
    tx.execute(_PUT[tx.dialect.name], bundle)
    return True


def show_bundle(tx: Transaction, workspace: str, unique_key: str) -> None:
    """Show the newest state of what is said within a bundle, if it is still kept."""
    tx.execute(
        update(outbox)
        .where(outbox.c.workspace_id == workspace, outbox.c.unique_key == unique_key)
        .values(one_more())
    )


def entries(tx: Transaction, workspace: str, bundle: str) -> list[Entry]:
    """What is said within a bundle, in the order in which it was put."""
    found = tx.execute(
        select(outbox.c.seq, outbox.c.kind, outbox.c.facts, outbox.c.under.is_not(None))
        .where(outbox.c.workspace_id == workspace, outbox.c.bundle == bundle)
        .order_by(outbox.c.seq)
    )
    return [Entry(*row) for row in found]


def open_entry(tx: Transaction, workspace: str, seq: int, recipients: Collection[str]) -> str | None:
    """Say what is within a bundle in the thread of that; the bundle's key, also where it was opened before.

    None if it is none that these hear, or if its bundle does not stand anywhere, or is kept no more.
    """
    bundle = outbox.alias("bundle")
    stands = (
        select(bundle.c.seq)
        .where(
            bundle.c.workspace_id == outbox.c.workspace_id,
            bundle.c.unique_key == outbox.c.bundle,
            bundle.c.ts.is_not(None),
        )
        .exists()
    )
    theirs = (
        outbox.c.workspace_id == workspace,
        outbox.c.seq == seq,
        outbox.c.recipient.in_(recipients),
        stands,
    )
    opened = (
        update(outbox)
        .where(*theirs, outbox.c.under.is_(None))
        .values(one_more() | {"under": outbox.c.bundle, "not_before": AT_ONCE})
    )
    tx.execute(opened)
    return tx.scalar(select(outbox.c.bundle).where(*theirs))
