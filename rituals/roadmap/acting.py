"""What people do with roadmap items: add, change, move, order, link a signal, follow.

Whoever changes the order takes the board first; a form changes an item only if nobody else did since it was opened.
Every change stays in the history with before and after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rituals.messages import roadmap_forms as form
from rituals.messages.opened import Opened
from rituals.messages.roadmap import REASONS, Page
from rituals.permissions import Act, demand
from rituals.refusals import AlreadyUndone, FieldErrors, NotFound
from rituals.roadmap.seeing import enter, item_in, page_of
from rituals.search.indexing import index_item
from rituals.services import Person, Services, person_id
from rituals.shipped.telling import take_back
from storage import areas, audit, counters, merging, requests, roadmap, signals
from storage.database import Transaction
from storage.merging import Kind
from storage.roadmap import OPEN, Item, Place
from storage.signals import Signal
from storage.workspaces import Workspace

NEEDS_REASON = (Place.LATER, Place.DECLINED)


@dataclass(frozen=True)
class Linked:
    """What a link made of it. `already`: it stood there before."""

    item: Item
    signal: Signal
    already: bool


def add(services: Services, by: Person, filled: Mapping[str, str], request_key: str) -> Item:
    """Keep a new item at the end of its column, from what a form holds. The same request twice adds one.

    Raises FieldErrors or NotAllowed.
    """
    now = services.now()
    item_id = counters.new_id()
    with services.write() as tx:
        home = enter(tx, by)
        answered = requests.claim(tx, home.id, request_key, {"item": item_id}, datetime.now(UTC))
        if answered is not None:
            return item_in(tx, home, answered["item"])
        values = _content(tx, home, filled)
        place = filled.get(form.PLACE, Place.NEXT)
        if place not in OPEN:
            raise FieldErrors({form.PLACE: "roadmap.error_place"})
        roadmap.lock(tx, home.id)
        values |= {"place": place, "position": roadmap.last_position(tx, home.id, place) + 1}
        roadmap.add(tx, home.id, item_id, values | {"created_by": by.id, "created_at": now})
        _note(tx, home, item_id, "add", by, now, {}, values)
        item = item_in(tx, home, item_id)
        index_item(tx, home.id, item)
        return item


def open_item(services: Services, by: Person, item_id: str, *, to_link: bool = False) -> Item:
    """An item, for somebody who is about to change it, or to put a signal behind it. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.LINK_SIGNAL if to_link else Act.EDIT_ROADMAP)
        return item_in(tx, home, item_id)


def change(services: Services, by: Person, opened: Opened, filled: Mapping[str, str]) -> Page:
    """Change what an item says. Raises NotFound, NotAllowed, or FieldErrors, also where somebody else was faster."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by)
        item = item_in(tx, home, opened.id)
        values = _content(tx, home, filled)
        before = {name: getattr(item, name) for name in values}
        if values != before:  # else nothing is to be done: also the same form sent twice
            if roadmap.change(tx, home.id, item.id, values, revision=opened.revision) is None:
                raise FieldErrors({form.TITLE: "roadmap.error_changed_meanwhile"})
            _note(tx, home, item.id, "edit", by, now, before, values)
            item = item_in(tx, home, item.id)
            index_item(tx, home.id, item)
        return page_of(tx, services, by, home, item)


def move(services: Services, by: Person, opened: Opened, filled: Mapping[str, str]) -> Page:
    """Move an item to the end of another column; *later* and *declined* carry a reason.

    Raises NotFound, NotAllowed, or FieldErrors, also where somebody else was faster.
    """
    now = services.now()
    place = filled.get(form.PLACE, "")
    words, reason = filled.get(form.WORDS), filled.get(form.REASON)
    if place not in (*OPEN, Place.DECLINED):
        raise FieldErrors({form.PLACE: "roadmap.error_place"})
    if place in NEEDS_REASON and not words and reason not in REASONS:
        raise FieldErrors({form.REASON: "roadmap.error_reason"})
    with services.write() as tx:
        home = enter(tx, by)
        roadmap.lock(tx, home.id)
        item = item_in(tx, home, opened.id)
        values: dict[str, Any] = {"place": place, "reason": reason, "reason_words": words, "release_id": None}
        before = {name: getattr(item, name) for name in values}
        if values != before:
            values["position"] = roadmap.last_position(tx, home.id, place) + 1
            before["position"] = item.position
            if roadmap.change(tx, home.id, item.id, values, revision=opened.revision) is None:
                raise FieldErrors({form.PLACE: "roadmap.error_changed_meanwhile"})
            _note(tx, home, item.id, "move", by, now, before, values)
            if item.release_id:
                take_back(tx, home, item.release_id, item.id, now)
        return page_of(tx, services, by, home, item_in(tx, home, item.id))


def shift(services: Services, by: Person, item_id: str, *, up: bool) -> Page:
    """Have an item and its neighbour in the column change places; at the end of the column it stays."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by)
        roadmap.lock(tx, home.id)
        item = item_in(tx, home, item_id)
        other = roadmap.neighbour(tx, home.id, item, above=up)
        if other is not None:
            roadmap.swap(tx, home.id, item, other)
            for one, its in ((item, other), (other, item)):
                _note(
                    tx, home, one.id, "order", by, now, {"position": one.position}, {"position": its.position}
                )
        return page_of(tx, services, by, home, item_in(tx, home, item_id))


def link(services: Services, by: Person, item_id: str, signal_id: str) -> Page:
    """Put a signal behind an item.

    Raises NotFound, AlreadyUndone, or NotAllowed for a signal that this person may not read.
    """
    with services.write() as tx:
        home = enter(tx, by, Act.LINK_SIGNAL)
        item = item_in(tx, home, item_id)
        _link(tx, home, by, item, signals.get(tx, home.id, signal_id), services.now())
        return page_of(tx, services, by, home, item)


