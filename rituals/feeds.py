"""Calendars at a secret address: each person's own, made and taken back by them, read by their calendar program.

The secret is told once, to its owner; what is kept of it is a hash. What is read there is what its owner may read at
that moment.
"""

import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256

from rituals.messages.feeds import Address, What
from rituals.permissions import Act, enter
from rituals.refusals import NotAllowed, NotFound, NotThere
from rituals.services import Person, PersonId, Services
from storage import audit
from storage import calendar_feeds as kept
from storage.calendar_feeds import Feed
from storage.database import Transaction
from storage.workspaces import Workspace

KIND = "feed"
SECRET_BYTES = 32

Calendars = Mapping[What, Callable[[Services, Person], bytes]]
"""By calendar, what makes it for somebody; it raises NotAllowed."""


def subscribe(services: Services, by: Person, what: What) -> Address:
    """Make somebody's address of a calendar; one that they have stays, and is not told again.

    Raises NotAllowed, or NotThere where we have no address from outside.
    """
    secret = _new_secret()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        url = _outside(services)
        made = kept.add(tx, home.id, by.id, what, hashed(secret), services.now())
        if made is None:
            return Address(what, kept.of_person(tx, home.id, by.id, what))
        _note(tx, services, home, by, made, "feed_made")
        return Address(what, made, _link(url, secret))


def renew(services: Services, by: Person, what: What, feed_id: str) -> Address:
    """Another address in place of the one that they saw, which works no more.

    Raises NotAllowed, or NotThere where theirs is another one by now, or we have no address from outside.
    """
    secret = _new_secret()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        url = _outside(services)
        made = kept.renew(tx, home.id, by.id, feed_id, hashed(secret), services.now())
        if made is None:
            raise NotThere
        _note(tx, services, home, by, made, "feed_renewed")
        return Address(what, made, _link(url, secret))


def turn_off(services: Services, by: Person, what: What, feed_id: str) -> Address:
    """Their address works no more. Raises NotAllowed, or NotThere where theirs is another one by now."""
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        gone = kept.remove(tx, home.id, by.id, feed_id)
        if gone is None:
            raise NotThere
        _note(tx, services, home, by, gone, "feed_off")
        return Address(what, None)


def read(services: Services, calendars: Calendars, secret: str) -> bytes:
    """The calendar of whoever has this secret. Raises NotFound: nobody has it, or they may not read any more."""
    with services.read() as tx:
        feed = kept.by_hash(tx, hashed(secret))
    if feed is None:
        raise NotFound
    person = services.directory.person(feed.workspace_id, PersonId(feed.person))
    try:
        return calendars[What(feed.what)](services, person)
    except NotAllowed:
        raise NotFound from None


def hashed(secret: str) -> str:
    """What is kept of a secret. It is as long as the hash, so that nothing slower is needed."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def _outside(services: Services) -> str:
    if services.public_url is None:
        raise NotThere
    return services.public_url


def _link(url: str, secret: str) -> str:
    return f"{url}calendar/{secret}.ics"


def _note(tx: Transaction, services: Services, home: Workspace, by: Person, feed: Feed, act: str) -> None:
    audit.note(tx, home.id, object_kind=KIND, object_id=feed.id, act=act, by=by.id, now=services.now())
