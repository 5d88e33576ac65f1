"""Two people at the roadmap at once: both are heard, or the second is told that the first was faster."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from rituals.messages import roadmap_forms as form
from rituals.messages.opened import Opened
from rituals.refusals import FieldErrors, NotAllowed
from rituals.roadmap import acting, seeing
from rituals.roadmap.suggestions import item_options
from rituals.services import Person, Services
from storage import audit, roadmap
from storage.database import Database
from storage.roadmap import Item, Place
from tests.team import HOME, Clock, add_person, add_workspace, services_of

PEOPLE = 8


@pytest.fixture
def services(database: Database) -> Services:
    services = services_of(database, Clock())
    add_workspace(services)
    return services


@pytest.fixture
def ann(services: Services) -> Person:
    return add_person(services, "Ann")


def add(services: Services, by: Person, title: str) -> Item:
    return acting.add(services, by, {form.TITLE: title}, f"form:{title}")


def at_once(act: Callable[[int], object]) -> list[object]:
    """What each of eight gets, or the error that they meet, when all begin at the same time."""
    ready = Barrier(PEOPLE)

    def begin(number: int) -> object:
        ready.wait()
        try:
            return act(number)
        except FieldErrors as refused:
            return refused

    with ThreadPoolExecutor(PEOPLE) as together:
        return list(together.map(begin, range(PEOPLE)))


def positions(services: Services) -> list[int]:
    with services.read() as tx:
        return [item.position for item in roadmap.in_place(tx, HOME, Place.NEXT, 50)]


def test_items_added_at_once_have_a_number_and_a_position_each(services: Services, ann: Person) -> None:
    added = at_once(lambda number: add(services, ann, f"Idea {number}"))
    assert sorted(item.number for item in added if isinstance(item, Item)) == list(range(1, PEOPLE + 1))
    assert positions(services) == list(range(1, PEOPLE + 1))


def test_the_same_form_sent_twice_adds_one(services: Services, ann: Person) -> None:
    assert add(services, ann, "SSO").id == add(services, ann, "SSO").id
    assert positions(services) == [1]


def test_raising_at_once_loses_no_place(services: Services, ann: Person) -> None:
    items = [add(services, ann, f"Idea {number}") for number in range(PEOPLE)]
    at_once(lambda number: acting.shift(services, ann, items[number].id, up=True))
    assert positions(services) == list(range(1, PEOPLE + 1))
    at_once(lambda _: acting.shift(services, ann, items[-1].id, up=True))
    with services.read() as tx:
        top = roadmap.in_place(tx, HOME, Place.NEXT, 1)
    assert [item.id for item in top] == [items[-1].id], "eight clicks, eight steps"


def test_of_several_who_edit_at_once_one_is_kept(services: Services, ann: Person) -> None:
    opened = Opened.of(add(services, ann, "SSO"))
    ended = at_once(
        lambda number: acting.change(services, ann, opened, {form.TITLE: f"SSO {number}"}).item.title
    )
    kept = [title for title in ended if isinstance(title, str)]
    assert len(kept) == 1
    assert seeing.open_item(services, ann, opened.id).item.title == kept[0]
    with services.read() as tx:
        story = audit.history(tx, HOME, roadmap.KIND, opened.id)
    assert [entry.act for entry in story] == ["add", "edit"]
    assert (story[1].before, story[1].after) == ({"title": "SSO"}, {"title": kept[0]})


def test_of_several_who_move_at_once_one_is_kept(services: Services, ann: Person) -> None:
    opened = Opened.of(add(services, ann, "SSO"))
    places = (Place.NOW, Place.LATER)
    at_once(
        lambda number: acting.move(
            services, ann, opened, {form.PLACE: places[number % 2], form.WORDS: f"Reason {number}"}
        )
    )
    with services.read() as tx:
        story = audit.history(tx, HOME, roadmap.KIND, opened.id)
        item = roadmap.get(tx, HOME, opened.id)
    assert item
    assert [entry.act for entry in story] == ["add", "move"]
    assert story[1].after["reason_words"] == item.reason_words


def test_only_open_items_are_offered_to_a_release(services: Services, ann: Person) -> None:
    add(services, ann, "100% uptime")
    declined = Opened.of(add(services, ann, "Uptime for free"))
    acting.move(services, ann, declined, {form.PLACE: "declined", form.REASON: "does_not_fit"})
    assert [option.label for option in item_options(services, ann, "UPTIME")] == ["I-1 · 100% uptime"]
    assert [option.label for option in item_options(services, ann, "0% u")] == ["I-1 · 100% uptime"]
    assert item_options(services, ann, "_") == []
    assert [option.label for option in item_options(services, ann, "i-1")] == ["I-1 · 100% uptime"]


def test_who_left_may_do_nothing(services: Services, ann: Person) -> None:
    gone = Person(ann.id, ann.workspace, "Ann", "en", "Europe/Paris", deactivated=True)
    with pytest.raises(NotAllowed):
        add(services, gone, "SSO")
