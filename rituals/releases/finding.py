"""Finding releases: by reference, the newest, or as one would be; through the eyes of who asks."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.kit.texts import Texts
from rituals.launches import outcomes
from rituals.messages.launches.records import Came
from rituals.permissions import Act, demand, enter, may
from rituals.refusals import NotFound
from rituals.releases.cards import PURPOSE, author_of
from rituals.releases.content import Content
from rituals.services import Person, Services
from rituals.surveys import outcomes as survey_outcomes
from rituals.surveys.scoring import Score
from storage import demos, preferences, releases, roadmap, signals
from storage.database import Transaction
from storage.demos import Demo
from storage.releases import UNANNOUNCED, Release, State
from storage.roadmap import Item
from storage.signals import Signal
from storage.surveys import Survey
from storage.workspaces import Workspace

LISTED = 10


@dataclass(frozen=True)
class Found:
    """A release with what is needed to show it to the person who asked: its author's name (who announced it, or writes
    it), what they may do with it, the roadmap items that it ships, the signals that it answers besides, what came
    of its launch, what surveys about it came to, and the demos where it was shown.
    """

    release: Release
    workspace: Workspace
    author: str
    editable: bool
    publishable: bool
    ships: tuple[Item, ...] = ()
    answers: tuple[Signal, ...] = ()
    came: Came | None = None
    scores: Sequence[tuple[Survey, Score]] = ()
    shown: Sequence[Demo] = ()


def open_release(services: Services, by: Person, release_id: str) -> Found:
    """A release, to show to somebody. Raises NotFound, or NotAllowed for a draft of others."""
    with services.read() as tx:
        return find_in(tx, by, enter(tx, by, Act.READ), release_id)


def by_number(services: Services, by: Person, number: int) -> Found | None:
    """The release with the reference R-<number>. Raises NotAllowed for a draft of others."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        release = releases.by_number(tx, home.id, number)
        return _shown(tx, by, home, release) if release else None


def newest(services: Services, by: Person) -> list[tuple[Release, bool]]:
    """The last ten announcements, the newest first, each with whether this person may edit it."""
    return _listed(services, by, (State.ANNOUNCED,))


def unannounced(services: Services, by: Person) -> list[tuple[Release, bool]]:
    """The last ten that are drafts or scheduled, of those that this person may see; as `newest`."""
    return _listed(services, by, UNANNOUNCED)


def _listed(services: Services, by: Person, states: Sequence[State]) -> list[tuple[Release, bool]]:
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        owner = None if may(by, Act.ANNOUNCE_RELEASE, home) or State.ANNOUNCED in states else by.id
        found = releases.newest(tx, home.id, states, LISTED, owner=owner)
    return [(release, may(by, Act.EDIT_RELEASE, home, release)) for release in found]


def rehearse(services: Services, by: Person, content: Content, release_id: str) -> tuple[Found, Texts]:
    """The release as its announcement would be, with the texts of its channel; `release_id` is empty for a new one.

    Nothing is kept. Raises NotFound or NotAllowed.
    """
    now = services.now()
    with services.read() as tx:
        home = enter(tx, by, Act.DRAFT_RELEASE)
        if release_id:
            old = find_in(tx, by, home, release_id).release
            demand(by, Act.EDIT_RELEASE, home, old)
            release = replace(old, **asdict(content))
            release = replace(release, edited_at=now) if old.is_announced else _announced(release, by, now)
        else:
            release = _unborn(content, by, now)
        found = _found(tx, by, home, release)
        channel = home.channel(PURPOSE)
        language = preferences.language(tx, home.id, channel) if channel else None
    return found, services.catalogs.texts(language or home.language, home.zone)


def open_form(services: Services, by: Person) -> tuple[date, bool]:
    """The day it is for somebody who is about to write a release, and whether they may announce it. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.DRAFT_RELEASE)
    return today(services, by), may(by, Act.ANNOUNCE_RELEASE, home)


def today(services: Services, person: Person) -> date:
    """The day it is for somebody."""
    return services.now().astimezone(ZoneInfo(person.zone)).date()


def find_in(tx: Transaction, by: Person, home: Workspace, release_id: str) -> Found:
    release = releases.get(tx, home.id, release_id)
    if release is None:
        raise NotFound
    return _shown(tx, by, home, release)


def _shown(tx: Transaction, by: Person, home: Workspace, release: Release) -> Found:
    demand(by, Act.SEE_RELEASE, home, release)
    return _found(tx, by, home, release)


def _unborn(content: Content, by: Person, now: datetime) -> Release:
    """A release as it would be kept and announced; its number is given when it is kept."""
    return Release(
        id="",
        number=0,
        state=State.ANNOUNCED,
        owner=by.id,
        created_at=now,
        scheduled_at=None,
        announced_by=by.id,
        announced_at=now,
        edited_at=None,
        withdrawn_at=None,
        withdrawn_why=None,
        source=None,
        revision=0,
        **asdict(content),
    )


def _announced(release: Release, by: Person, now: datetime) -> Release:
    return replace(release, state=State.ANNOUNCED, announced_by=by.id, announced_at=now)


def _found(tx: Transaction, by: Person, home: Workspace, release: Release) -> Found:
    answers = (
        signals.get(tx, home.id, signal) for signal in releases.answered_signals(tx, home.id, release.id)
    )
    return Found(
        release,
        home,
        author_of(tx, home.id, release),
        editable=may(by, Act.EDIT_RELEASE, home, release),
        publishable=may(by, Act.ANNOUNCE_RELEASE, home),
        ships=ships(tx, home, release),
        answers=tuple(signal for signal in answers if signal and may(by, Act.SEE_SIGNAL, home, signal)),
        came=outcomes.of_release(tx, home.id, release.id),
        scores=survey_outcomes.of_release(tx, home.id, release.id),
        shown=demos.shown(tx, home.id, release_id=release.id),
    )


def ships(tx: Transaction, home: Workspace, release: Release) -> tuple[Item, ...]:
    """What it shipped; of what is not announced, what it is to ship."""
    if release.is_announced:
        return tuple(roadmap.of_release(tx, home.id, release.id))
    planned = (roadmap.get(tx, home.id, item) for item in releases.planned_items(tx, home.id, release.id))
    return tuple(item for item in planned if item)
