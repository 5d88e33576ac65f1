"""Who is away, until when, and who stands in. An absence ends by itself with its last day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.tables import absences
from storage.upsert import drop
from storage.upsert import put as upsert


@dataclass(frozen=True)
class Absence:
    until_on: date  # the last day
    delegate: str | None


def put(tx: Transaction, workspace: str, person: str, absence: Absence, now: datetime) -> None:
    """Somebody is away; it takes the place of what they said before."""
    key = {"workspace_id": workspace, "person": person}
    upsert(tx, absences, key, {"until_on": absence.until_on, "delegate": absence.delegate, "at": now})


def end(tx: Transaction, workspace: str, person: str) -> bool:
    """Somebody is back. False where nothing said that they were away."""
    return drop(tx, absences, workspace_id=workspace, person=person)


def on(tx: Transaction, workspace: str, day: date) -> dict[str, Absence]:
    """Who is away on a day, by person."""
    found = tx.execute(
        select(absences.c.person, absences.c.until_on, absences.c.delegate).where(
            absences.c.workspace_id == workspace, absences.c.until_on >= day
        )
    )
    return {person: Absence(until_on, delegate) for person, until_on, delegate in found}
