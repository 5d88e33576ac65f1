"""The answer to "what came of it": the owner's decision and its reason, told to who voted; asked for again when it is late."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rituals.asking.emptying import personal_key
from rituals.digest.telling import tell_poll_anew
from rituals.home.fresh import freshen
from rituals.messages.polls import Page, Seen, forms
from rituals.permissions import Act, enter
from rituals.polls.cards import DECIDED, TO_DECIDE, TOLD, history, show_card, tell, tell_thread
from rituals.polls.closing import decider, nudge_at
from rituals.polls.drafting import steered
from rituals.polls.seeing import page_of, poll_in, seen
from rituals.refusals import FieldErrors, NotThere
from rituals.services import Person, Services
from storage import ballots, outbox, polls
from storage.database import Transaction
from storage.polls import Poll, State
from storage.workspaces import Workspace

NUDGES = 2  # then the open question stays in the digest alone


def open_form(services: Services, by: Person, poll_id: str) -> Seen:
    """A closed poll that waits for its decision. Raises NotFound, NotAllowed, or NotThere where there is one."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        poll = steered(tx, home, by, poll_id)
        if poll.state != State.CLOSED or poll.decided_at:
            raise NotThere
        return seen(tx, home, poll)


def decide(
    services: Services, by: Person, poll_id: str, values: Mapping[str, str], items: Sequence[str]
) -> Page:
    """Keep the decision. Raises NotFound, NotAllowed, NotThere where there is one already, or FieldErrors."""
    words, why = values.get(forms.DECISION), values.get(forms.WHY)
    errors = {
        name: "forms.error_empty" for name, said in ((forms.DECISION, words), (forms.WHY, why)) if not said
    }
    if errors:
        raise FieldErrors(errors)
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        poll = steered(tx, home, by, poll_id)
        about = [option.item_id for option in polls.options(tx, home.id, poll_id) if option.item_id in items]
        decision = {
            "decision": words,
            "decision_why": why,
            "decision_items": about,
            "decided_by": by.id,
            "decided_at": now,
        }
        if not polls.decide(tx, home.id, poll_id, decision):
            raise NotThere
        history(tx, home, poll_id, "decided", by, now)
        _tell(tx, home, poll, by, now)
        return page_of(tx, home, by, poll_in(tx, home, by, poll_id))


def nudge(tx: Transaction, home: Workspace, poll: Poll, now: datetime) -> bool:
    """Ask the owner again. False where somebody else does, or it is decided."""
    number = poll.nudges + 1
    again_at = nudge_at(home, now) if number < NUDGES else None
    if not polls.take_nudging(tx, home.id, poll.id, now, again_at):
        return False
    tell(tx, home, TO_DECIDE, poll, decider(tx, home, poll), now, once=f":{number}", again=True)
    return True


def asked_keys(poll_id: str, person: str) -> list[str]:
    """The messages that ask somebody for the decision."""
    again = (f":{number}" for number in range(1, NUDGES + 1))
    return [personal_key(TO_DECIDE, poll_id, person) + once for once in ("", *again)]


def _tell(tx: Transaction, home: Workspace, poll: Poll, by: Person, now: datetime) -> None:
    """On the card and under it; to each who voted, or, where nobody knows who did, to each who was asked by name."""
    show_card(tx, home, poll, now)
    tell_thread(tx, home, DECIDED, poll, now)
    tell_poll_anew(tx, home.id, poll.id)
    asked = {poll.owner, decider(tx, home, poll)}
    outbox.want_each(tx, home.id, [key for person in asked for key in asked_keys(poll.id, person)])
    freshen(tx, home.id, poll.owner)
    for person in ballots.asked(tx, home.id, poll.id, voted=None if poll.anonymous else True):
        if person != by.id:
            tell(tx, home, TOLD, poll, person, now)
