"""Searching: signals, roadmap items and releases by their words, through the eyes of who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from bot.kit.references import references
from bot.kit.times import due_instant
from rituals.permissions import Act, enter, may, reader
from rituals.search.query import Query, read
from rituals.services import Person, Services, person_id
from storage import accounts, following, people, releases, roadmap, search, signals, themes
from storage.database import Transaction
from storage.releases import Release
from storage.roadmap import Item
from storage.search import Wanted
from storage.signals import Reader, Signal
from storage.workspaces import Workspace

PAGE = 10

Found = Signal | Item | Release


@dataclass(frozen=True)
class Page:
    """One page of what was found. `upto` marks where the first page began, so that the next ones do not shift."""

    query: Query
    number: int  # from 0
    upto: int
    found: tuple[Found, ...]
    more: bool
    to_follow: frozenset[str] = frozenset()  # the ids of signals that they neither follow nor captured


def ask(services: Services, by: Person, typed: str, *, number: int = 0, upto: int | None = None) -> Page:
    """What the words and filters find, the newest first; a reference finds what it names. Raises NotAllowed.

    A name that nobody has finds nothing.
    """
    query = read(typed, services.now().astimezone(ZoneInfo(by.zone)).date())
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        if named := _named(tx, home, by, references(query.typed)):
            return Page(query, 0, 0, named, more=False, to_follow=_to_follow(tx, home, by, named))
        wanted = None if query.empty or query.puzzling else wanted_of(tx, home, by, query)
        if wanted is None:
            return Page(query, number, upto or 0, (), more=False)
        eyes = reader(by, home)
        hits = search.newest(
            tx,
            home.id,
            eyes,
            wanted,
            services.common_words,
            limit=PAGE + 1,
            skip=number * PAGE,
            upto=upto,
        )
        found = _objects(tx, home.id, hits[:PAGE], eyes)
        others = _to_follow(tx, home, by, found)
    begins = upto if upto is not None else hits[0].seq if hits else 0
    return Page(query, number, begins, found, more=len(hits) > PAGE, to_follow=others)


def _named(
    tx: Transaction, home: Workspace, by: Person, named: Sequence[tuple[str, int]]
) -> tuple[Found, ...]:
    """What references name, as far as the person may see it."""
    found: list[Found] = []
    for letter, number in named:
        match letter:
            case "s":
                signal = signals.by_number(tx, home.id, number)
                if signal and not signal.undone_at and may(by, Act.SEE_SIGNAL, home, signal):
                    found.append(signal)
            case "i":
                item = roadmap.by_number(tx, home.id, number)
                found += [item] if item else []
            case "r":
                release = releases.by_number(tx, home.id, number)
                found += [release] if release and may(by, Act.SEE_RELEASE, home, release) else []
    return tuple(found[:PAGE])


def _to_follow(tx: Transaction, home: Workspace, by: Person, found: Sequence[Found]) -> frozenset[str]:
    """The signals that somebody neither captured nor follows."""
    others = {thing.id for thing in found if isinstance(thing, Signal) and thing.captured_by != by.id}
    return frozenset(others - following.followed_among(tx, home.id, by.id, others))


def wanted_of(tx: Transaction, home: Workspace, by: Person, query: Query) -> Wanted | None:
    """The query with ids for names; None where a name is nobody's."""
    about = [themes.named(tx, home.id, label) for label in query.themes]
    account = accounts.named(tx, home.id, query.account) if query.account else None
    persons = _persons(tx, home, by, query.person) if query.person else ()
    if None in about or (query.account and not account) or (query.person and not persons):
        return None
    return Wanted(
        words=query.words,
        only=query.only,
        themes=tuple(theme.id for theme in about if theme),
        account=account.id if account else None,
        kind=query.kind,
        persons=persons,
        since=due_instant(query.since, time(), by.zone) if query.since else None,
    )


def _persons(tx: Transaction, home: Workspace, by: Person, typed: str) -> tuple[str, ...]:
    """Who is meant: a mention, oneself, or everybody whose name has the typed words."""
    if typed.startswith("<@"):
        user = typed.strip("<@>").partition("|")[0]
        return (person_id(home.id, user),)
    if typed.casefold() in ("me", "moi"):
        return (by.id,)
    return people.with_name(tx, home.id, typed.lstrip("@"))


def _objects(tx: Transaction, workspace: str, hits: Sequence[search.Hit], eyes: Reader) -> tuple[Found, ...]:
    """What the hits are, in their order."""
    ids = {kind: [hit.object_id for hit in hits if hit.kind == kind] for kind in search.KINDS}
    found: dict[str, Found] = {
        **signals.several(tx, workspace, ids[signals.KIND], eyes),
        **roadmap.several(tx, workspace, ids[roadmap.KIND]),
        **releases.several(tx, workspace, ids[releases.KIND]),
    }
    return tuple(found[hit.object_id] for hit in hits if hit.object_id in found)
