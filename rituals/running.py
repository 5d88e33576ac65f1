"""Running rituals: what is due is gathered, claimed and put into the outbox, once, however many processes try.

A run is keyed by its period (2026-W48), never by its hour, and speaks about the window from the end of the last
scheduled run to its own due instant; being late does not move the window. The idea of a unique row for each
calendar firing is procrastinate's and DBOS's.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.kit.message import Message
from bot.kit.times import DayOff, Occurrence, Schedule, latest_due, next_dues
from rituals.registry import MessageKind, RitualKind, Scene, Window
from rituals.services import Facts, Services
from rituals.working_days import working_days
from storage import counters, moments, outbox, people, workspaces
from storage import rituals as stored
from storage.database import Transaction
from storage.rituals import EMPTY, MISSED, SAID, SKIPPED, Failure, Ritual, Run
from storage.workspaces import Workspace

log = structlog.get_logger()

Kinds = Mapping[str, RitualKind]
MISSED_KIND = "ritual_missed"
CHANNEL = "channel"
"""The recipient of a run that goes to its ritual's channel, whichever that is: to move it repeats nothing."""
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(minutes=30)


def ensure(
    tx: Transaction, home: Workspace, kind: RitualKind, channel_id: str, now: datetime, *, name: str = ""
) -> None:
    """Have a ritual of that kind, by its default schedule, in that channel; one that exists keeps its schedule."""
    stored.ensure(
        tx,
        home.id,
        name=name or kind.name,
        kind=kind.name,
        channel_id=channel_id,
        rule=kind.default_rule,
        at=kind.default_at,
        days_off=kind.days_off,
        now=now,
    )


def message_kinds(kind: RitualKind) -> list[MessageKind]:
    """How the runs of a ritual are said: the outbox row names the run, the run holds the facts.

    A ritual that has a language or zone of its own speaks in these, whatever those of its channel.
    """

    def render_with(
        look: Callable[[Scene, Facts], Message | None], scene: Scene, facts: Facts
    ) -> Message | None:
        run = stored.get_run(scene.tx, scene.workspace, facts["run"])
        if run is None:
            return None
        ritual = stored.get(scene.tx, scene.workspace, run.ritual_id)
        if ritual and (ritual.language or ritual.zone):
            language = ritual.language or scene.texts.language
            texts = scene.services.catalogs.texts(language, ritual.zone or scene.texts.zone)
            scene = replace(scene, texts=texts)
        return look(scene, run.facts | {"run": run.id})

    said = [MessageKind(kind.name, partial(render_with, kind.render), doubt=kind.doubt)]
    if kind.more:
        said.append(MessageKind(more_of(kind.name), partial(render_with, kind.more), doubt=kind.doubt))
    return said


def more_of(kind: str) -> str:
    """The message kind of what stands in the thread of a ritual's message."""
    return f"{kind}_more"


def schedule_of(ritual: Ritual, home: Workspace) -> Schedule:
    """Every other week is counted from the day of its making at home: by its own zone, a move could swap the weeks."""
    began = ritual.created_at.astimezone(ZoneInfo(home.zone)).date()
    zone, off = ritual.zone or home.zone, DayOff(ritual.days_off)
    calendar = working_days(home, ritual.country) if off is not DayOff.KEEP else None
    return Schedule.parse(ritual.rule, ritual.at, zone, began, off, calendar)


def upcoming(ritual: Ritual, home: Workspace, now: datetime, count: int) -> list[Occurrence]:
    """The next due times that will run: not the one to be skipped."""
    found = next_dues(schedule_of(ritual, home), now, count + 1)
    return [occurrence for occurrence in found if occurrence.period != ritual.skip][:count]


