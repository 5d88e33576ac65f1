"""Go or no-go: a round is planned, named people vote blind, all votes are shown together, who leads decides.

Nobody sees a vote before all are in or time is up: neither the lead, nor the history, nor an export of messages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.kit.message import Message
from bot.kit.times import due_instant
from rituals.launches.acting import note
from rituals.launches.cards import card_key, show_changed
from rituals.launches.plan import working_days_from
from rituals.launches.progress import member
from rituals.launches.seeing import lead_of, leads, seen
from rituals.launches.templates import MOST_TASKS, TITLE_LIMIT
from rituals.launches.writing import TooManyTasks
from rituals.messages import launch_decisions as looks
from rituals.messages.launch_decisions import Standing
from rituals.permissions import Act, enter, workspace_of
from rituals.refusals import FieldErrors, NotFound, NotThere, Refusal
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person, Services
from rituals.working_days import working_days
from storage import launch_decisions, launches, outbox, people
from storage.database import Transaction
from storage.launch_decisions import Decision, State, Vote
from storage.launches import Launch
from storage.workspaces import Workspace
from storage.workspaces import get as get_workspace

log = structlog.get_logger()

ASKED = "launch_vote_asked"
REVEALED = "launch_votes_revealed"
TO_DECIDE = "launch_to_decide"
DECIDED = "launch_decided"
AGAIN = ":again"
DAYS_BEFORE = 2  # working days before the market day, where nobody says otherwise
AT = time(10)
OPEN_FOR = timedelta(hours=24)
REMINDED_BEFORE = timedelta(hours=4)
MOST_DECIDERS, MOST_CRITERIA = 10, 12
DECIDING = ("pm", "pmm", "sponsor")
CONDITIONS_OF = "pm"  # who sees to what a go depends on


class NotYourDecision(Refusal):
    """Planning and deciding are for who leads: `who`."""

    key = "refusals.not_your_decision"


class NotAsked(Refusal):
    """A vote by somebody who is not among those asked."""

    key = "refusals.not_asked"


@dataclass(frozen=True)
class Proposed:
    """What the form offers for a new round."""

    standing: Standing
    opens_at: datetime
    deciders: Sequence[str]


def open_decision(services: Services, by: Person, launch_id: str) -> Standing:
    """Where go or no-go of a launch stands, as this person sees it. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        return standing(tx, enter(tx, by, Act.READ), by.id, launch_id, services.now())


def open_round(services: Services, by: Person, launch_id: str) -> Standing:
    """The same, where there is a round. Raises NotFound, NotAllowed, or NotThere where there is none."""
    found = open_decision(services, by, launch_id)
    if found.decision is None:
        raise NotThere
    return found


def standing(tx: Transaction, home: Workspace, me: str, launch_id: str, now: datetime) -> Standing:
    found = seen(tx, home, launch_id, now)
    decision = launch_decisions.of_launch(tx, home.id, launch_id)
    if decision is None:
        return Standing(found, None, {}, (), None, found.names, leads(found.launch, found.roles, me))
    asked = launch_decisions.deciders(tx, home.id, decision.id)
    votes = launch_decisions.votes(tx, home.id, decision.id)
    who = {*asked, decision.planned_by, *([decision.decided_by] if decision.decided_by else [])}
    names = {**found.names, **people.names(tx, home.id, sorted(who))}
    own = launch_decisions.own(tx, home.id, decision.id, me)
    return Standing(found, decision, asked, votes, own, names, leads(found.launch, found.roles, me))


def propose(services: Services, by: Person, launch_id: str) -> Proposed:
    """What a new round would be. Raises NotFound, NotAllowed, NotYourDecision, or NotThere where one is under way."""
    with services.read() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        now = services.now()
        found = standing(tx, home, by.id, launch_id, now)
        _leading(found, by)
        if found.decision and found.decision.state in (State.PLANNED, State.OPEN, State.REVEALED):
            raise NotThere
        opens_at = max(_usual(home, found.seen.launch), now + timedelta(hours=1))
        roles = found.seen.roles
        return Proposed(found, opens_at, [roles[role] for role in DECIDING if role in roles])


