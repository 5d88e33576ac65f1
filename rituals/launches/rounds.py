"""Rounds of go or no-go: planned by who leads, opened and closed on time, moved with the market day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.kit.times import due_instant, picked_instant
from rituals.home.fresh import freshen
from rituals.launches.acting import note
from rituals.launches.cards import card_key
from rituals.launches.deciding import ASKED, leading, reveal, round_of, say, standing
from rituals.launches.plan import working_days_from
from rituals.launches.progress import member
from rituals.launches.templates import MOST_CRITERIA, shipped
from rituals.launches.templates.standing import of_channel
from rituals.messages import launch_decisions as looks
from rituals.messages.launch_decisions import Standing
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound, NotThere
from rituals.services import Person, Services
from rituals.working_days import working_days
from storage import launch_decisions, launches, outbox, preferences
from storage.database import Transaction
from storage.launch_decisions import Decision, State
from storage.launches import Launch
from storage.workspaces import Workspace
from storage.workspaces import get as get_workspace

log = structlog.get_logger()

DAYS_BEFORE = 2  # working days before the market day, where nobody says otherwise
AT = time(10)
OPEN_FOR = timedelta(hours=24)
REMINDED_BEFORE = timedelta(hours=4)
MOST_DECIDERS = 10
DECIDING = ("pm", "pmm", "sponsor")


@dataclass(frozen=True)
class Proposed:
    """What the form offers for a new round."""

    standing: Standing
    opens_at: datetime
    deciders: Sequence[str]
    criteria: Sequence[str]


def propose(services: Services, by: Person, launch_id: str) -> Proposed:
    """What a new round would be. Raises NotFound, NotAllowed, NotYourDecision, or NotThere where one is under way."""
    with services.read() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        now = services.now()
        found = standing(tx, home, by.id, launch_id, now)
        leading(found, by)
        if found.decision and found.decision.state in (State.PLANNED, State.OPEN, State.REVEALED):
            raise NotThere
        opens_at = max(_usual(home, found.seen.launch), now + timedelta(hours=1))
        roles = found.seen.roles
        asked = [roles[role] for role in DECIDING if role in roles]
        return Proposed(found, opens_at, asked, _criteria(tx, home, found.seen.launch))


def plan(
    services: Services, by: Person, launch_id: str, values: Mapping[str, str], users: Sequence[str]
) -> Standing:
    """Plan a round. Raises NotFound, NotAllowed, NotYourDecision, NotThere where there is one, or FieldErrors."""
    now = services.now()
    opens_at = picked_instant(values.get(looks.OPENS_AT))
    criteria = [
        line.strip(" -•") for line in values.get(looks.CRITERIA, "").splitlines() if line.strip(" -•")
    ]
    errors = {}
    if opens_at is None or opens_at <= now:
        errors[looks.OPENS_AT] = "launch_decisions.error_time"
    if not criteria or len(criteria) > MOST_CRITERIA:
        errors[looks.CRITERIA] = "launch_decisions.error_criteria"
    if not users or len(users) > MOST_DECIDERS:
        errors[looks.DECIDERS] = "launch_decisions.error_deciders"
    if errors or opens_at is None:
        raise FieldErrors(errors)
    asked = [member(services, by, user, looks.DECIDERS).id for user in users]
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        if not launches.hold(tx, home.id, launch_id):
            raise NotFound
        leading(standing(tx, home, by.id, launch_id, now), by)
        planned = launch_decisions.plan(
            tx,
            home.id,
            launch_id,
            opens_at=opens_at,
            closes_at=opens_at + OPEN_FOR,
            criteria=criteria,
            deciders=asked,
            by=by.id,
        )
        if planned is None:
            raise NotThere
        note(tx, home, launch_id, "decision_planned", by, now, {"at": opens_at.isoformat()})
        outbox.want(tx, home.id, card_key(launch_id))
        return standing(tx, home, by.id, launch_id, now)


def cancel(services: Services, by: Person, decision_id: str) -> Standing:
    """Call off a round that has not begun. Raises NotFound, NotAllowed, NotYourDecision or NotThere."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        decision = round_of(tx, home, decision_id)
        leading(standing(tx, home, by.id, decision.launch_id, now), by)
        if not launch_decisions.turn(tx, home.id, decision_id, State.PLANNED, State.CANCELLED):
            raise NotThere
        note(tx, home, decision.launch_id, "decision_cancelled", by, now, {})
        outbox.want(tx, home.id, card_key(decision.launch_id))
        return standing(tx, home, by.id, decision.launch_id, now)


