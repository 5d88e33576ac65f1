"""The calendar of launches that people's own programs read: ready days, market days, go or no-go."""

from datetime import timedelta

from bot.kit.ics import written
from rituals.messages.launches.feed import Dated, entries
from rituals.permissions import Act, enter
from rituals.services import Person, Services
from rituals.working_days import today
from storage import audit, launch_decisions, launches, releases
from storage.audit import Revision
from storage.database import Transaction
from storage.launches import Launch
from storage.workspaces import Workspace

KEPT = timedelta(days=90)  # after the market day: a calendar forgets what it does not find any more
MOST = 300
DATED = ("days_moved", "decision_planned", "decision_cancelled")
"""The acts that change what stands in a calendar."""


def calendar(services: Services, by: Person) -> bytes:
    """The launches of the last three months and those to come, in somebody's language. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = launches.since(tx, home.id, today(home, services.now()) - KEPT, MOST)
        dated = _dated(tx, home, found)
    texts = services.texts_for(by)
    return written(texts.plain("feeds.name_launches", workspace=home.name), entries(texts, home.id, dated))


def _dated(tx: Transaction, home: Workspace, found: list[tuple[Launch, bool]]) -> list[Dated]:
    ids = [launch.id for launch, _ in found]
    own = audit.revisions(tx, home.id, launches.KIND, ids, DATED)
    shipped = [launch.release_id for launch, _ in found]
    of_release = audit.revisions(tx, home.id, releases.KIND, shipped)
    rounds = launch_decisions.of_launches(tx, home.id, ids)
    return [
        Dated(
            launch,
            withdrawn,
            tuple(one for one in rounds if one.launch_id == launch.id),
            _both(launch, own.get(launch.id), of_release.get(launch.release_id)),
        )
        for launch, withdrawn in found
    ]


def _both(launch: Launch, *changed: Revision | None) -> Revision:
    there = [one for one in changed if one]
    last = max([launch.started_at, *(one.at for one in there)])
    return Revision(sum(one.count for one in there), last)
