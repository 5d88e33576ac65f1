"""Rituals found: by id or name, all of them, and how each stands."""

from sqlalchemy import ColumnElement, and_, bindparam, func, select

from storage.database import Transaction
from storage.people import LANGUAGE
from storage.rituals.rows import FIELDS, PREVIEWED, RUN_FIELDS, Ritual, Run, Standing
from storage.tables import people, preferences, rituals, runs

_ALL = (  # made once: each look of the clock asks it
    select(*FIELDS)
    .where(rituals.c.workspace_id == bindparam("workspace"), rituals.c.ended_at.is_(None))
    .order_by(rituals.c.name)
)


def all_of(tx: Transaction, workspace: str) -> list[Ritual]:
    """Those that are there; not those that ended."""
    found = tx.execute(_ALL, {"workspace": workspace})
    return [Ritual(*row) for row in found]


_newer = runs.alias()
_NEWEST_RUN = (
    select(_newer.c.id)
    .where(
        _newer.c.workspace_id == rituals.c.workspace_id,
        _newer.c.ritual_id == rituals.c.id,
        _newer.c.outcome != PREVIEWED,
    )
    .order_by(_newer.c.window_end.desc(), _newer.c.created_at.desc())
    .limit(1)
    .scalar_subquery()
)
_STANDING = (
    select(people.c.name.label("person"), preferences.c.value, *FIELDS, *RUN_FIELDS)
    .select_from(
        rituals.outerjoin(runs, and_(runs.c.workspace_id == rituals.c.workspace_id, runs.c.id == _NEWEST_RUN))
        .outerjoin(
            people,
            and_(people.c.workspace_id == rituals.c.workspace_id, people.c.person == rituals.c.owner),
        )
        .outerjoin(
            preferences,
            and_(
                preferences.c.workspace_id == rituals.c.workspace_id,
                preferences.c.subject == rituals.c.channel_id,
                preferences.c.name == LANGUAGE,
            ),
        )
    )
    .order_by(rituals.c.name)
)


def standing(
    tx: Transaction, workspace: str, *, besides: str = "", only: str | None = None
) -> list[Standing]:
    """Those that are there, but for the kind `besides`; or the one with the id `only`. By one query."""
    there = and_(rituals.c.ended_at.is_(None), rituals.c.kind != besides)
    which = rituals.c.id == only if only else there
    found = tx.execute(_STANDING.where(rituals.c.workspace_id == workspace, which)).all()
    return [
        Standing(
            Ritual(*row[2 : 2 + len(FIELDS)]),
            Run(*row[2 + len(FIELDS) :]) if row[2 + len(FIELDS)] else None,
            row[0],
            row[1],
        )
        for row in found
    ]


def get(tx: Transaction, workspace: str, ritual_id: str) -> Ritual | None:
    return _one(tx, workspace, rituals.c.id == ritual_id)


def named(tx: Transaction, workspace: str, name: str) -> Ritual | None:
    return _one(tx, workspace, rituals.c.name == name)


def _one(tx: Transaction, workspace: str, which: ColumnElement[bool]) -> Ritual | None:
    row = tx.execute(select(*FIELDS).where(rituals.c.workspace_id == workspace, which)).one_or_none()
    return Ritual(*row) if row else None


def count(tx: Transaction, workspace: str, kind: str) -> int:
    """How many rituals of a kind there are."""
    return (
        tx.scalar(select(func.count()).where(rituals.c.workspace_id == workspace, rituals.c.kind == kind))
        or 0
    )
