"""Merging two accounts: the names of the merged one lead to the kept one, which has its signals."""

from datetime import datetime

from sqlalchemy import case, func, update

from storage import accounts as account_names
from storage import counters
from storage.database import Transaction
from storage.merging.rows import Kind, Merge, add, empty, family, fill, undo_row
from storage.tables import signals

FILLED = (("segment",), ("revenue_minor", "revenue_currency"), ("owner",), ("domain",))


def merge_accounts(
    tx: Transaction, workspace: str, merged_id: str, kept_id: str, by: str, now: datetime
) -> Merge:
    """Have one account lead to another. Both were taken by `hold`, and stand for themselves.

    The kept one gets what it has not and the other has. Each signal remembers which of them people named.
    """
    before, after = fill(tx, workspace, Kind.ACCOUNT, kept_id, merged_id, FILLED)
    merge = Merge(counters.new_id(), Kind.ACCOUNT, merged_id, kept_id, by, now, before, after)
    add(tx, workspace, merge)
    tx.execute(
        update(signals)
        .where(signals.c.workspace_id == workspace, signals.c.account_id == merged_id)
        .values(
            account_id=kept_id,
            named_account_id=func.coalesce(signals.c.named_account_id, merged_id),
        )
    )
    counters.bump(tx, workspace, account_names.VERSION)
    return merge


def undo_accounts(tx: Transaction, workspace: str, merge_id: str, by: str, now: datetime) -> Merge | None:
    """Have a merged account stand for itself again, with its signals. None where that was done already."""
    merge = undo_row(tx, workspace, merge_id, by, now)
    if merge is None:
        return None
    back = family(tx, workspace, Kind.ACCOUNT, merge.merged_id)
    named = signals.c.named_account_id
    tx.execute(
        update(signals)
        .where(
            signals.c.workspace_id == workspace,
            signals.c.account_id == merge.kept_id,
            named.in_(sorted(back)),
        )
        .values(account_id=merge.merged_id, named_account_id=case((named != merge.merged_id, named)))
    )
    empty(tx, workspace, merge, FILLED)
    counters.bump(tx, workspace, account_names.VERSION)
    return merge
