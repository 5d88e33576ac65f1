"""Whom a release concerns: who captured or follows a signal of what it ships, follows an item, or owns an account that asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rituals.messages.shipped import Recipient
from rituals.people import as_known
from rituals.permissions import reader
from rituals.services import Person, user_of
from storage import following, roadmap, shipped
from storage.accounts import Account
from storage.database import Transaction
from storage.releases import Release
from storage.roadmap import Item, Link
from storage.signals import NOBODY_IN_PARTICULAR, Reader
from storage.workspaces import Workspace

EVERYTHING = Reader("", everything=True)


@dataclass
class Reasons:
    """Why somebody is told, by what: signals that they captured or follow, accounts that they own, items that they follow."""

    said: list[Link] = field(default_factory=list)
    heard: list[Link] = field(default_factory=list)
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
    people: dict[str, Person]

    def name(self, person: str) -> str:
        return self.people[person].name or f"@{user_of(person)}"


def audience_of(tx: Transaction, home: Workspace, release: Release) -> Audience:
    """Who is to be told of what a release ships, and was not told yet."""
    items = roadmap.of_release(tx, home.id, release.id)
    ids = [item.id for item in items]
    links = roadmap.links_of(tx, home.id, ids, EVERYTHING)
    concerned: dict[str, Reasons] = {}

    def told_for(person: str, item_id: str) -> Reasons:
        reasons = concerned.setdefault(person, Reasons())
        reasons.items.add(item_id)
        return reasons

    for link in links:
        told_for(link.captured_by, link.item_id).said.append(link)
    for link, person in _followed(tx, home, ids, links):
        told_for(person, link.item_id).heard.append(link)
    for item_id, person in roadmap.followers(tx, home.id, ids):
        told_for(person, item_id).follows.add(item_id)
    for owner in sorted({owner for account in _with_owner(tx, home, links) if (owner := account.owner)}):
        for item_id, account in owned_by(tx, home, owner, ids):
            told_for(owner, item_id).accounts[account.id] = account

    done = shipped.told(tx, home.id, ids)
    for person, reasons in concerned.items():
        reasons.items = {item for item in reasons.items if (item, person) not in done}
    waiting = {person: reasons for person, reasons in concerned.items() if reasons.items}
    people = {person: as_known(tx, home, person) for person in waiting}
    gone = [person for person, known in people.items() if known.deactivated or known.is_bot]
    to_tell = {person: reasons for person, reasons in waiting.items() if person not in gone}
    return Audience(release, items, to_tell, gone, people)


def recipients(tx: Transaction, by: Person, home: Workspace, audience: Audience) -> list[Recipient]:
    """Who will be told and why, as far as who asks may read it; in alphabetical order."""
    mine = roadmap.links_of(tx, home.id, [item.id for item in audience.items], reader(by, home))
    readable = {link.signal_id for link in mine if link.readable}
    named = {link.account_id for link in mine if link.readable}
    refs = {item.id: item.ref for item in audience.items}
    found = [
        _recipient(audience.name(person), reasons, refs, readable, named)
        for person, reasons in audience.to_tell.items()
    ]
    return sorted(found, key=lambda recipient: recipient.name.casefold())


def links_for(tx: Transaction, home: Workspace, person: str, item_ids: list[str]) -> list[Link]:
    """The signals of these items that somebody may read, at the time of telling."""
    eyes = reader(as_known(tx, home, person), home)
    return [link for link in roadmap.links_of(tx, home.id, item_ids, eyes) if link.readable]


def owned_by(tx: Transaction, home: Workspace, owner: str, item_ids: list[str]) -> list[tuple[str, Account]]:
    """(item, account) for the accounts of this owner that asked, as far as the owner may read who asked."""
    links = links_for(tx, home, owner, item_ids)
    theirs = {account.id: account for account in _with_owner(tx, home, links) if account.owner == owner}
    return [
        (link.item_id, theirs[link.account_id])
        for link in links
        if link.account_id and link.account_id in theirs
    ]


def _followed(
    tx: Transaction, home: Workspace, item_ids: list[str], links: list[Link]
) -> list[tuple[Link, str]]:
    """(link, follower) for the signals of these items, as far as the follower may read them."""
    everybody = following.of_signals(tx, home.id, [link.signal_id for link in links])
    of_the_team = {
        link.signal_id
        for link in roadmap.links_of(tx, home.id, item_ids, NOBODY_IN_PARTICULAR)
        if link.readable
    }
    found = []
    for person, signal_ids in sorted(everybody.items()):
        if not signal_ids <= of_the_team:
            signal_ids &= {link.signal_id for link in links_for(tx, home, person, item_ids)}
        found += [
            (link, person) for link in links if link.signal_id in signal_ids and link.captured_by != person
        ]
    return found


def _with_owner(tx: Transaction, home: Workspace, links: Iterable[Link]) -> list[Account]:
    return shipped.owned(tx, home.id, {link.account_id for link in links if link.account_id})


def _recipient(
    name: str, reasons: Reasons, refs: dict[str, str], readable: set[str], named: set[str | None]
) -> Recipient:
    said = {link.signal_id: link for link in reasons.said if link.item_id in reasons.items}
    heard = {link.signal_id: link for link in reasons.heard if link.item_id in reasons.items}
    shown = [link for link in (said | heard).values() if link.signal_id in readable]
    return Recipient(
        name=name,
        signals=[link.ref for link in shown if link.signal_id in said],
        hidden=len(said | heard) - len(shown),
        accounts=[account.name for account in reasons.accounts.values() if account.id in named],
        follows=[
            *sorted(refs[item] for item in reasons.follows & reasons.items),
            *(link.ref for link in shown if link.signal_id not in said),
        ],
    )