def plan(
    services: Services, by: Person, launch_id: str, values: Mapping[str, str], users: Sequence[str]
) -> Standing:
    """Plan a round. Raises NotFound, NotAllowed, NotYourDecision, NotThere where there is one, or FieldErrors."""
    now = services.now()
    opens_at = _instant(values.get(looks.OPENS_AT))
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
        _leading(standing(tx, home, by.id, launch_id, now), by)
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
        decision = _get(tx, home, decision_id)
        _leading(standing(tx, home, by.id, decision.launch_id, now), by)
        if not launch_decisions.turn(tx, home.id, decision_id, State.PLANNED, State.CANCELLED):
            raise NotThere
        note(tx, home, decision.launch_id, "decision_cancelled", by, now, {})
        outbox.want(tx, home.id, card_key(decision.launch_id))
        return standing(tx, home, by.id, decision.launch_id, now)


def vote(services: Services, by: Person, decision_id: str, values: Mapping[str, str]) -> Standing:
    """Vote, or vote anew, until the votes are shown; the last one shows them all.

    Raises NotFound, NotAllowed, NotAsked, NotThere where voting is over, or FieldErrors for a "no" without a reason.
    """
    chosen, why = values.get(looks.VOTE), values.get(looks.VOTE_WHY)
    if chosen not in list(Vote):
        raise FieldErrors({looks.VOTE: "forms.error_empty"})
    if chosen != Vote.GO and not why:
        raise FieldErrors({looks.VOTE_WHY: "launch_decisions.error_why"})
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        decision = _get(tx, home, decision_id)
        if not launch_decisions.hold_open(tx, home.id, decision_id):
            raise NotThere
        doubts = values.get(looks.DOUBTS)
        if not launch_decisions.cast(tx, home.id, decision_id, by.id, Vote(chosen), why, doubts):
            raise NotAsked
        if launch_decisions.all_voted(tx, home.id, decision_id):
            _reveal(tx, home, decision, now)
        outbox.want_each(tx, home.id, [card_key(decision.launch_id), *_asked_keys(decision, [by.id])])
        return standing(tx, home, by.id, decision.launch_id, now)


def decide(services: Services, by: Person, decision_id: str, values: Mapping[str, str]) -> Standing:
    """Say what comes of the votes; conditions become a task where that is wished.

    Raises NotFound, NotAllowed, NotYourDecision, NotThere where it is decided, or FieldErrors without a reason.
    """
    outcome, words = values.get(looks.OUTCOME), values.get(looks.WORDS)
    if outcome not in list(Vote):
        raise FieldErrors({looks.OUTCOME: "forms.error_empty"})
    if outcome != Vote.GO and not words:
        raise FieldErrors({looks.WORDS: "launch_decisions.error_words"})
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        decision = _get(tx, home, decision_id)
        found = standing(tx, home, by.id, decision.launch_id, now)
        _leading(found, by)
        said = {"outcome": outcome, "words": words, "decided_by": by.id, "decided_at": now}
        if not launch_decisions.turn(tx, home.id, decision_id, State.REVEALED, State.DECIDED, **said):
            raise NotThere
        if outcome == Vote.CONDITIONS:
            _keep_conditions(tx, home, found, words or "", by)
        note(tx, home, decision.launch_id, "decided", by, now, {"outcome": outcome})
        show_changed(tx, home, decision.launch_id, found.seen.roles.get(CONDITIONS_OF))
        led = {found.seen.launch.started_by, *found.seen.roles.values()}  # whoever led when it was asked
        outbox.want_each(tx, home.id, [_key(TO_DECIDE, decision, one) for one in led])
        _say(tx, home, DECIDED, found.seen.launch.channel_id, decision, now, thread=True)
        return standing(tx, home, by.id, decision.launch_id, now)


def _keep_conditions(tx: Transaction, home: Workspace, found: Standing, words: str, by: Person) -> None:
    """The conditions are a task of the plan, due on the working day before the market day."""
    launch = found.seen.launch
    due = working_days(home).add_working_days(launch.market_on, -1)
    task = {
        "title": words[:TITLE_LIMIT],
        "role": CONDITIONS_OF,
        "side": "product",
        "help": words,
        "done_when": "",
        "due_on": max(due, found.seen.today),
        "anchor": "market",
        "days": -1,
        "enables": False,
        "added_by": by.id,
    }
    launches.hold(tx, home.id, launch.id)
    if launches.add_task(tx, home.id, launch.id, task, MOST_TASKS) is None:
        raise TooManyTasks(most=MOST_TASKS)


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
                _say(tx, home, ASKED, person, decision, now, again=True)
        return True


