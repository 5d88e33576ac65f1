"""Releases that nobody hears of: who writes a draft is reminded of what it lacks, and of what shipped but is not announced.

Each working morning, one private message a person. A draft that lacks parts is brought up after three days, then every
week, and the day before it goes out by itself. What shipped a week ago and is still not announced, or was announced
without saying for whom, is *silent*: its author and marketing are told, then the digest lists it.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.kit.message import Message
from rituals.messages import release_reminders as looks
from rituals.messages.release_drafts import missing
from rituals.messages.rituals import WORKING_DAYS
from rituals.permissions import Role, workspace_of
from rituals.private_messages import one_each
from rituals.registry import Doubt, MessageKind, RitualKind, Scene, Window
from rituals.services import Facts, Services
from storage import releases, roles
from storage.database import Transaction
from storage.releases import UNANNOUNCED, Release
from storage.workspaces import Workspace

REMINDERS = "release_reminders"
REMINDER = "release_reminder"
FIRST, AGAIN, SOON = timedelta(days=3), timedelta(days=7), timedelta(days=1)
SILENT_AFTER = timedelta(days=7)
LISTED_AFTER = timedelta(days=14)
LOOK_BACK = timedelta(days=90)  # what is older is history
DRAFTS_LOOKED_AT = 500

LACKING, SILENT, UNADDRESSED = "lacking", "silent", "unaddressed"


def gather(services: Services, workspace: str, window: Window, options: Facts) -> dict[str, Any] | None:
    """By person, the ids of the releases to speak of, by why; None if there are none."""
    with services.read() as tx:
        home = workspace_of(tx, workspace)
        told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        marketing = roles.persons(tx, workspace, Role.MARKETING)
        for release in releases.newest(tx, workspace, UNANNOUNCED, DRAFTS_LOOKED_AT):
            if missing(release) and _falls(_lacking_moments(release, window.end), window):
                told[release.owner][LACKING].append(release.id)
            if _falls(_silent_moments(release, home.zone, window.end), window):
                for person in {release.owner, *marketing}:
                    told[person][SILENT].append(release.id)
        for release in releases.unaddressed(
            tx, workspace, window.start - SILENT_AFTER, window.end - SILENT_AFTER, DRAFTS_LOOKED_AT
        ):
            for person in {release.owner, *marketing}:
                told[person][UNADDRESSED].append(release.id)
    return {"people": {person: dict(whys) for person, whys in told.items()}} if told else None


def silent(tx: Transaction, home: Workspace, window: Window, limit: int) -> list[str]:
    """Ids for the digest: what shipped two weeks ago or more and is not announced, and what said two weeks ago for nobody."""
    zone = ZoneInfo(home.zone)
    until = (window.end - LISTED_AFTER).astimezone(zone).date()
    since = (window.end - LOOK_BACK).astimezone(zone).date()
    unheard = releases.unheard(tx, home.id, since, until, limit)
    here = (window.start - LISTED_AFTER, window.end - LISTED_AFTER)
    return [release.id for release in (*unheard, *releases.unaddressed(tx, home.id, *here, limit))][:limit]


def _lacking_moments(release: Release, until: datetime) -> Iterator[datetime]:
    """When a draft's missing parts are brought up."""
    if release.scheduled_at:
        yield release.scheduled_at - SOON
    moment = release.created_at + FIRST
    while moment <= until:
        yield moment
        moment += AGAIN


def _silent_moments(release: Release, zone: str, until: datetime) -> Iterator[datetime]:
    """When it is brought up that something shipped and is not announced: after a week, then every two."""
    shipped = datetime.combine(release.released_on, time(), ZoneInfo(zone)).astimezone(UTC)
    moment = max(shipped, release.created_at) + SILENT_AFTER
    while moment <= until:
        yield moment
        moment += LISTED_AFTER


def _falls(moments: Iterator[datetime], window: Window) -> bool:
    return any(window.start <= moment < window.end for moment in moments)


def _remind(scene: Scene, facts: Facts) -> Message | None:
    """What still is so when it is sent; None if all is done meanwhile."""
    found: dict[str, list[Release]] = {}
    for why, ids in facts["whys"].items():
        known = [releases.get(scene.tx, scene.workspace, release) for release in ids]
        still = [release for release in known if release and _still(why, release)]
        if still:
            found[why] = still
    return looks.reminder(scene.texts, found) if found else None


def _still(why: str, release: Release) -> bool:
    if why == UNADDRESSED:
        return release.is_announced and not release.audience
    return release.state in UNANNOUNCED and (why == SILENT or bool(missing(release)))


def _render(scene: Scene, facts: Facts) -> Message:
    """What a run says, for who runs it by hand: how many people hear of how many releases."""
    spoken = {release for whys in facts["people"].values() for ids in whys.values() for release in ids}
    return looks.summary(scene.texts, people=len(facts["people"]), releases=len(spoken))


RITUAL = RitualKind(
    name=REMINDERS,
    default_rule=WORKING_DAYS,
    default_at="09:40",
    gather=gather,
    render=_render,
    default_window_days=1,
    say=one_each(REMINDER, of="whys"),
)
KIND = MessageKind(REMINDER, _remind, doubt=Doubt.RATHER_LATE)