def next_due_anywhere(services: Services, kinds: Collection[str] | None = None) -> datetime | None:
    """When the next ritual of any workspace, of one of these kinds if given, is due."""
    with services.read() as tx:
        dues = [
            occurrence.due
            for workspace in workspaces.ids(tx)
            if (home := workspaces.get(tx, workspace))
            for ritual in stored.all_of(tx, workspace)
            if not ritual.paused and (kinds is None or ritual.kind in kinds)
            for occurrence in upcoming(ritual, home, services.now(), 1)
        ]
    return min(dues, default=None)


def run_due(services: Services, kinds: Kinds) -> bool:
    """One look at all rituals. True if something ran; a ritual that fails does not keep others from running."""
    with services.read() as tx:
        found = [
            (home, ritual)
            for workspace in workspaces.ids(tx)
            if (home := workspaces.get(tx, workspace))
            for ritual in stored.all_of(tx, workspace)
            if not ritual.paused
        ]
    ran = [_run_safely(services, kinds, home, ritual) for home, ritual in found]
    return any(ran)


def _run_safely(services: Services, kinds: Kinds, home: Workspace, ritual: Ritual) -> bool:
    if ritual.kind not in kinds:  # of another version of ours
        log.error("ritual_of_unknown_kind", ritual=ritual.name, kind=ritual.kind)
        return False
    try:
        return _run_if_due(services, kinds[ritual.kind], home, ritual)
    except Exception:  # whatever it is, the other rituals go on, and this one is tried at the next look
        log.exception("ritual_failed", ritual=ritual.name)
        return False


def _run_if_due(services: Services, kind: RitualKind, home: Workspace, ritual: Ritual) -> bool:
    now = services.now()
    occurrence = latest_due(schedule_of(ritual, home), now)
    if occurrence is None or occurrence.due <= ritual.active_since:
        return False
    if ritual.covered_until and ritual.covered_until >= occurrence.due:
        return False  # told already: said here without a look, since there may be hundreds of personal ones
    with services.read() as tx:
        if stored.has_run(tx, home.id, ritual.id, occurrence.period, CHANNEL):
            return False
        failed = {failure.occurrence: failure for failure in stored.failures(tx, home.id, ritual.id)}
    for period in failed.keys() - {occurrence.period}:
        _tell_missed(services, home, ritual, failed[period], occurrence)
    if ritual.skip == occurrence.period:
        return _settle(
            services, home, kind, ritual, occurrence, window_of(ritual, kind, occurrence.due), SKIPPED, {}
        )
    before = failed.get(occurrence.period)
    if before and datetime.now(UTC) < before.next_attempt_at:
        return False
    window = window_of(ritual, kind, occurrence.due)
    with services.write() as tx:  # what is dated before the window's end is there from now on
        moments.wait_for_earlier(tx)
    try:
        facts = kind.gather(services, home.id, window, ritual.options)
    except Exception as error:  # whatever a source does, the other rituals go on and this one is tried again
        log.exception("gather_failed", ritual=ritual.name, occurrence=occurrence.period)
        _note_failure(services, home, ritual, occurrence, window, before, error)
        return False
    outcome = EMPTY if facts is None else SAID
    return _settle(services, home, kind, ritual, occurrence, window, outcome, facts or {})


def window_of(ritual: Ritual, kind: RitualKind, end: datetime) -> Window:
    """From the end of the last scheduled run to `end`; a first run, or one of the past, looks back by the kind's default."""
    if ritual.covered_until and ritual.covered_until < end:
        return Window(ritual.covered_until, end)
    return Window(end - timedelta(days=ritual.options.get("days", kind.default_window_days)), end)


