"""“You asked, it shipped”: who will be told, telling them, and taking it back for whom it did not reach yet.

One message a person and telling, in their language, however many signals; and never twice of the same item: telling
claims a row for each item and person in the transaction that puts the messages.
"""

from collections.abc import Sequence
from datetime import datetime

from rituals.messages.shipped import Telling
from rituals.permissions import Act, demand, workspace_of
from rituals.refusals import NotFound
from rituals.registry import JobKind
from rituals.services import Facts, Person, Services
from rituals.shipped.audience import EVERYTHING, audience_of, recipients
from rituals.triage.decide import it_shipped
from storage import audit, counters, jobs, outbox, releases, roadmap, shipped
from storage.database import Transaction
from storage.releases import Release
from storage.workspaces import Workspace

SHIPPED = "shipped"
CLOSE_SIGNALS = "close_signals"


def preview(services: Services, by: Person, release_id: str) -> Telling:
    """Who will be told, through the eyes of who asks. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home, release = _take(tx, by, release_id)
        audience = audience_of(tx, home, release)
        return Telling(
            release,
            recipients(tx, by, home, audience),
            sorted(map(audience.name, audience.gone), key=str.casefold),
            shipped.told_by(tx, home.id, release.id),
        )


def tell(services: Services, by: Person, release_id: str) -> tuple[Release, int]:
    """Tell everybody who was not told yet; how many were told of this release in all. Raises NotFound or NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home, release = _take(tx, by, release_id)
        # Nobody adds or takes away an item meanwhile, and two tellings follow one another.
        roadmap.lock(tx, home.id)
        audience = audience_of(tx, home, release)
        for person in sorted(audience.to_tell):
            wanted = audience.to_tell[person].items
            if items := shipped.claim(tx, home.id, release.id, person, wanted, by=by.id, now=now):
                _put(tx, home, release.id, person, items, now)
        audit.note(
            tx,
            home.id,
            object_kind=releases.KIND,
            object_id=release.id,
            act="tell",
            by=by.id,
            now=now,
            after={"people": len(audience.to_tell)},
        )
        jobs.put(
            tx,
            home.id,
            kind=CLOSE_SIGNALS,
            facts={"release": release.id, "by": by.id},
            unique_key=f"{CLOSE_SIGNALS}:{counters.new_id()}",
            now=now,
        )
        return release, shipped.told_by(tx, home.id, release.id)


def take_back(tx: Transaction, home: Workspace, release_id: str, item_id: str, now: datetime) -> None:
    """An item did not ship with a release after all: whom that was not told yet is told nothing of it, until it ships.

    Called within the transaction that takes it out. What is just being said, or may have been, stays said.
    """
    for waiting in outbox.unsaid(tx, home.id, SHIPPED):
        items = waiting.facts["items"]
        if waiting.facts["release"] != release_id or item_id not in items:
            continue
        if outbox.take_back(tx, home.id, waiting.seq):
            shipped.unclaim(tx, home.id, item_id, waiting.recipient)
            if left := [item for item in items if item != item_id]:
                _put(tx, home, release_id, waiting.recipient, left, now)


def _close_signals(services: Services, workspace: str, facts: Facts) -> None:
    """The signals behind what shipped wait for no decision any more; each in a transaction of its own."""
    with services.read() as tx:
        items = [item.id for item in roadmap.of_release(tx, workspace, facts["release"])]
        links = roadmap.links_of(tx, workspace, items, EVERYTHING)
    for signal_id in dict.fromkeys(link.signal_id for link in links):
        it_shipped(services, workspace, facts["by"], signal_id)


def _put(
    tx: Transaction, home: Workspace, release_id: str, person: str, items: Sequence[str], now: datetime
) -> None:
    outbox.put(
        tx,
        home.id,
        kind=SHIPPED,
        recipient=person,
        facts={"release": release_id, "items": list(items)},
        unique_key=f"{SHIPPED}:{counters.new_id()}",  # that it is said once, the claims of its items see to
        now=now,
    )


def _take(tx: Transaction, by: Person, release_id: str) -> tuple[Workspace, Release]:
    home = workspace_of(tx, by.workspace)
    release = releases.get(tx, home.id, release_id)
    if release is None:
        raise NotFound
    demand(by, Act.EDIT_RELEASE, home, release)
    return home, release


JOBS = (JobKind(CLOSE_SIGNALS, _close_signals),)
