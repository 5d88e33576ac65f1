"""Roadmap items and their order in the columns of the board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, insert, select, update

from storage import counters
from storage.database import Transaction
from storage.names import key_of
from storage.tables import areas as areas_table
from storage.tables import items, people

KIND = "item"
_BOARD = "board"  # a counter: bumping it is how one person at a time arranges a workspace's board


class Place(StrEnum):
    """The columns of the board, in their order. The values are stored and exported: they never change."""

    NOW = "now"
    NEXT = "next"
    LATER = "later"
    SHIPPED = "shipped"
    DECLINED = "declined"


PLACES = tuple(Place)
OPEN = (Place.NOW, Place.NEXT, Place.LATER)


@dataclass(frozen=True)
class Item:
    id: str
    number: int
    title: str
    details: str | None
    place: str
    position: int
    reason: str | None  # why later or declined: of the list
    reason_words: str | None  # or written
    area_id: str | None
    owner: str | None
    release_id: str | None
    created_by: str
    created_at: datetime
    revision: int
    area: str | None = None
    owner_name: str | None = None

    @property
    def ref(self) -> str:
        return f"I-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.place in OPEN


_OWN = tuple(name for name in Item.__dataclass_fields__ if name in items.c)
_SHOWN = (
    select(
        *(items.c[name] for name in _OWN),
        areas_table.c.name.label("area"),
        people.c.name.label("owner_name"),
    )
    .select_from(
        items.outerjoin(
            areas_table,
            and_(areas_table.c.workspace_id == items.c.workspace_id, areas_table.c.id == items.c.area_id),
        ).outerjoin(
            people, and_(people.c.workspace_id == items.c.workspace_id, people.c.person == items.c.owner)
        )
    )
    .order_by(items.c.position, items.c.number)
)


def lock(tx: Transaction, workspace: str) -> None:
    """Have the board for ourselves until this transaction ends: whoever adds, moves or orders takes it first."""
    counters.bump(tx, workspace, _BOARD)


def add(tx: Transaction, workspace: str, item_id: str, values: Mapping[str, Any]) -> int:
    """Keep a new item. Returns its number."""
    number = counters.bump(tx, workspace, KIND)
    tx.execute(insert(items).values(workspace_id=workspace, id=item_id, number=number, revision=1, **values))
    return number


def change(
    tx: Transaction, workspace: str, item_id: str, values: Mapping[str, Any], *, revision: int | None = None
) -> int | None:
    """Change an item, and bump its revision. Returns the new one.

    With `revision`, only an item that still has the one which its editor saw: None, with nothing changed, if
    somebody else was faster (or there is no such item).
    """
    which = _this(workspace, item_id)
    if revision is not None:
        which = and_(which, items.c.revision == revision)
    changed: int | None = tx.scalar(
        update(items).where(which).values(revision=items.c.revision + 1, **values).returning(items.c.revision)
    )
    return changed


def get(tx: Transaction, workspace: str, item_id: str) -> Item | None:
    return _one(tx, _this(workspace, item_id))


def several(tx: Transaction, workspace: str, item_ids: Sequence[str]) -> dict[str, Item]:
    """These items, by id."""
    if not item_ids:
        return {}
    return {
        item.id: item for item in _all(tx, and_(items.c.workspace_id == workspace, items.c.id.in_(item_ids)))
    }


def by_number(tx: Transaction, workspace: str, number: int) -> Item | None:
    return _one(tx, and_(items.c.workspace_id == workspace, items.c.number == number))


def in_place(tx: Transaction, workspace: str, place: str, limit: int, skip: int = 0) -> list[Item]:
    """A column of the board, from its top."""
    here = and_(items.c.workspace_id == workspace, items.c.place == place)
    return [Item(**row._mapping) for row in tx.execute(_SHOWN.where(here).limit(limit).offset(skip))]


def counts(tx: Transaction, workspace: str) -> dict[str, int]:
    """How many items stand in each column that is not empty."""
    found = tx.execute(
        select(items.c.place, func.count()).where(items.c.workspace_id == workspace).group_by(items.c.place)
    )
    return {place: count for place, count in found}


def of_release(tx: Transaction, workspace: str, release_id: str) -> list[Item]:
    """What a release ships."""
    which = and_(items.c.workspace_id == workspace, items.c.release_id == release_id)
    return sorted(_all(tx, which), key=lambda item: item.number)


def open_like(tx: Transaction, workspace: str, typed: str, limit: int) -> list[Item]:
    """Open items whose reference or title holds what was typed; `sso` finds “SSO with Okta”, `I-7` and `7` item I-7."""
    number = key_of(typed).removeprefix("i-")
    which = and_(items.c.workspace_id == workspace, items.c.place.in_(OPEN))
    named = func.lower(items.c.title).contains(key_of(typed), autoescape=True)
    if number.isdecimal() and len(number) < 10:
        named = named | (items.c.number == int(number))
    return _all(tx, and_(which, named), limit)


# Order inside a column; `lock` comes before all of these ----------------------------------------------------------


def last_position(tx: Transaction, workspace: str, place: str) -> int:
    """Where the column ends; 0 for an empty one."""
    here = and_(items.c.workspace_id == workspace, items.c.place == place)
    return tx.scalar(select(func.max(items.c.position)).where(here)) or 0


def neighbour(tx: Transaction, workspace: str, item: Item, *, above: bool) -> Item | None:
    """The item next to this one in its column and area; None at the end."""
    position = items.c.position
    beyond = position < item.position if above else position > item.position
    beside = and_(items.c.place == item.place, items.c.area_id.is_not_distinct_from(item.area_id))
    here = and_(items.c.workspace_id == workspace, beside, beyond)
    order = position.desc() if above else position
    row = tx.execute(_SHOWN.where(here).order_by(None).order_by(order).limit(1)).one_or_none()
    return Item(**row._mapping) if row else None


def swap(tx: Transaction, workspace: str, one: Item, other: Item) -> None:
    """Each takes the other's position."""
    tx.execute(
        update(items)
        .where(items.c.workspace_id == workspace, items.c.id.in_([one.id, other.id]))
        .values(
            position=case((items.c.id == one.id, other.position), else_=one.position),
            revision=items.c.revision + 1,
        )
    )


def _this(workspace: str, item_id: str) -> ColumnElement[bool]:
    return and_(items.c.workspace_id == workspace, items.c.id == item_id)


def _one(tx: Transaction, which: ColumnElement[bool]) -> Item | None:
    row = tx.execute(_SHOWN.where(which)).one_or_none()
    return Item(**row._mapping) if row else None


def _all(tx: Transaction, which: ColumnElement[bool], limit: int | None = None) -> list[Item]:
    return [Item(**row._mapping) for row in tx.execute(_SHOWN.where(which).limit(limit))]
