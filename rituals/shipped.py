"""“You asked, it shipped”: whoever captured a signal of a shipped item, follows it, or owns an account that asked, is told.

One message a person and telling, in their language, however many signals; and never twice of the same item: telling
claims a row for each item and person in the transaction that puts the messages.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.kit.message import Message
from rituals.messages import shipped as looks
from rituals.messages.shipped import News, Recipient, Telling
from rituals.people import as_known
from rituals.permissions import Act, demand, reader
from rituals.refusals import NotFound
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person, Services, user_of
from rituals.signals.capture import workspace_of
from storage import outbox, releases, roadmap, shipped, signals
from storage.accounts import Account
from storage.database import Transaction
from storage.people import KnownPerson
from storage.releases import Release
from storage.roadmap import Item, Link
from storage.signals import Reader
from storage.workspaces import Workspace
from storage.workspaces import get as get_workspace

SHIPPED = "shipped"


@dataclass
class Reasons:
    """Why somebody is told, by what: signals that they captured, accounts that they own, items that they follow."""

    said: list[Link] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)
    follows: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Audience:
    """Everybody whom a release concerns, before anybody is told. `gone`: deactivated, or bots."""

    release: Release
    items: list[Item]
    to_tell: dict[str, Reasons]
    gone: list[str]
    people: dict[str, KnownPerson]

    def name(self, person: str) -> str:
        found = self.people.get(person)
        return found.name if found and found.name else f"@{user_of(person)}"


def preview(services: Services, by: Person, release_id: str) -> Telling:
    """Who will be told, through the eyes of who asks. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home, release = _take(tx, by, release_id)
        audience = _audience(tx, home, release)
        mine = roadmap.links_of(tx, home.id, [item.id for item in audience.items], reader(by, home))
        readable = {link.signal_id for link in mine if link.readable}
        named = {link.account_id for link in mine if link.readable}
        refs = {item.id: item.ref for item in audience.items}
        recipients = [
            _recipient(audience.name(person), reasons, refs, readable, named)
            for person, reasons in audience.to_tell.items()
        ]
        return Telling(
            release,
            sorted(recipients, key=lambda recipient: recipient.name.casefold()),
            sorted(map(audience.name, audience.gone), key=str.casefold),
            shipped.told_by(tx, home.id, release.id),
        )


def tell(services: Services, by: Person, release_id: str) -> tuple[Release, int]:
    """Tell everybody who was not told yet; how many were told of this release in all. Raises NotFound or NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home, release = _take(tx, by, release_id)
        roadmap.lock(
            tx, home.id
        )  # nobody adds or takes away an item meanwhile, and two tellings follow one another
        audience = _audience(tx, home, release)
        for person in sorted(audience.to_tell):
            wanted = audience.to_tell[person].items
            if items := shipped.claim(tx, home.id, release.id, person, wanted, by=by.id, now=now):
                outbox.put(
                    tx,
                    home.id,
                    kind=SHIPPED,
                    recipient=person,
                    facts={"release": release.id, "items": items},
                    unique_key=f"shipped:{release.id}:{person}:{items[0]}",
                    now=now,
                )
        return release, shipped.told_by(tx, home.id, release.id)


def _take(tx: Transaction, by: Person, release_id: str) -> tuple[Workspace, Release]:
    home = workspace_of(tx, by.workspace)
    release = releases.get(tx, home.id, release_id)
    if release is None:
        raise NotFound
    demand(by, Act.EDIT_RELEASE, home, release)
    return home, release


def _audience(tx: Transaction, home: Workspace, release: Release) -> Audience:
    items = roadmap.of_release(tx, home.id, release.id)
    ids = [item.id for item in items]
    concerned: dict[str, Reasons] = {}
    links = roadmap.links_of(tx, home.id, ids, Reader("", everything=True))
    for link in links:
        reasons = concerned.setdefault(link.captured_by, Reasons())
        reasons.said.append(link)
        reasons.items.add(link.item_id)
    for item, person in roadmap.followers(tx, home.id, ids):
        reasons = concerned.setdefault(person, Reasons())
        reasons.follows.add(item)
        reasons.items.add(item)
    owners = {account.owner for account in shipped.owned(tx, home.id, _accounts(links)) if account.owner}
    people = shipped.known(tx, home.id, {*concerned, *owners})
    for owner in sorted(owners):
        for item, account in _owned_by(tx, home, owner, ids):
            reasons = concerned.setdefault(owner, Reasons())
            reasons.accounts[account.id] = account
            reasons.items.add(item)
    done = shipped.told(tx, home.id, ids)
    for person, reasons in concerned.items():
        reasons.items = {item for item in reasons.items if (item, person) not in done}
    waiting = {person: reasons for person, reasons in concerned.items() if reasons.items}
    gone = [person for person in waiting if person in people and _is_gone(people[person])]
    to_tell = {person: reasons for person, reasons in waiting.items() if person not in gone}
    return Audience(release, items, to_tell, gone, people)


def _owned_by(tx: Transaction, home: Workspace, owner: str, item_ids: list[str]) -> list[tuple[str, Account]]:
    """(item, account) for the accounts of this owner that asked, as far as the owner may read who asked."""
    links = [
        link
        for link in roadmap.links_of(tx, home.id, item_ids, reader(as_known(tx, home, owner), home))
        if link.readable
    ]
    accounts = {
        account.id: account
        for account in shipped.owned(tx, home.id, _accounts(links))
        if account.owner == owner
    }
    return [
        (link.item_id, accounts[link.account_id])
        for link in links
        if link.account_id and link.account_id in accounts
    ]


def _accounts(links: Iterable[Link]) -> set[str]:
    return {link.account_id for link in links if link.account_id}


def _is_gone(known: KnownPerson) -> bool:
    return known.deactivated or known.is_bot


def _recipient(
    name: str, reasons: Reasons, refs: dict[str, str], readable: set[str], named: set[str | None]
) -> Recipient:
    said = {link.signal_id: link for link in reasons.said if link.item_id in reasons.items}
    shown = [link for link in said.values() if link.signal_id in readable]
    return Recipient(
        name=name,
        signals=[link.ref for link in shown],
        hidden=len(said) - len(shown),
        accounts=[account.name for account in reasons.accounts.values() if account.id in named],
        follows=sorted(refs[item] for item in reasons.follows & reasons.items),
    )


def _render(scene: Scene, facts: Facts) -> Message | None:
    """What was decided to be told; words that were taken back or restricted since are left out."""
    home = get_workspace(scene.tx, scene.workspace)
    release = releases.get(scene.tx, scene.workspace, facts["release"])
    if home is None or release is None:
        return None
    found = [roadmap.get(scene.tx, home.id, item) for item in facts["items"]]
    items = [item for item in found if item is not None]
    ids, person = [item.id for item in items], scene.recipient
    links = roadmap.links_of(scene.tx, home.id, ids, reader(as_known(scene.tx, home, person), home))
    own = list(
        dict.fromkeys(link.signal_id for link in links if link.readable and link.captured_by == person)
    )
    said = [signals.get(scene.tx, home.id, signal) for signal in own[: looks.QUOTES_SHOWN]]
    accounts = {account.id: account.name for _, account in _owned_by(scene.tx, home, person, ids)}
    news = News(
        items=items,
        said=[signal for signal in said if signal is not None],
        more_said=max(0, len(own) - looks.QUOTES_SHOWN),
        accounts=list(accounts.values()),
    )
    return looks.shipped(scene.texts, release, news)


KIND = MessageKind(SHIPPED, _render, doubt=Doubt.RATHER_LATE)
