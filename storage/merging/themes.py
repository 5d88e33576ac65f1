"""Merging two themes: the label of the merged one leads to the kept one, which has its signals."""

from datetime import datetime

from storage import counters
from storage.database import Transaction
from storage.merging.moving import THEMES, move, put_back
from storage.merging.rows import Kind, Merge, add, empty, family, fill, undo_row

FILLED = (("area_id",), ("owner",))


def merge_themes(
    tx: Transaction, workspace: str, merged_id: str, kept_id: str, by: str, now: datetime
) -> Merge:
    """Have one theme lead to another. Both were taken by `hold`, and stand for themselves.

    The kept one gets the area and the owner of the other where it has none.
    """
    before, after = fill(tx, workspace, Kind.THEME, kept_id, merged_id, FILLED)
    merge = Merge(counters.new_id(), Kind.THEME, merged_id, kept_id, by, now, before, after)
    add(tx, workspace, merge)
    move(tx, workspace, THEMES, "theme_id", merged_id, kept_id)
    return merge


def undo_themes(tx: Transaction, workspace: str, merge_id: str, by: str, now: datetime) -> Merge | None:
    """Have a merged theme stand for itself again, with its signals. None where that was done already."""
    merge = undo_row(tx, workspace, merge_id, by, now)
    if merge:
        back = family(tx, workspace, Kind.THEME, merge.merged_id)
        put_back(tx, workspace, THEMES, "theme_id", back, merge.merged_id, merge.kept_id)
        empty(tx, workspace, merge, FILLED)
    return merge
