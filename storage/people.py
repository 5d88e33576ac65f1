"""People: our own copy of what Slack says of them, with the language each chose."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, or_, select

from bot.kit.words import fold
from storage.database import Transaction
from storage.tables import group_members, people, preferences, role_grants, workspaces
from storage.upsert import put

LANGUAGE = "language"
ADMIN = "admin"  # the role


@dataclass(frozen=True)
class KnownPerson:
    person: str
    name: str
    locale: str | None
    zone: str | None
    is_admin: bool
    is_bot: bool
    deactivated: bool
    guest: bool
    seen_at: datetime
    language: str | None  # their choice


@dataclass(frozen=True)
class Named:
    person: str
    name: str


_FIELDS = (
    *(people.c[name] for name in KnownPerson.__dataclass_fields__ if name != "language"),
    preferences.c.value.label("language"),
)
_NAMES = select(people.c.person, people.c.name).where(
    people.c.workspace_id == bindparam("workspace"),
    people.c.person.in_(bindparam("persons", expanding=True)),
)
_CHOSEN_LANGUAGE = and_(
    preferences.c.workspace_id == people.c.workspace_id,
    preferences.c.subject == people.c.person,
    preferences.c.name == LANGUAGE,
)
_GET = (
    select(*_FIELDS)
    .select_from(people.outerjoin(preferences, _CHOSEN_LANGUAGE))
    .where(people.c.workspace_id == bindparam("workspace"), people.c.person == bindparam("person"))
)
_THIS_PERSON = and_(people.c.workspace_id == workspaces.c.id, people.c.person == bindparam("person"))
_GET_AT_HOME = (
    select(*_FIELDS, workspaces.c.language.label("home_language"), workspaces.c.zone.label("home_zone"))
    .select_from(workspaces.outerjoin(people, _THIS_PERSON).outerjoin(preferences, _CHOSEN_LANGUAGE))
    .where(workspaces.c.id == bindparam("workspace"))
)


def get(tx: Transaction, workspace: str, person: str) -> KnownPerson | None:
    row = tx.execute(_GET, {"workspace": workspace, "person": person}).one_or_none()
    return KnownPerson(*row) if row else None


def get_at_home(
    tx: Transaction, workspace: str, person: str
) -> tuple[KnownPerson | None, tuple[str, str] | None]:
    """Somebody, beside their workspace's language and zone; None for what is not known of either."""
    row = tx.execute(_GET_AT_HOME, {"workspace": workspace, "person": person}).one_or_none()
    if row is None:
        return get(tx, workspace, person), None
    known = KnownPerson(*row[: len(_FIELDS)]) if row.person is not None else None
    return known, (row.home_language, row.home_zone)


def by_user(tx: Transaction, workspace: str, user: str) -> str | None:
    """Who has that Slack user id, from whichever workspace."""
    return tx.scalar(
        select(people.c.person)
        .where(
            people.c.workspace_id == workspace,
            or_(
                people.c.person == f"{workspace}:{user}",
                people.c.person.endswith(f":{user}", autoescape=True),
            ),
        )
        .limit(1)
    )


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
    guest: bool = False,
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
            "guest": guest,
            "seen_at": now,
        },
    )


def names(tx: Transaction, workspace: str, persons: list[str]) -> dict[str, str]:
    """Names by person, of those whom we know."""
    found = tx.execute(_NAMES, {"workspace": workspace, "persons": persons})
    return {person: name for person, name in found}


def has_left(tx: Transaction, workspace: str, person: str) -> bool:
    """Whether we know that somebody is deactivated."""
    known = get(tx, workspace, person)
    return known is not None and known.deactivated


def left(tx: Transaction, workspace: str, persons: Collection[str]) -> set[str]:
    """Those of these people of whom we know that they are deactivated."""
    which = and_(people.c.workspace_id == workspace, people.c.person.in_(persons), people.c.deactivated)
    return set(tx.scalars(select(people.c.person).where(which)))


def zones(tx: Transaction, workspace: str, persons: Collection[str]) -> dict[str, str]:
    """The time zones of those whose zone we know, by person."""
    found = tx.execute(
        select(people.c.person, people.c.zone).where(
            people.c.workspace_id == workspace, people.c.person.in_(persons), people.c.zone.is_not(None)
        )
    )
    return {row.person: row.zone for row in found}


def everybody(tx: Transaction, workspace: str) -> list[Named]:
    """All people whom we know, those who left included; no bots."""
    found = tx.execute(
        select(people.c.person, people.c.name)
        .where(people.c.workspace_id == workspace, ~people.c.is_bot)
        .order_by(people.c.person)
    )
    return [Named(*row) for row in found]


def with_name(tx: Transaction, workspace: str, typed: str) -> tuple[str, ...]:
    """Those whose name has every typed word, whatever its case and accents."""
    wanted = fold(typed).split()
    known = tx.execute(select(people.c.person, people.c.name).where(people.c.workspace_id == workspace))
    return tuple(person for person, name in known if wanted and {*wanted} <= {*fold(name).split()})


def admins(tx: Transaction, workspace: str) -> list[str]:
    """Those who may set up: Slack's own admins and owners, and whom they gave the role."""
    named = select(role_grants.c.subject).where(
        role_grants.c.workspace_id == workspace, role_grants.c.role == ADMIN
    )
    in_group = select(group_members.c.person).where(
        group_members.c.workspace_id == workspace, group_members.c.group_id.in_(named)
    )
    return list(
        tx.scalars(
            select(people.c.person)
            .where(
                people.c.workspace_id == workspace,
                or_(people.c.is_admin, people.c.person.in_(named), people.c.person.in_(in_group)),
                ~people.c.deactivated,
                ~people.c.is_bot,
                ~people.c.guest,
            )
            .order_by(people.c.person)
        )
    )