def _on_time(services: Services, workspace: str, decision_id: str, state: str) -> bool:
    try:
        with services.write() as tx:
            now, home = services.now(), get_workspace(tx, workspace)
            decision = launch_decisions.get(tx, workspace, decision_id)
            if home is None or decision is None:
                return False
            if state == State.OPEN:
                return _reveal(tx, home, decision, now)
            return _open(tx, home, decision, now)
    except Exception:  # whatever it is, the others go on, and this one is tried at the next look
        log.exception("launch_decision_failed", decision=decision_id)
        return False


def _open(tx: Transaction, home: Workspace, decision: Decision, now: datetime) -> bool:
    if not launch_decisions.turn(tx, home.id, decision.id, State.PLANNED, State.OPEN):
        return False
    for person in launch_decisions.deciders(tx, home.id, decision.id):
        _say(tx, home, ASKED, person, decision, now)
    outbox.want(tx, home.id, card_key(decision.launch_id))
    return True


def _reveal(tx: Transaction, home: Workspace, decision: Decision, now: datetime) -> bool:
    if not launch_decisions.turn(tx, home.id, decision.id, State.OPEN, State.REVEALED, revealed_at=now):
        return False
    launch = launches.get(tx, home.id, decision.launch_id)
    if launch is None:
        raise NotFound
    lead = lead_of(launch, launches.roles(tx, home.id, launch.id))
    _say(tx, home, REVEALED, launch.channel_id, decision, now, thread=True)
    _say(tx, home, TO_DECIDE, lead, decision, now)
    asked = launch_decisions.deciders(tx, home.id, decision.id)
    outbox.want_each(tx, home.id, [card_key(launch.id), *_asked_keys(decision, asked)])
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


def _say(
    tx: Transaction,
    home: Workspace,
    kind: str,
    recipient: str,
    decision: Decision,
    now: datetime,
    *,
    thread: bool = False,
    again: bool = False,
) -> None:
    # In a thread it stays as it was said; what asks somebody changes with what they and the others do.
    put = outbox.put if thread else outbox.put_card
    put(
        tx,
        home.id,
        kind=kind,
        recipient=recipient,
        facts={"launch": decision.launch_id, "decision": decision.id},
        unique_key=_key(kind, decision, recipient) + (AGAIN if again else ""),
        under=card_key(decision.launch_id) if thread else None,
        now=now,
    )


def _key(kind: str, decision: Decision, recipient: str) -> str:
    return f"{kind}:{decision.id}:{recipient}"


def _asked_keys(decision: Decision, people: Iterable[str]) -> list[str]:
    """The messages that ask these people, and those that asked them again."""
    return [_key(ASKED, decision, person) + more for person in people for more in ("", AGAIN)]


def _usual(home: Workspace, launch: Launch) -> datetime:
    day = working_days(home).add_working_days(launch.market_on, -DAYS_BEFORE)
    return due_instant(day, AT, home.zone)


def _instant(typed: str | None) -> datetime | None:
    return datetime.fromtimestamp(int(typed), UTC) if typed and typed.isdecimal() else None


def _get(tx: Transaction, home: Workspace, decision_id: str) -> Decision:
    decision = launch_decisions.get(tx, home.id, decision_id)
    if decision is None:
        raise NotFound
    return decision


def _leading(found: Standing, by: Person) -> None:
    """Raises NotYourDecision."""
    if not found.leads and not by.is_admin:
        lead = lead_of(found.seen.launch, found.seen.roles)
        raise NotYourDecision(who=found.names.get(lead, "?"))


def _render(kind: str) -> MessageKind:
    def render(scene: Scene, facts: Facts) -> Message | None:
        home = workspace_of(scene.tx, scene.workspace)
        found = standing(scene.tx, home, scene.recipient, facts["launch"], scene.services.now())
        if found.decision is None or found.decision.id != facts["decision"]:
            return None
        match kind:
            case "launch_vote_asked":
                return looks.asked(scene.texts, found)
            case "launch_votes_revealed":
                return looks.revealed(scene.texts, found)
            case "launch_to_decide":
                return looks.to_decide(scene.texts, found)
            case _:
                return looks.decided(scene.texts, found)

    return MessageKind(kind, render, doubt=Doubt.RATHER_LATE, muteable=False)


KINDS = tuple(_render(kind) for kind in (ASKED, REVEALED, TO_DECIDE, DECIDED))