def step(services: Services) -> bool:
    """Open and close what is due, remind who is late. True if something was; one that fails keeps no other from going on."""
    with services.read() as tx:
        waiting = launch_decisions.due(tx, services.now())
        late = launch_decisions.to_remind(tx, services.now() + REMINDED_BEFORE)
    went_on = [_on_time(services, workspace, decision, state) for workspace, decision, state in waiting]
    return any(went_on + [_remind(services, workspace, decision) for workspace, decision in late])


def next_due(tx: Transaction) -> datetime | None:
    """When there is something to do next."""
    return launch_decisions.next_due(tx, REMINDED_BEFORE)


def _remind(services: Services, workspace: str, decision_id: str) -> bool:
    """Ask those who have not voted once more, before time is up."""
    with services.write() as tx:
        now, home = services.now(), get_workspace(tx, workspace)
        decision = launch_decisions.get(tx, workspace, decision_id)
        if home is None or decision is None:
            return False
        if not launch_decisions.take_reminding(tx, workspace, decision_id, now):
            return False
        for person, voted in launch_decisions.deciders(tx, workspace, decision_id).items():
            if not voted:
                say(tx, home, ASKED, person, decision, now, again=True)
        return True


def _on_time(services: Services, workspace: str, decision_id: str, state: str) -> bool:
    try:
        with services.write() as tx:
            now, home = services.now(), get_workspace(tx, workspace)
            decision = launch_decisions.get(tx, workspace, decision_id)
            if home is None or decision is None:
                return False
            if state == State.OPEN:
                return reveal(tx, home, decision, now)
            return _open(tx, home, decision, now)
    except Exception:  # whatever it is, the others go on, and this one is tried at the next look
        log.exception("launch_decision_failed", decision=decision_id)
        return False


def _open(tx: Transaction, home: Workspace, decision: Decision, now: datetime) -> bool:
    if not launch_decisions.turn(tx, home.id, decision.id, State.PLANNED, State.OPEN):
        return False
    asked = launch_decisions.deciders(tx, home.id, decision.id)
    for person in asked:
        say(tx, home, ASKED, person, decision, now)
    outbox.want(tx, home.id, card_key(decision.launch_id))
    freshen(tx, home.id, *asked)
    return True


def follow_market_date(
    tx: Transaction, home: Workspace, before: Launch, market_on: date, now: datetime
) -> None:
    """A planned round moves with the market day: as many working days before it, at the same hour."""
    decision = launch_decisions.of_launch(tx, home.id, before.id)
    if decision is None or decision.state != State.PLANNED or market_on == before.market_on:
        return
    zone = ZoneInfo(home.zone)
    local = decision.opens_at.astimezone(zone)
    calendar = working_days(home)
    away = working_days_from(calendar, before.market_on, local.date())
    day = calendar.add_working_days(market_on, away)
    opens_at = max(due_instant(day, local.time(), home.zone), now + timedelta(hours=1))
    launch_decisions.move(tx, home.id, decision.id, opens_at, opens_at + OPEN_FOR)


def _usual(home: Workspace, launch: Launch) -> datetime:
    day = working_days(home).add_working_days(launch.market_on, -DAYS_BEFORE)
    return due_instant(day, AT, home.zone)


def _criteria(tx: Transaction, home: Workspace, launch: Launch) -> Sequence[str]:
    """Those of the template, in the language of the plan; where the workspace's has none, of the shipped one."""
    language = preferences.language(tx, home.id, launch.channel_id) or home.language
    own = of_channel(tx, home, launch.audience, launch.channel_id).criteria
    return own or shipped(launch.audience, language).criteria
