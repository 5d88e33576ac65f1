"""People: our own copy of what Slack says of them, with the language each chose."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select, update

from storage.database import Transaction
from storage.tables import people, preferences
from storage.upsert import put

LANGUAGE = "language"


@dataclass(frozen=True)
class KnownPerson:
    person: str
    name: str
    locale: str | None
    zone: str | None
    is_admin: bool
    is_bot: bool
    deactivated: bool
    named_admin: bool
    seen_at: datetime
    language: str | None  # their choice


def get(tx: Transaction, workspace: str, person: str) -> KnownPerson | None:
    chosen = and_(
        preferences.c.workspace_id == people.c.workspace_id,
        preferences.c.subject == people.c.person,
        preferences.c.name == LANGUAGE,
    )
    row = tx.execute(
        select(
            people.c.person,
            people.c.name,
            people.c.locale,
            people.c.zone,
            people.c.is_admin,
            people.c.is_bot,
            people.c.deactivated,
            people.c.named_admin,
            people.c.seen_at,
            preferences.c.value.label("language"),
        )
        .select_from(people.outerjoin(preferences, chosen))
        .where(people.c.workspace_id == workspace, people.c.person == person)
    ).one_or_none()
    return KnownPerson(**row._mapping) if row else None


def remember(
    tx: Transaction,
    workspace: str,
    person: str,
    *,
    name: str,
    locale: str | None,
    zone: str | None,
    is_admin: bool,
    is_bot: bool,
    deactivated: bool,
    now: datetime,
) -> None:
    """Keep what Slack says of somebody, in place of what it said before."""
    put(
        tx,
        people,
        {"workspace_id": workspace, "person": person},
        {
            "name": name,
            "locale": locale,
            "zone": zone,
            "is_admin": is_admin,
            "is_bot": is_bot,
            "deactivated": deactivated,
            "seen_at": now,
        },
    )


def names(tx: Transaction, workspace: str, persons: list[str]) -> dict[str, str]:
    """Names by person, of those whom we know."""
    found = tx.execute(
        select(people.c.person, people.c.name).where(
            people.c.workspace_id == workspace, people.c.person.in_(persons)
        )
    )
    return {person: name for person, name in found}


def admins(tx: Transaction, workspace: str) -> list[str]:
    """Those who may set up: Slack's own admins and owners, and whom they named."""
    return list(
        tx.scalars(
            select(people.c.person)
            .where(
                people.c.workspace_id == workspace,
                people.c.is_admin | people.c.named_admin,
                ~people.c.deactivated,
                ~people.c.is_bot,
            )
            .order_by(people.c.person)
        )
    )


def name_admin(tx: Transaction, workspace: str, person: str, named: bool) -> None:
    tx.execute(
        update(people)
        .where(people.c.workspace_id == workspace, people.c.person == person)
        .values(named_admin=named)
    )
