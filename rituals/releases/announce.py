"""Announcing what shipped, and finding it again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.kit.texts import Texts
from rituals.permissions import Act, demand, enter, may
from rituals.refusals import NotFound
from rituals.releases.cards import PURPOSE, announcer_of, show_card
from rituals.releases.content import Content
from rituals.roadmap.acting import ship
from rituals.search.indexing import index_release
from rituals.services import Person, Services
from rituals.signals.capture import workspace_of
from storage import counters, moments, preferences, releases, requests, roadmap
from storage.database import Transaction
from storage.releases import Release
from storage.roadmap import Item
from storage.workspaces import Workspace

LISTED = 10


@dataclass(frozen=True)
class Found:
    """A release with what is needed to show it to the person who asked: who announced it, whether they may edit it,
    and the roadmap items that it ships.
    """

    release: Release
    workspace: Workspace
    announcer: str
    editable: bool
    ships: tuple[Item, ...] = ()


def announce(
    services: Services, by: Person, content: Content, request_key: str, ships: Sequence[str] = ()
) -> Found:
    """Keep a release and have its channel told, in one transaction. The same request twice announces once.

    `ships`: ids of the roadmap items that shipped with it. Who asked for them is told later, by `rituals.shipped`.
    Raises NotAllowed.
    """
    release_id = counters.new_id()
    with services.write() as tx:
        moments.date_it(tx)
        now = services.now()
        home = enter(tx, by, Act.ANNOUNCE_RELEASE)
        answered = requests.claim(tx, home.id, request_key, {"release": release_id}, datetime.now(UTC))
        if answered is not None:
            return find_in(tx, by, home, answered["release"])
        releases.add(
            tx,
            home.id,
            release_id,
            asdict(content) | {"announced_by": by.id, "announced_at": now, "edited_at": None},
        )
        if ships:
            ship(tx, home, by, release_id, ships, now)
        found = find_in(tx, by, home, release_id)
        index_release(tx, home.id, found.release)
        show_card(tx, home, found.release, now)
        return found


def open_release(services: Services, by: Person, release_id: str) -> Found:
    """A release, to show to somebody.

    Raises NotFound or NotAllowed.
    """
    with services.read() as tx:
        return find_in(tx, by, enter(tx, by, Act.READ), release_id)


def by_number(services: Services, by: Person, number: int) -> Found | None:
    """The release with the reference R-<number>."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        release = releases.by_number(tx, home.id, number)
        return _found(tx, by, home, release) if release else None


def newest(services: Services, by: Person) -> list[tuple[Release, bool]]:
    """The last ten releases, the newest first, each with whether this person may edit it."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = releases.newest(tx, home.id, LISTED)
    return [(release, may(by, Act.EDIT_RELEASE, home, release)) for release in found]


def rehearse(services: Services, by: Person, content: Content, release_id: str) -> tuple[Found, Texts]:
    """The release as it would be, with the texts of its channel; `release_id` is empty for a new one. Nothing is kept.

    Raises NotAllowed, and NotFound for a release that does not exist.
    """
    now = services.now()
    with services.read() as tx:
        home = workspace_of(tx, by.workspace)
        if release_id:
            old = find_in(tx, by, home, release_id).release
            demand(by, Act.EDIT_RELEASE, home, old)
            release = replace(old, edited_at=now, **asdict(content))
        else:
            demand(by, Act.ANNOUNCE_RELEASE, home)
            release = _unborn(content, by, now)
        found = _found(tx, by, home, release)
        channel = home.channel(PURPOSE)
        language = preferences.language(tx, home.id, channel) if channel else None
    return found, services.catalogs.texts(language or home.language, home.zone)


def open_form(services: Services, by: Person) -> date:
    """The day it is for somebody who is about to announce. Raises NotAllowed."""
    with services.read() as tx:
        enter(tx, by, Act.ANNOUNCE_RELEASE)
    return today(services, by)


def today(services: Services, person: Person) -> date:
    """The day it is for somebody."""
    return services.now().astimezone(ZoneInfo(person.zone)).date()


def find_in(tx: Transaction, by: Person, home: Workspace, release_id: str) -> Found:
    release = releases.get(tx, home.id, release_id)
    if release is None:
        raise NotFound
    return _found(tx, by, home, release)


def _unborn(content: Content, by: Person, now: datetime) -> Release:
    """A release as it would be kept; its number is given when it is announced."""
    return Release(
        id="", number=0, announced_by=by.id, announced_at=now, edited_at=None, revision=0, **asdict(content)
    )


def _found(tx: Transaction, by: Person, home: Workspace, release: Release) -> Found:
    announcer = by.name if release.announced_by == by.id else announcer_of(tx, home.id, release)
    ships = tuple(roadmap.of_release(tx, home.id, release.id))
    return Found(release, home, announcer, may(by, Act.EDIT_RELEASE, home, release), ships)
