"""Words are kept for as long as the team says, off by default: what is older loses its words, never its numbers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rituals import digest
from rituals.polls.cards import comments_gone as poll_comments_gone
from rituals.search.indexing import index_signal
from rituals.services import Services
from rituals.surveys.saying import comments_gone as survey_comments_gone
from storage import audit, outbox, polls, retention, signals, surveys, vectors, workspaces
from storage.database import Transaction

BATCH = 100  # of a kind, a transaction


def expire(services: Services, days: int | None) -> bool:
    """Empty the words of some signals, closed polls and surveys that are older than so many days.

    Cards that show them are edited. False if there were none. `days` is None where everything is kept.
    """
    if days is None:
        return False
    now = services.now()
    before = now - timedelta(days=days)
    with services.read() as tx:
        found = {home: _expired(tx, home, before) for home in workspaces.ids(tx)}
    old = {home: ids for home, ids in found.items() if any(ids)}
    for home, (of_signals, of_polls, of_surveys) in old.items():
        with services.write() as tx:
            _empty_signals(tx, home, of_signals, now)
            _empty_boxes(tx, home, of_polls, of_surveys, now)
    return bool(old)


def _expired(tx: Transaction, home: str, before: datetime) -> tuple[list[str], list[str], list[str]]:
    """Of signals, polls and surveys, those that are due."""
    return (
        retention.expired(tx, home, before, BATCH),
        retention.expired_polls(tx, home, before, BATCH),
        retention.expired_surveys(tx, home, before, BATCH),
    )


def _empty_signals(tx: Transaction, home: str, ids: Sequence[str], now: datetime) -> None:
    retention.empty(tx, home, ids)
    _note(tx, home, signals.KIND, ids, now)
    for signal_id in ids:
        if signal := signals.get(tx, home, signal_id):
            index_signal(tx, home, signal)
        vectors.forget(tx, home, signals.KIND, signal_id)
        outbox.want(tx, home, f"signal:{signal_id}")
        digest.tell_anew(tx, home, signal_id)


def _empty_boxes(
    tx: Transaction, home: str, of_polls: Sequence[str], of_surveys: Sequence[str], now: datetime
) -> None:
    for poll_id in of_polls:
        poll_comments_gone(tx, home, poll_id)
    for survey_id in of_surveys:
        survey_comments_gone(tx, home, survey_id)
    retention.empty_boxes(tx, home, [*of_polls, *of_surveys])
    _note(tx, home, polls.KIND, of_polls, now)
    _note(tx, home, surveys.KIND, of_surveys, now)


def _note(tx: Transaction, home: str, kind: str, ids: Sequence[str], now: datetime) -> None:
    about = {"object_kind": kind, "before": {"words": True}, "after": {"words": False}}
    audit.note_all(tx, home, [about | {"object_id": one} for one in ids], act="expire", by=None, now=now)
