"""Keeping what shipped, or is about to, and announcing it."""

from dataclasses import asdict
from datetime import UTC, datetime

from rituals.permissions import Act, enter
from rituals.releases.content import NO_LINKS, NOW, Content, Links, Wish
from rituals.releases.finding import Found, find_in
from rituals.releases.stages import settle
from rituals.services import Person, Services
from storage import audit, counters, moments, releases, requests
from storage.releases import State


def announce(
    services: Services,
    by: Person,
    content: Content,
    request_key: str,
    links: Links = NO_LINKS,
    wish: Wish = NOW,
) -> Found:
    """Keep a release, and have its channel told in the same transaction; or later, or not yet, as `wish` says.

    The same request twice keeps one. Who asked for what ships with it is told later, by `rituals.shipped`.
    Raises NotAllowed, or NotReady.
    """
    release_id = counters.new_id()
    with services.write() as tx:
        moments.date_it(tx)
        now = services.now()
        home = enter(tx, by, Act.DRAFT_RELEASE)
        answered = requests.claim(tx, home.id, request_key, {"release": release_id}, datetime.now(UTC))
        if answered is not None:
            return find_in(tx, by, home, answered["release"])
        written = asdict(content) | {"state": State.DRAFT, "owner": by.id, "created_at": now}
        releases.add(tx, home.id, release_id, written)
        releases.plan_items(tx, home.id, release_id, links.ships)
        releases.answer_signals(tx, home.id, release_id, links.answers)
        audit.note(
            tx,
            home.id,
            object_kind=releases.KIND,
            object_id=release_id,
            act="add",
            by=by.id,
            now=now,
            before={},
            after={"state": State.DRAFT},
        )
        settle(tx, home, by, release_id, wish, now)
        return find_in(tx, by, home, release_id)
