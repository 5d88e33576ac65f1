"""Merging two signals: the merged one keeps its words, its account, its author; what becomes of it is the kept one's."""

from datetime import datetime

from sqlalchemy import select, update

from storage import counters
from storage.database import Transaction
from storage.merging.moving import FOLLOWERS, ITEMS, THEMES, move, put_back
from storage.merging.rows import Kind, Merge, add, family, undo_row
from storage.tables import signals

MERGED = "merged"  # the state of a signal that leads to another
RELATIONS = (THEMES, ITEMS, FOLLOWERS)


def merge_signals(
    tx: Transaction, workspace: str, merged_id: str, kept_id: str, by: str, now: datetime
) -> Merge:
    """Have one signal lead to another. Both were taken by `hold`, and stand for themselves."""
    state = tx.scalar(
        select(signals.c.state).where(signals.c.workspace_id == workspace, signals.c.id == merged_id)
    )
    merge = Merge(
        counters.new_id(), Kind.SIGNAL, merged_id, kept_id, by, now, {"state": state}, {"state": MERGED}
    )
    add(tx, workspace, merge)
    for relation in RELATIONS:
        move(tx, workspace, relation, "signal_id", merged_id, kept_id)
    _stand(tx, workspace, merge, MERGED)
    return merge


def undo_signals(tx: Transaction, workspace: str, merge_id: str, by: str, now: datetime) -> Merge | None:
    """Have a merged signal stand for itself again, as it stood. None where that was done already."""
    merge = undo_row(tx, workspace, merge_id, by, now)
    if merge is None:
        return None
    back = family(tx, workspace, Kind.SIGNAL, merge.merged_id)
    for relation in RELATIONS:
        put_back(tx, workspace, relation, "signal_id", back, merge.merged_id, merge.kept_id)
    _stand(tx, workspace, merge, merge.before["state"])
    return merge


def _stand(tx: Transaction, workspace: str, merge: Merge, state: str) -> None:
    """The merged signal's state from now on; what was open of the two is out of date."""
    for signal_id, values in ((merge.merged_id, {"state": state}), (merge.kept_id, {})):
        tx.execute(
            update(signals)
            .where(signals.c.workspace_id == workspace, signals.c.id == signal_id)
            .values(revision=signals.c.revision + 1, **values)
        )
