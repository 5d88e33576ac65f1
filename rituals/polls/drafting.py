"""Drafts of polls: made from a form, changed, made from another poll, deleted with all votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.kit.blocks import Option as Choice
from bot.kit.texts import LANGUAGES
from bot.kit.times import picked_instant
from rituals.asking.emptying import forget, personal_key
from rituals.asking.privacy import FEWEST
from rituals.digest.telling import tell_poll_anew
from rituals.home.fresh import freshen
from rituals.messages.opened import Opened
from rituals.messages.polls import Page, forms
from rituals.messages.polls.forms import Draft
from rituals.permissions import Act, demand, enter
from rituals.polls.cards import IN_THREAD, PERSONAL, TO_ONE, card_key, history, thread_key
from rituals.polls.counting import Kind
from rituals.polls.seeing import page_of, poll_in
from rituals.refusals import FieldErrors, NotThere
from rituals.roadmap.suggestions import item_option
from rituals.services import Person, Services, person_id, user_of
from storage import ballots, counters, outbox, polls, requests, roadmap
from storage.database import Transaction
from storage.polls import Audience, Poll, State
from storage.polls.writing import Chosen
from storage.roadmap import Item
from storage.workspaces import Workspace

MOST_OPTIONS: Mapping[str, int] = {
    Kind.ONE: 20,
    Kind.SEVERAL: 20,
    Kind.POINTS: 20,
    Kind.STANCE: 10,
    Kind.RANKING: 10,
}
"""As many as a chart shows, and a person still weighs against one another."""
MOST_PEOPLE = 200


@dataclass(frozen=True)
class Filled:
    """What the form of a poll holds: single values, and what was picked where several may be."""

    values: Mapping[str, str]
    items: Sequence[str]
    people: Sequence[str]  # Slack's user ids
    more: Sequence[str]


def open_form(services: Services, by: Person, item_id: str | None = None) -> Draft:
    """A new poll, about a roadmap item if one is named. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.ASK_POLL)
        item = roadmap.get(tx, home.id, item_id) if item_id else None
        items = [item_option(item)] if item else []
        return Draft(None, (), items, None, (), home.channel("releases"))


def open_draft(services: Services, by: Person, poll_id: str) -> Draft:
    """A draft that somebody is about to change. Raises NotFound, NotAllowed, or NotThere for a poll that is out."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        poll = steered(tx, home, by, poll_id)
        if poll.state != State.DRAFT:
            raise NotThere
        options = polls.options(tx, home.id, poll_id)
        found = roadmap.several(tx, home.id, [option.item_id for option in options if option.item_id])
        items = [item_option(found[option.item_id]) for option in options if option.item_id]
        group = Choice(poll.audience.group, poll.audience.group) if poll.audience.group else None
        asked = [user_of(person) for person in poll.audience.people]
        return Draft(poll, options, items, group, asked, poll.channel_id)


def keep(services: Services, by: Person, opened: Opened, filled: Filled, request_key: str) -> Page:
    """Keep a new draft, or a change of one. The same request twice keeps one.

    Raises NotFound, NotAllowed, NotThere, or FieldErrors, also where somebody else was faster.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ if opened.id else Act.ASK_POLL)
        poll_id = opened.id or counters.new_id()
        if opened.id:
            steered(tx, home, by, poll_id)
        values, options = _read(tx, home, filled, now)
        if opened.id:
            if not polls.change(tx, home.id, poll_id, opened.revision, values, options):
                raise FieldErrors({forms.QUESTION: "polls.error_changed_meanwhile"})
            history(tx, home, poll_id, "edit", by, now)
            return page_of(tx, home, by, poll_in(tx, home, by, poll_id))
        answered = requests.claim(tx, home.id, request_key, {"poll": poll_id}, datetime.now(UTC))
        if answered is not None:
            return page_of(tx, home, by, poll_in(tx, home, by, answered["poll"]))
        polls.add(tx, home.id, poll_id, values | {"owner": by.id, "created_at": now}, options)
        history(tx, home, poll_id, "draft", by, now)
        return page_of(tx, home, by, poll_in(tx, home, by, poll_id))


