"""Who said yes to being an ambassador of something, from which day on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storage.database import Transaction
from storage.tables import ambassadors
from storage.upsert import add, drop


@dataclass(frozen=True)
class Ambassador:
    topic: str
    person: str
    name: str  # of what
    since: date


_FIELDS = tuple(ambassadors.c[name] for name in Ambassador.__dataclass_fields__)


def say_yes(tx: Transaction, workspace: str, topic: str, person: str, name: str, since: date) -> None:
    """Somebody would; saying it twice says it once."""
    add(tx, ambassadors, workspace_id=workspace, topic=topic, person=person, name=name, since=since)


def take_back(tx: Transaction, workspace: str, topic: str, person: str) -> None:
    drop(tx, ambassadors, workspace_id=workspace, topic=topic, person=person)


def of_topic(tx: Transaction, workspace: str, topic: str) -> list[Ambassador]:
    """Everybody who would for one thing, those who said so first at the top."""
    found = tx.execute(
        select(*_FIELDS)
        .where(ambassadors.c.workspace_id == workspace, ambassadors.c.topic == topic)
        .order_by(ambassadors.c.since, ambassadors.c.person)
    )
    return [Ambassador(*row) for row in found]


def of_person(tx: Transaction, workspace: str, person: str) -> list[Ambassador]:
    """What somebody said yes to, by name."""
    found = tx.execute(
        select(*_FIELDS)
        .where(ambassadors.c.workspace_id == workspace, ambassadors.c.person == person)
        .order_by(ambassadors.c.name, ambassadors.c.topic)
    )
    return [Ambassador(*row) for row in found]
