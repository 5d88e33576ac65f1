"""What time asks of demos: sessions are made ahead, people are reminded, what is over is looked back on."""

from datetime import datetime

import structlog

from rituals.absences import stands_in
from rituals.demos import afterwards, making
from rituals.demos.cards import (
    AGAIN,
    CALL,
    EMPTY,
    OWN,
    PREPARE,
    SOON,
    TOMORROW,
    dated_key,
    freshen,
    host_of,
    show_card,
    tell,
    tell_channel,
)
from rituals.demos.hosting import pick
from rituals.demos.planning import call_off
from rituals.demos.reminding import settings_of
from rituals.messages.demos.card import local_day
from rituals.permissions import workspace_of
from rituals.services import Services
from rituals.working_days import today
from storage import absences, demos, outbox, people
from storage import rituals as stored
from storage.database import Transaction
from storage.demos import CalledOff, Demo, Due, Reminder, State
from storage.workspaces import Workspace

log = structlog.get_logger()


def step(services: Services) -> bool:
    """Do what is due. True if something was; a session that fails keeps no other from going on."""
    made = making.step(services)
    with services.read() as tx:
        waiting = demos.due(tx, services.now())
    went_on = [_safely(services, one) for one in waiting]
    return made or any(went_on)


def next_due(tx: Transaction) -> datetime | None:
    """When something is due for a session next; new ones are made when their rituals are due."""
    return demos.next_due(tx)


def _safely(services: Services, one: Reminder) -> bool:
    try:
        with services.write() as tx:
            home, now = workspace_of(tx, one.workspace), services.now()
            tries = demos.take(tx, one, now)
            demo = demos.get(tx, one.workspace, one.demo_id)
            if tries is None or demo is None:
                return False
            _do(tx, home, demo, one, tries, now)
            return True
    except Exception:  # whatever it is, the others go on, and this one is tried at the next look
        log.exception("demo_failed", demo=one.demo_id, what=one.what)
        return False


def _do(tx: Transaction, home: Workspace, demo: Demo, one: Reminder, tries: int, now: datetime) -> None:
    if demo.state == State.OVER:
        afterwards.ask_for_links(tx, home, demo, tries, now)
        return
    if not demo.is_planned or _rests(tx, home, demo):
        return
    if one.what == Due.OVER:
        _end(tx, home, demo, now)
    elif demo.starts_at > now:  # after a while away: what is too late is left unsaid
        _remind(tx, home, demo, one, now)


def _remind(tx: Transaction, home: Workspace, demo: Demo, one: Reminder, now: datetime) -> None:
    match one.what:
        case Due.CALL:
            _call(tx, home, demo, now)
        case Due.AGAIN if _is_empty(tx, home, demo):
            tell_channel(tx, home, CALL, demo, settings_of(tx, home, demo), now, once=AGAIN)
        case Due.PREPARE:
            _prepare(tx, home, demo, now)
        case Due.EMPTY if _is_empty(tx, home, demo):
            if host := host_of(tx, home, demo, now):
                tell(tx, home, EMPTY, demo, host, now)
        case Due.TOMORROW if _is_wanted(tx, home, demo):
            tell_channel(tx, home, TOMORROW, demo, settings_of(tx, home, demo), now)
        case Due.SOON if _is_wanted(tx, home, demo):
            outbox.want(tx, home.id, dated_key(TOMORROW, demo))
            tell_channel(tx, home, SOON, demo, settings_of(tx, home, demo), now)
        case Due.YES if not people.has_left(tx, home.id, one.person):
            tell(tx, home, OWN, demo, one.person, now)


def _call(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> None:
    """The session comes into its channel; where its host is away that day by now, it is the next one's turn.

    Where presenters are called for in another channel, they are called for there, too.
    """
    day, settings = local_day(demo), settings_of(tx, home, demo)
    if demo.host and demo.author is None and demo.host in absences.on(tx, home.id, day):
        host = pick(tx, home, demo.kind, settings, day, now)
        demos.turn(tx, home.id, demo.id, State.PLANNED, State.PLANNED, host=host)
    show_card(tx, home, demo, now)
    elsewhere = settings.is_on(Due.CALL) and settings.channel_of(Due.CALL, demo) != demo.channel_id
    if elsewhere and _is_empty(tx, home, demo):
        tell_channel(tx, home, CALL, demo, settings, now)


def _prepare(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> None:
    """To each who presents; of who is away or has left, to who stands in, else to the host."""
    away = absences.on(tx, home.id, today(home, now))
    host = host_of(tx, home, demo, now)
    presenters = {topic.person for topic in demos.topics(tx, home.id, demo.id)}
    left = people.left(tx, home.id, presenters)
    instead: dict[str, list[str]] = {}
    for presenter in sorted(presenters):
        if reader := (None if presenter in left else stands_in(presenter, away)) or host:
            instead.setdefault(reader, [])
            instead[reader] += [presenter] if reader != presenter else []
    for reader, others in instead.items():
        tell(tx, home, PREPARE, demo, reader, now, instead=others)


def _end(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> None:
    """It took place, or nobody had wanted anything of it."""
    if _is_wanted(tx, home, demo):
        afterwards.end(tx, home, demo, now)
    else:
        call_off(tx, home, demo, CalledOff.EMPTY, now)
    freshen(tx, home, demo)


def _is_empty(tx: Transaction, home: Workspace, demo: Demo) -> bool:
    """Nobody presents, and it is not an hour of questions either."""
    return not demo.question_hour and not demos.topics(tx, home.id, demo.id)


def _is_wanted(tx: Transaction, home: Workspace, demo: Demo) -> bool:
    """Somebody planned it, presents, asks, or said whether they come."""
    return bool(
        demo.author
        or demo.question_hour
        or demos.topics(tx, home.id, demo.id)
        or demos.questions(tx, home.id, demo.id)
        or demos.answers(tx, home.id, demo.id)
    )


def _rests(tx: Transaction, home: Workspace, demo: Demo) -> bool:
    """Nobody wanted anything of it, and its ritual is paused."""
    ritual = stored.get(tx, home.id, demo.ritual_id) if demo.ritual_id else None
    return ritual is not None and ritual.paused and not _is_wanted(tx, home, demo)
