"""Product areas: each has an owner, may have a channel, and holds themes; a signal belongs to one by its themes.

A theme may have an owner of its own, who comes before its area's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    ScalarSelect,
    String,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from storage import counters, upsert
from storage.database import Transaction
from storage.names import key_of
from storage.tables import area_roles, areas, people, signal_themes, signals, themes

KIND = "area"


@dataclass(frozen=True)
class Area:
    id: str
    name: str
    owner: str  # a person
    channel_id: str | None


@dataclass(frozen=True)
class Owner:
    """Somebody who answers for a signal. `area` is the area's name, None for the default one; `name` the person's, if known."""

    person: str
    name: str | None
    area: str | None = None


_FIELDS = tuple(areas.c[name] for name in Area.__dataclass_fields__)


def area_of_signal() -> ScalarSelect[str]:
    """The id of a signal's area: that of its first theme, in alphabetical order, which has one. For other statements."""
    return _of_first_theme(themes.c.area_id)


def owned_by_theme() -> ColumnElement[str | None]:
    """Who answers for a signal by its themes: its first theme's own owner, else its area's. For other statements."""
    of_area = select(areas.c.owner).where(
        areas.c.workspace_id == signals.c.workspace_id, areas.c.id == area_of_signal()
    )
    own = _of_first_theme(themes.c.owner)
    return func.coalesce(own, of_area.correlate(signals).scalar_subquery(), type_=String)


def _of_first_theme(column: Column[str]) -> ScalarSelect[str]:
    return (
        select(column)
        .select_from(
            signal_themes.join(
                themes,
                and_(
                    themes.c.workspace_id == signal_themes.c.workspace_id,
                    themes.c.id == signal_themes.c.theme_id,
                ),
            )
        )
        .where(
            signal_themes.c.workspace_id == signals.c.workspace_id,
            signal_themes.c.signal_id == func.coalesce(signals.c.merged_into, signals.c.id),
            column.is_not(None),
        )
        .order_by(themes.c.label_key)
        .limit(1)
        .correlate(signals)
        .scalar_subquery()
    )


DEFAULT: BindParameter[str] = bindparam("default", type_=String)
"""Who answers for what is nobody's, given when a statement runs."""
OWNER = func.coalesce(_of_first_theme(themes.c.owner), areas.c.owner, DEFAULT)
_OWNER_OF_SIGNAL = (
    select(OWNER.label("person"), people.c.name, areas.c.name)
    .select_from(
        signals.outerjoin(
            areas, and_(areas.c.workspace_id == signals.c.workspace_id, areas.c.id == area_of_signal())
        ).outerjoin(people, and_(people.c.workspace_id == signals.c.workspace_id, people.c.person == OWNER))
    )
    .where(signals.c.workspace_id == bindparam("workspace"), signals.c.id == bindparam("signal"))
)


def answered_by(tx: Transaction, workspace: str, person: str, default_owner: str | None) -> list[str]:
    """The ids of the signals for which somebody answers, as `owner_of_signal` says."""
    owner = OWNER
    of_their_area = and_(areas.c.workspace_id == signals.c.workspace_id, areas.c.id == area_of_signal())
    found = tx.scalars(
        select(signals.c.id)
        .select_from(signals.outerjoin(areas, of_their_area))
        .where(signals.c.workspace_id == workspace, owner == person),
        {"default": default_owner},
    )
    return list(found)


def roles_of(tx: Transaction, workspace: str, area_id: str) -> dict[str, str]:
    """Who has which role in the launches of an area, by role; its product manager is its owner and not among them."""
    found = tx.execute(
        select(area_roles.c.role, area_roles.c.person).where(
            area_roles.c.workspace_id == workspace, area_roles.c.area_id == area_id
        )
    )
    return {row.role: row.person for row in found}


def give_roles(tx: Transaction, workspace: str, area_id: str, roles: Mapping[str, str]) -> None:
    """These people have these roles in the launches of an area from now on, and nobody else."""
    tx.execute(
        delete(area_roles).where(area_roles.c.workspace_id == workspace, area_roles.c.area_id == area_id)
    )
    for role, person in sorted(roles.items()):
        upsert.put(
            tx,
            area_roles,
            {"workspace_id": workspace, "area_id": area_id, "role": role},
            {"person": person},
        )


def all_of(tx: Transaction, workspace: str) -> list[Area]:
    """Every area, in alphabetical order."""
    found = tx.execute(select(*_FIELDS).where(areas.c.workspace_id == workspace))
    return sorted((Area(*row) for row in found), key=lambda area: key_of(area.name))


def get(tx: Transaction, workspace: str, area_id: str) -> Area | None:
    row = tx.execute(
        select(*_FIELDS).where(areas.c.workspace_id == workspace, areas.c.id == area_id)
    ).one_or_none()
    return Area(*row) if row else None


def named(tx: Transaction, workspace: str, name: str) -> Area | None:
    """The area with that name, however it is spelled."""
    row = tx.execute(
        select(*_FIELDS).where(areas.c.workspace_id == workspace, areas.c.name_key == key_of(name))
    ).one_or_none()
    return Area(*row) if row else None


def owner_of_signal(tx: Transaction, workspace: str, signal_id: str, default: str | None) -> Owner | None:
    """Who owns the theme or the area that a signal belongs to; `default` where nobody does."""
    row = tx.execute(
        _OWNER_OF_SIGNAL, {"workspace": workspace, "signal": signal_id, "default": default}
    ).one_or_none()
    return Owner(*row) if row and row.person else None


def add(tx: Transaction, workspace: str, *, name: str, owner: str, channel_id: str | None) -> str:
    """A new area; the id. The caller made sure that its name is free."""
    area_id = counters.new_id()
    tx.execute(
        insert(areas).values(
            workspace_id=workspace,
            id=area_id,
            name=name,
            name_key=key_of(name),
            owner=owner,
            channel_id=channel_id,
        )
    )
    return area_id


def change(
    tx: Transaction, workspace: str, area_id: str, *, name: str, owner: str, channel_id: str | None
) -> None:
    tx.execute(
        update(areas)
        .where(areas.c.workspace_id == workspace, areas.c.id == area_id)
        .values(name=name, name_key=key_of(name), owner=owner, channel_id=channel_id)
    )


def themes_of(tx: Transaction, workspace: str, area_id: str) -> list[str]:
    """The labels of an area's themes, in alphabetical order."""
    found = tx.execute(
        select(themes.c.label, themes.c.label_key).where(
            themes.c.workspace_id == workspace, themes.c.area_id == area_id, themes.c.merged_into.is_(None)
        )
    )
    return [row.label for row in sorted(found, key=lambda row: row.label_key)]


def hold(tx: Transaction, workspace: str, area_id: str, theme_ids: Sequence[str]) -> None:
    """These are the themes of an area from now on; those that it held besides belong to none."""
    tx.execute(
        update(themes)
        .where(
            themes.c.workspace_id == workspace,
            themes.c.area_id == area_id,
            themes.c.id.not_in(theme_ids),
            themes.c.merged_into.is_(None),
        )
        .values(area_id=None)
    )
    tx.execute(
        update(themes)
        .where(themes.c.workspace_id == workspace, themes.c.id.in_(theme_ids))
        .values(area_id=area_id)
    )
