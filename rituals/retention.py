"""Words are kept for as long as the team says, off by default: what is older loses its words, never its numbers."""

from datetime import timedelta

from rituals import digest
from rituals.search.indexing import index_signal
from rituals.services import Services
from storage import audit, outbox, retention, signals, vectors, workspaces

BATCH = 100  # signals a transaction


def expire(services: Services, days: int | None) -> bool:
    """Empty the words of some signals that are older than so many days; cards that show them are edited.

    False if there were none. `days` is None where everything is kept.
    """
    if days is None:
        return False
    now = services.now()
    with services.read() as tx:
        found = {
            home: ids
            for home in workspaces.ids(tx)
            if (ids := retention.expired(tx, home, now - timedelta(days=days), BATCH))
        }
    for home, ids in found.items():
        with services.write() as tx:
            retention.empty(tx, home, ids)
            about = {"object_kind": signals.KIND, "before": {"words": True}, "after": {"words": False}}
            changes = [about | {"object_id": signal_id} for signal_id in ids]
            audit.note_all(tx, home, changes, act="expire", by=None, now=now)
            for signal_id in ids:
                if signal := signals.get(tx, home, signal_id):
                    index_signal(tx, home, signal)
                vectors.forget(tx, home, signals.KIND, signal_id)
                outbox.want(tx, home, f"signal:{signal_id}")
                digest.tell_anew(tx, home, signal_id)
    return bool(found)