def _settle(
    services: Services,
    home: Workspace,
    kind: RitualKind,
    ritual: Ritual,
    occurrence: Occurrence,
    window: Window,
    outcome: str,
    facts: dict[str, Any],
) -> bool:
    """Claim the run and put what it says into the outbox, in one transaction. False if another process was first."""
    run = new_run(ritual, occurrence.period, window, outcome, facts, services.now(), None)
    with services.write() as tx:
        if not stored.claim(tx, home.id, run):
            return False
        if outcome == SKIPPED:  # the next run tells what this one would have told
            stored.unskip(tx, home.id, ritual.id, occurrence.period)
        stored.cover(tx, home.id, ritual.id, window.start if outcome == SKIPPED else window.end)
        stored.forget_failure(tx, home.id, ritual.id, occurrence.period)
        if outcome == SAID:
            say(tx, home, kind, ritual, run, services.now())
    log.info("ritual_ran", ritual=ritual.name, occurrence=occurrence.period, outcome=outcome)
    return True


def new_run(
    ritual: Ritual,
    occurrence: str,
    window: Window,
    outcome: str,
    facts: dict[str, Any],
    now: datetime,
    by: str | None,
) -> Run:
    """A run's row, not written yet. `by` is nobody for the clock."""
    return Run(
        id=counters.new_id(),
        ritual_id=ritual.id,
        occurrence=occurrence,
        recipient=CHANNEL,
        due_at=window.end,
        window_start=window.start,
        window_end=window.end,
        outcome=outcome,
        facts=facts,
        created_at=now,
        created_by=by,
    )


def say(tx: Transaction, home: Workspace, kind: RitualKind, ritual: Ritual, run: Run, now: datetime) -> None:
    """Have a run told, by a message that can be edited where what it quotes may not be read any more."""
    if kind.say:
        kind.say(tx, home, run, now)
        return
    outbox.put_card(
        tx,
        home.id,
        kind=ritual.kind,
        recipient=ritual.channel_id,
        facts={"run": run.id},
        unique_key=message_key(run),
        now=now,
    )
    if kind.more:
        outbox.put_card(
            tx,
            home.id,
            kind=more_of(ritual.kind),
            recipient=ritual.channel_id,
            facts={"run": run.id},
            unique_key=f"{message_key(run)}:more",
            now=now,
            under=message_key(run),
        )


def show_to(tx: Transaction, home: Workspace, ritual: Ritual, run: Run, person: str, now: datetime) -> None:
    """Have one person see what a run says."""
    facts, key = {"run": run.id}, f"preview:{run.id}"
    outbox.put(tx, home.id, kind=ritual.kind, recipient=person, facts=facts, unique_key=key, now=now)


def message_key(run: Run) -> str:
    """The unique key of a run's message in the outbox."""
    return f"run:{run.id}"


def _note_failure(
    services: Services,
    home: Workspace,
    ritual: Ritual,
    occurrence: Occurrence,
    window: Window,
    before: Failure | None,
    error: Exception,
) -> None:
    attempts = before.attempts + 1 if before else 1
    wait = min(FIRST_RETRY * 2 ** min(attempts - 1, 10), LONGEST_RETRY)
    failure = Failure(occurrence.period, attempts, type(error).__name__, datetime.now(UTC) + wait)
    with services.write() as tx:
        stored.fail(tx, home.id, ritual.id, failure)
        stored.cover(tx, home.id, ritual.id, window.start)  # so that a later run covers this window too


def _tell_missed(
    services: Services, home: Workspace, ritual: Ritual, failure: Failure, newer: Occurrence
) -> None:
    """A period whose gathering never worked is over: its admins are told, once; the next run covers it."""
    now = services.now()
    run = new_run(
        ritual,
        failure.occurrence,
        Window(newer.due, newer.due),
        MISSED,
        {"error": failure.last_error},
        now,
        None,
    )
    with services.write() as tx:
        stored.forget_failure(tx, home.id, ritual.id, failure.occurrence)
        if not stored.claim(tx, home.id, run):
            return
        for admin in people.admins(tx, home.id):
            outbox.put(
                tx,
                home.id,
                kind=MISSED_KIND,
                recipient=admin,
                facts={"ritual": ritual.kind, "occurrence": failure.occurrence, "error": failure.last_error},
                unique_key=f"missed:{run.id}:{admin}",
                now=now,
            )