def link_by_numbers(services: Services, by: Person, item: int, signal: int) -> Linked:
    """`/roadmap I-7 S-12`. Raises what `link` raises."""
    with services.write() as tx:
        home = enter(tx, by, Act.LINK_SIGNAL)
        found = roadmap.by_number(tx, home.id, item)
        if found is None:
            raise NotFound
        return _link(tx, home, by, found, signals.by_number(tx, home.id, signal), services.now())


def put_behind(tx: Transaction, by: Person, item_id: str, signal_id: str, now: datetime) -> Linked:
    """As `link`, in a transaction that goes on."""
    home = enter(tx, by, Act.LINK_SIGNAL)
    return _link(tx, home, by, item_in(tx, home, item_id), signals.get(tx, home.id, signal_id), now)


def take_away(tx: Transaction, by: Person, item_id: str, signal_id: str, now: datetime) -> None:
    """Have a signal stand behind an item no more; if it did not, nothing changes. Raises what `link` raises."""
    home = enter(tx, by, Act.LINK_SIGNAL)
    item, signal = item_in(tx, home, item_id), _readable(tx, home, by, signals.get(tx, home.id, signal_id))
    if roadmap.unlink(tx, home.id, item.id, signal.id):
        _note(tx, home, item.id, "unlink", by, now, {"signal": signal.id}, {})


def follow(services: Services, by: Person, item_id: str, *, follows: bool) -> Page:
    """Be told when the item ships, or no longer."""
    with services.write() as tx:
        home = enter(tx, by, Act.FOLLOW)
        item = item_in(tx, home, item_id)
        change = roadmap.follow if follows else roadmap.unfollow
        if change(tx, home.id, item.id, by.id):
            act = "follow" if follows else "unfollow"
            _note(tx, home, item.id, act, by, services.now(), {}, {})
        return page_of(tx, services, by, home, item)


def ship(
    tx: Transaction, home: Workspace, by: Person, release_id: str, item_ids: Sequence[str], now: datetime
) -> None:
    """These are the items that a release ships from now on: new ones leave the board, those named no more come back.

    An item that another release shipped stays that one's. Called within the transaction that keeps the release.
    """
    roadmap.lock(tx, home.id)
    shipped = {item.id: item for item in roadmap.of_release(tx, home.id, release_id)}
    for item_id in dict.fromkeys(item_ids):
        item = shipped.pop(item_id, None) or roadmap.get(tx, home.id, item_id)
        if item is not None and item.is_open:
            _stand(tx, home, by, item, Place.SHIPPED, release_id, now)
    for item in shipped.values():
        _stand(tx, home, by, item, Place.NOW, None, now)
        take_back(tx, home, release_id, item.id, now)


def _stand(
    tx: Transaction,
    home: Workspace,
    by: Person,
    item: Item,
    place: Place,
    release_id: str | None,
    now: datetime,
) -> None:
    values: dict[str, Any] = {
        "place": place.value,
        "release_id": release_id,
        "reason": None,
        "reason_words": None,
    }
    values |= {"position": roadmap.last_position(tx, home.id, place) + 1}
    roadmap.change(tx, home.id, item.id, values)
    before = {name: getattr(item, name) for name in values}
    _note(tx, home, item.id, "ship" if release_id else "unship", by, now, before, values)


def _link(
    tx: Transaction, home: Workspace, by: Person, item: Item, signal: Signal | None, now: datetime
) -> Linked:
    signal = _readable(tx, home, by, signal)
    new = roadmap.link(tx, home.id, item.id, signal.id, by.id, now)
    if new:
        _note(tx, home, item.id, "link", by, now, {}, {"signal": signal.id})
    return Linked(item, signal, already=not new)


def _readable(tx: Transaction, home: Workspace, by: Person, signal: Signal | None) -> Signal:
    """The signal, or the one that speaks for it; held, so that it is not merged meanwhile."""
    if signal is None:
        raise NotFound
    merging.hold(tx, home.id, Kind.SIGNAL, signal.id)
    signal = signals.get(tx, home.id, signal.id)
    if signal and signal.merged_into:
        signal = signals.get(tx, home.id, signal.merged_into)
    if signal is None:
        raise NotFound
    if signal.undone_at:
        raise AlreadyUndone(ref=signal.ref)
    demand(by, Act.LINK_SIGNAL, home, signal)
    return signal


def _content(tx: Transaction, home: Workspace, filled: Mapping[str, str]) -> dict[str, Any]:
    """What the item's form says, as columns. Raises FieldErrors."""
    title = " ".join(filled.get(form.TITLE, "").split())
    if not title:
        raise FieldErrors({form.TITLE: "forms.error_empty"})
    area, owner = filled.get(form.AREA), filled.get(form.OWNER)
    if area and areas.get(tx, home.id, area) is None:
        raise FieldErrors({form.AREA: "roadmap.error_area"})
    return {
        "title": title[: form.TITLE_LIMIT],
        "details": filled.get(form.DETAILS),
        "area_id": area,
        "owner": person_id(home.id, owner) if owner else None,
    }


def _note(
    tx: Transaction,
    home: Workspace,
    item_id: str,
    act: str,
    by: Person,
    now: datetime,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    audit.note(
        tx,
        home.id,
        object_kind=roadmap.KIND,
        object_id=item_id,
        act=act,
        by=by.id,
        now=now,
        before=before,
        after=after,
    )
