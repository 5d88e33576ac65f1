"""Sessions of rituals are made ahead, the next two of each, once for each period, however many processes try.

A session follows its ritual until somebody has it in hand: another schedule moves it, an occurrence that is left out calls
it off, and brings it back when it is not left out any more.
"""

from datetime import datetime

import structlog

from bot.kit.times import Occurrence, next_dues
from rituals import running
from rituals.demos.cards import history, show_card, tell_changed
from rituals.demos.hosting import pick
from rituals.demos.planning import call_off, move
from rituals.demos.reminding import schedule
from rituals.demos.seeing import demo_in
from rituals.messages.demos import Meeting
from rituals.messages.demos.settings import Settings
from rituals.services import Services
from storage import counters, demos, workspaces
from storage import rituals as stored
from storage.database import Transaction
from storage.demos import CalledOff, Demo, State
from storage.rituals import Ritual
from storage.workspaces import Workspace

log = structlog.get_logger()

AHEAD = 2
_KINDS = frozenset(Meeting)


def step(services: Services) -> bool:
    """Make what is missing. True if something was made or changed; a ritual that fails keeps no other from going on."""
    now = services.now()
    with services.read() as tx:
        waiting = [
            (home, ritual, occurrence)
            for workspace in workspaces.ids(tx)
            if (home := workspaces.get(tx, workspace))
            for ritual in stored.all_of(tx, workspace)
            if ritual.kind in _KINDS and not ritual.paused
            for occurrence in _to_do(tx, home, ritual, now)
        ]
    changed = [_safely(services, home, ritual, occurrence) for home, ritual, occurrence in waiting]
    return any(changed)


def _to_do(tx: Transaction, home: Workspace, ritual: Ritual, now: datetime) -> list[Occurrence]:
    """The next occurrences whose sessions are not as they are to be."""
    ahead = next_dues(running.schedule_of(ritual, home), now, AHEAD + (ritual.skip is not None))
    there = demos.of_ritual(tx, home.id, ritual.id, [one.period for one in ahead])
    return [one for one in ahead if not _is_right(ritual, one, there.get(one.period), now)]


def _is_right(ritual: Ritual, occurrence: Occurrence, demo: Demo | None, now: datetime) -> bool:
    skipped = ritual.skip == occurrence.period
    if demo is None:
        return skipped
    if demo.state == State.CANCELLED:
        return skipped or demo.called_off != CalledOff.SKIPPED
    return not skipped and (
        demo.author is not None or demo.starts_at == occurrence.due or demo.starts_at <= now
    )


def _safely(services: Services, home: Workspace, ritual: Ritual, occurrence: Occurrence) -> bool:
    try:
        with services.write() as tx:
            return _do(tx, home, ritual, occurrence, services.now())
    except Exception:  # whatever it is, the others go on, and this one is tried at the next look
        log.exception("demo_not_made", ritual=ritual.name, period=occurrence.period)
        return False


def _do(tx: Transaction, home: Workspace, ritual: Ritual, occurrence: Occurrence, now: datetime) -> bool:
    demo = demos.of_ritual(tx, home.id, ritual.id, [occurrence.period]).get(occurrence.period)
    if demo is None:
        return _make(tx, home, ritual, occurrence, now)
    if demo.state == State.CANCELLED:
        return _revive(tx, home, demo, now)
    if ritual.skip == occurrence.period:
        return call_off(tx, home, demo, CalledOff.SKIPPED, now)
    return move(tx, home, demo, {"starts_at": occurrence.due, "zone": ritual.zone or home.zone}, now)


def _make(tx: Transaction, home: Workspace, ritual: Ritual, occurrence: Occurrence, now: datetime) -> bool:
    settings = Settings.read(ritual.options)
    demo_id = counters.new_id()
    values = {
        "kind": ritual.kind,
        "title": "",
        "starts_at": occurrence.due,
        "zone": ritual.zone or home.zone,
        "minutes": settings.minutes,
        "place": settings.place,
        "link": settings.link,
        "channel_id": ritual.channel_id,
        "audience": settings.audience.written(),
        "host": pick(tx, home, ritual.kind, settings, occurrence.day, now),
        "ritual_id": ritual.id,
        "period": occurrence.period,
    }
    if not demos.add(tx, home.id, demo_id, values, now):
        return False
    demo = demo_in(tx, home, demo_id)
    if schedule(tx, home, demo, now):
        show_card(tx, home, demo, now)
    history(tx, home, demo_id, "planned", None, now)
    return True


def _revive(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> bool:
    if not demos.revive(tx, home.id, demo.id, CalledOff.SKIPPED, now):
        return False
    again = demo_in(tx, home, demo.id)
    schedule(tx, home, again, now)
    history(tx, home, demo.id, "planned", None, now)
    tell_changed(tx, home, again, None, now)
    return True
