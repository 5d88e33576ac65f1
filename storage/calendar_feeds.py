"""Secret addresses of calendars: whose each is, found by the hash of its secret."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, select, update

from storage import counters
from storage.database import Transaction
from storage.tables import calendar_feeds as feeds
from storage.upsert import insert


@dataclass(frozen=True)
class Feed:
    """That somebody has an address for a calendar, and since when; not what it is."""

    id: str
    workspace_id: str
    person: str
    what: str
    at: datetime


_KEY = ("workspace_id", "person", "what")
_FIELDS = tuple(feeds.c[name] for name in Feed.__dataclass_fields__)


def add(tx: Transaction, workspace: str, person: str, what: str, hash_: str, now: datetime) -> Feed | None:
    """Keep somebody's address of a calendar. None, with nothing changed, where they have one."""
    row = insert(tx, feeds).values(
        workspace_id=workspace, person=person, what=what, id=counters.new_id(), hash=hash_, at=now
    )
    kept = tx.execute(row.on_conflict_do_nothing(index_elements=list(_KEY)).returning(*_FIELDS)).one_or_none()
    return Feed(*kept) if kept else None


def renew(
    tx: Transaction, workspace: str, person: str, feed_id: str, hash_: str, now: datetime
) -> Feed | None:
    """Another address in place of theirs. None where the one that they saw is not theirs any more."""
    which = and_(feeds.c.workspace_id == workspace, feeds.c.person == person, feeds.c.id == feed_id)
    changed = update(feeds).where(which).values(id=counters.new_id(), hash=hash_, at=now)
    kept = tx.execute(changed.returning(*_FIELDS)).one_or_none()
    return Feed(*kept) if kept else None


def remove(tx: Transaction, workspace: str, person: str, feed_id: str) -> Feed | None:
    """Their address works no more. None where the one that they saw is not theirs any more."""
    which = and_(feeds.c.workspace_id == workspace, feeds.c.person == person, feeds.c.id == feed_id)
    gone = tx.execute(delete(feeds).where(which).returning(*_FIELDS)).one_or_none()
    return Feed(*gone) if gone else None


def of_person(tx: Transaction, workspace: str, person: str, what: str) -> Feed | None:
    which = and_(feeds.c.workspace_id == workspace, feeds.c.person == person, feeds.c.what == what)
    row = tx.execute(select(*_FIELDS).where(which)).one_or_none()
    return Feed(*row) if row else None


def by_hash(tx: Transaction, hash_: str) -> Feed | None:
    """Whose address it is, in whichever workspace."""
    row = tx.execute(select(*_FIELDS).where(feeds.c.hash == hash_)).one_or_none()
    return Feed(*row) if row else None
