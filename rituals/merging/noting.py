"""A merge of two themes or accounts in the history of both; what the one that stays got, or gave back, is kept there, too."""

from datetime import datetime

from rituals.services import Person
from storage import audit
from storage.database import Transaction
from storage.merging import Merge


def note(tx: Transaction, workspace: str, made: Merge, act: str, by: Person, now: datetime) -> None:
    """Keep that two were merged (`merge`), or that they were parted again (`part`)."""
    merges = act == "merge"
    changes = (
        (made.merged_id, {"merged_into": None}, {"merged_into": made.kept_id}),
        (made.kept_id, {"speaks_for": None, **made.before}, {"speaks_for": made.merged_id, **made.after}),
    )
    rows = [
        {
            "object_kind": made.kind.value,
            "object_id": object_id,
            "before": before if merges else after,
            "after": after if merges else before,
        }
        for object_id, before, after in changes
    ]
    audit.note_all(tx, workspace, rows, act=act, by=by.id, now=now)
