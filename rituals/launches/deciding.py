"""Go or no-go: named people vote blind, all votes are shown together, who leads decides. `rounds` plans and opens them.

Nobody sees a vote before all are in or time is up: neither the lead, nor the history, nor an export of messages.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.kit.message import Message
from rituals.home.fresh import freshen
from rituals.launches.acting import note
from rituals.launches.cards import card_key, show_changed
from rituals.launches.seeing import lead_of, leads, seen
from rituals.launches.templates import MOST_TASKS, TITLE_LIMIT
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
from storage.workspaces import Workspace

ASKED = "launch_vote_asked"
REVEALED = "launch_votes_revealed"
TO_DECIDE = "launch_to_decide"
DECIDED = "launch_decided"
AGAIN = ":again"
CONDITIONS_OF = "pm"  # who sees to what a go depends on


class NotYourDecision(Refusal):
    """Planning and deciding are for who leads: `who`."""

    key = "refusals.not_your_decision"


class NotAsked(Refusal):
    """A vote by somebody who is not among those asked."""

    key = "refusals.not_asked"


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
        decision = round_of(tx, home, decision_id)
        if not launch_decisions.hold_open(tx, home.id, decision_id):
            raise NotThere
        doubts = values.get(looks.DOUBTS)
        if not launch_decisions.cast(tx, home.id, decision_id, by.id, Vote(chosen), why, doubts):
            raise NotAsked
        if launch_decisions.all_voted(tx, home.id, decision_id):
            reveal(tx, home, decision, now)
        outbox.want_each(tx, home.id, [card_key(decision.launch_id), *_asked_keys(decision, [by.id])])
        freshen(tx, home.id, by.id)
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
        decision = round_of(tx, home, decision_id)
        found = standing(tx, home, by.id, decision.launch_id, now)
        leading(found, by)
        said = {"outcome": outcome, "words": words, "decided_by": by.id, "decided_at": now}
        if not launch_decisions.turn(tx, home.id, decision_id, State.REVEALED, State.DECIDED, **said):
            raise NotThere
        if outcome == Vote.CONDITIONS:
            _keep_conditions(tx, home, found, words or "", by)
        note(tx, home, decision.launch_id, "decided", by, now, {"outcome": outcome})
        show_changed(tx, home, decision.launch_id, found.seen.roles.get(CONDITIONS_OF))
        led = {found.seen.launch.started_by, *found.seen.roles.values()}  # whoever led when it was asked
        outbox.want_each(tx, home.id, [_key(TO_DECIDE, decision, one) for one in led])
        freshen(tx, home.id, by.id, *led)
        say(tx, home, DECIDED, found.seen.launch.channel_id, decision, now, thread=True)
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
    launches.add_task(
        tx, home.id, launch.id, task, MOST_TASKS
    )  # where the plan is full, they stand in the decision


def reveal(tx: Transaction, home: Workspace, decision: Decision, now: datetime) -> bool:
    """Show all votes together, once. False where they are shown already."""
    if not launch_decisions.turn(tx, home.id, decision.id, State.OPEN, State.REVEALED, revealed_at=now):
        return False
    launch = launches.get(tx, home.id, decision.launch_id)
    if launch is None:
        raise NotFound
    lead = lead_of(launch, launches.roles(tx, home.id, launch.id))
    say(tx, home, REVEALED, launch.channel_id, decision, now, thread=True)
    say(tx, home, TO_DECIDE, lead, decision, now)
    asked = launch_decisions.deciders(tx, home.id, decision.id)
    outbox.want_each(tx, home.id, [card_key(launch.id), *_asked_keys(decision, asked)])
    freshen(tx, home.id, lead, *asked)
    return True


def say(
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
    """Tell somebody, or the thread of the plan, of a round; once."""
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


def round_of(tx: Transaction, home: Workspace, decision_id: str) -> Decision:
    """A round by its id. Raises NotFound."""
    decision = launch_decisions.get(tx, home.id, decision_id)
    if decision is None:
        raise NotFound
    return decision


def leading(found: Standing, by: Person) -> None:
    """Make sure that somebody leads. Raises NotYourDecision."""
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
