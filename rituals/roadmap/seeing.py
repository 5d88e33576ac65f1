"""The roadmap as one person sees it: the board, a column, an item with its evidence."""

from collections.abc import Mapping, Sequence

from rituals.messages.roadmap import COLUMN_SHOWN, PAGE, Column, Line, Page
from rituals.permissions import Act, demand, may, reader, workspace_of
from rituals.polls.seeing import about_item
from rituals.refusals import NotFound
from rituals.roadmap.score import score
from rituals.roadmap.sides import product_people
from rituals.services import Person, Services
from storage import areas, demos, people, releases, roadmap
from storage.areas import Area
from storage.database import Transaction
from storage.roadmap import OPEN, Item, Place
from storage.signals import Reader
from storage.workspaces import Workspace

QUOTES = 3
POLLS = 3


def board(services: Services, by: Person) -> tuple[Sequence[Column], Mapping[str, int], Workspace]:
    """The open columns from their tops, and how many items stand in each column."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        counts = roadmap.counts(tx, home.id)
        eyes = reader(by, home)
        columns = [
            Column(
                place,
                _lines(tx, services, home, roadmap.in_place(tx, home.id, place, COLUMN_SHOWN), eyes),
                counts.get(place, 0),
            )
            for place in OPEN
        ]
        return columns, counts, home


def column(services: Services, by: Person, name: str, page: int) -> tuple[Column, Workspace]:
    """One page of the column with that name."""
    place = Place(name)
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        count = roadmap.counts(tx, home.id).get(place, 0)
        found = roadmap.in_place(tx, home.id, place, PAGE, skip=page * PAGE)
        return Column(place, _lines(tx, services, home, found, reader(by, home)), count, page), home


def open_item(services: Services, by: Person, item_id: str) -> Page:
    """An item with its evidence. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return page_of(tx, services, by, home, item_in(tx, home, item_id))


def by_number(services: Services, by: Person, number: int) -> Page | None:
    """The item with the reference I-<number>."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        item = roadmap.by_number(tx, home.id, number)
        return page_of(tx, services, by, home, item) if item else None


def areas_to_choose(services: Services, by: Person) -> list[Area]:
    """The areas, for a form that changes the roadmap. Raises NotAllowed."""
    with services.read() as tx:
        return areas.all_of(tx, enter(tx, by).id)


def enter(tx: Transaction, by: Person, act: Act = Act.EDIT_ROADMAP) -> Workspace:
    """The workspace whose roadmap somebody acts on. Raises NotAllowed."""
    home = workspace_of(tx, by.workspace)
    demand(by, act, home)
    return home


def item_in(tx: Transaction, home: Workspace, item_id: str) -> Item:
    """Raises NotFound."""
    item = roadmap.get(tx, home.id, item_id)
    if item is None:
        raise NotFound
    return item


def page_of(tx: Transaction, services: Services, by: Person, home: Workspace, item: Item) -> Page:
    """Everything that the item's page shows to this person."""
    eyes = reader(by, home)
    evidence = roadmap.by_item(tx, home.id, [item.id], eyes)[item.id]
    product, field = roadmap.by_side(tx, home.id, item.id, eyes, product_people(tx, home))
    following = [person for _, person in roadmap.followers(tx, home.id, [item.id])]
    names = people.names(tx, home.id, following)
    release = releases.get(tx, home.id, item.release_id) if item.release_id else None
    return Page(
        item=item,
        evidence=evidence,
        product=product,
        field=field,
        score=score(evidence, home.currency, services.score_weights),
        quotes=roadmap.quotes(tx, home.id, item.id, eyes, QUOTES),
        signal_refs=[link.ref for link in roadmap.links_of(tx, home.id, [item.id], eyes) if link.readable],
        followers=sorted(name for name in names.values() if name),
        follows=by.id in following,
        can_rise=roadmap.neighbour(tx, home.id, item, above=True) is not None,
        can_sink=roadmap.neighbour(tx, home.id, item, above=False) is not None,
        currency=home.currency,
        release=release.ref if release else None,
        polls=about_item(tx, home, item.id, POLLS),
        shown=demos.shown(tx, home.id, item_id=item.id),
        may_ask=may(by, Act.ASK_POLL, home),
    )


def _lines(
    tx: Transaction, services: Services, home: Workspace, items: Sequence[Item], eyes: Reader
) -> list[Line]:
    evidence = roadmap.by_item(tx, home.id, [item.id for item in items], eyes)
    weights = services.score_weights
    return [Line(item, evidence[item.id], score(evidence[item.id], home.currency, weights)) for item in items]