def duplicate(services: Services, by: Person, poll_id: str, request_key: str) -> Page:
    """A draft with the question and options of another poll. Raises NotFound or NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.ASK_POLL)
        poll = poll_in(tx, home, by, poll_id)
        new = counters.new_id()
        answered = requests.claim(tx, home.id, request_key, {"poll": new}, datetime.now(UTC))
        if answered is not None:
            return page_of(tx, home, by, poll_in(tx, home, by, answered["poll"]))
        values = {name: getattr(poll, name) for name in COPIED} | {
            "audience": poll.audience.written(),
            "open_hours": poll.open_hours or forms.USUAL_HOURS,
            "owner": by.id,
            "created_at": now,
        }
        options = [(option.label, option.item_id) for option in polls.options(tx, home.id, poll_id)]
        polls.add(tx, home.id, new, values, options)
        history(tx, home, new, "draft", by, now)
        return page_of(tx, home, by, poll_in(tx, home, by, new))


def delete(services: Services, by: Person, poll_id: str) -> Poll:
    """A poll goes with all votes; what stands of it in Slack is taken away. Raises NotFound, NotAllowed or NotThere."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        poll = steered(tx, home, by, poll_id)
        if poll.state == State.OPENING or not polls.turn(
            tx, home.id, poll_id, State(poll.state), State(poll.state)
        ):
            raise NotThere
        told = {poll.owner, *ballots.asked(tx, home.id, poll_id)}
        polls.delete(tx, home.id, poll_id)
        history(tx, home, poll_id, "delete", by, now)
        keys = [personal_key(kind, poll_id, person) for kind in TO_ONE for person in told]
        outbox.want_each(
            tx, home.id, [card_key(poll_id), *(thread_key(kind, poll_id) for kind in IN_THREAD), *keys]
        )
        tell_poll_anew(tx, home.id, poll_id)
        if poll.anonymous:
            forget(tx, home.id, poll_id, PERSONAL, now)
        else:
            freshen(tx, home.id, *told)
        return poll


COPIED = (
    "question",
    "kind",
    "most",
    "anonymous",
    "comments",
    "by_side",
    "others",
    "language",
    "channel_id",
)


def steered(tx: Transaction, home: Workspace, by: Person, poll_id: str) -> Poll:
    """A poll that somebody steers. Raises NotFound or NotAllowed."""
    poll = poll_in(tx, home, by, poll_id)
    demand(by, Act.STEER_POLL, home, poll)
    return poll


def _read(
    tx: Transaction, home: Workspace, filled: Filled, now: datetime
) -> tuple[dict[str, Any], list[Chosen]]:
    """What a form says, as a poll's row and its options. Raises FieldErrors."""
    values = filled.values
    errors = {name: "forms.error_empty" for name in (forms.QUESTION, forms.CHANNEL) if name not in values}
    kind = values.get(forms.KIND, "")
    if kind not in list(Kind):
        errors[forms.KIND] = "forms.error_empty"
    options = _options(tx, home, filled)
    if problem := _options_problem(kind, options):
        errors[forms.FREE] = problem
    most = values.get(forms.MOST) if kind == Kind.SEVERAL else None
    if most is not None and not (most.isdecimal() and 2 <= int(most) <= len(options)):
        errors[forms.MOST] = "polls.error_most"
    closes_at = picked_instant(values.get(forms.UNTIL))
    if closes_at and closes_at <= now:
        errors[forms.UNTIL] = "polls.error_past"
    if values.get(forms.GROUP) and filled.people:
        errors[forms.PEOPLE] = "polls.error_group_or_people"
    if len(filled.people) > MOST_PEOPLE:
        errors[forms.PEOPLE] = "polls.error_people"
    anonymous = values.get(forms.NAMED) == forms.ANONYMOUS
    if anonymous and 0 < len(filled.people) < FEWEST:
        errors[forms.PEOPLE] = "polls.error_anonymous_few"
    if errors:
        raise FieldErrors(errors, few=FEWEST, most=MOST_OPTIONS.get(kind, 0), people=MOST_PEOPLE)
    asked = tuple(person_id(home.id, user) for user in filled.people)
    language, hours = values.get(forms.LANGUAGE), values.get(forms.OPEN_FOR, "")
    row = {
        "question": values[forms.QUESTION],
        "kind": kind,
        "most": int(most) if most else None,
        "anonymous": anonymous,
        **{name: name in filled.more for name in forms.MORES},
        "language": language if language in LANGUAGES else None,
        "channel_id": values[forms.CHANNEL],
        "audience": Audience(values.get(forms.GROUP), asked).written(),
        "open_hours": int(hours) if hours.isdecimal() and int(hours) in forms.HOURS else forms.USUAL_HOURS,
        "closes_at": closes_at,
    }
    return row, options


def item_as_option(item: Item) -> Chosen:
    """A roadmap item under its name of today."""
    return f"{item.ref} · {item.title}"[: forms.LABEL_LIMIT], item.id


def _options(tx: Transaction, home: Workspace, filled: Filled) -> list[Chosen]:
    """Roadmap items by what they are called now, then what was written, a line each."""
    found = roadmap.several(tx, home.id, list(filled.items))
    items = [found[item] for item in dict.fromkeys(filled.items) if item in found]
    lines = [line.strip(" -•\t") for line in filled.values.get(forms.FREE, "").splitlines()]
    return [
        *map(item_as_option, items),
        *((line, None) for line in lines if line),
    ]


def _options_problem(kind: str, options: Sequence[Chosen]) -> str | None:
    labels = [label for label, _ in options]
    if len(labels) < (1 if kind == Kind.STANCE else 2):
        return "polls.error_few_options"
    if len(labels) > MOST_OPTIONS.get(kind, len(labels)):
        return "polls.error_many_options"
    if any(len(label) > forms.LABEL_LIMIT for label in labels):
        return "polls.error_long_option"
    return "polls.error_same_option" if len({label.casefold() for label in labels}) < len(labels) else None
