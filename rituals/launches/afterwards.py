"""After a launch: what came of it is asked seven, thirty and ninety days later, a retro is written, thanks are said.

The questions go to PM and PMM, or to who leads where nobody has these roles, on the working day on or after, with one
reminder three working days later. A note (tier 3) is asked about once. A market day that moves moves what is not asked yet.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.kit.message import Message
from bot.kit.texts import Texts
from bot.kit.times import Calendar
from rituals.launches.acting import note
from rituals.launches.cards import card_key
from rituals.launches.plan import Frame, counted
from rituals.launches.seeing import lead_of, seen
from rituals.launches.templates import MARKET, TITLE_LIMIT
from rituals.messages import launch_afterwards as looks
from rituals.messages.launch_afterwards import Outcome
from rituals.permissions import Act, enter, workspace_of
from rituals.refusals import FieldErrors, NotThere
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person, Services
from storage import launch_answers, launches, outbox, people, preferences
from storage.database import Transaction
from storage.launch_answers import RETRO, WORDS, Answered
from storage.launches import Launch
from storage.workspaces import Workspace

ASKS = "launch_asks"
OFFER = "launch_thanks_offer"
THANKS = "launch_thanks"
AFTER = (7, 30, 90)
AFTER_NOTE = (30,)  # tier 3
REMINDED = 3  # working days later
THANKED = 2  # working days after the market day
ASKED_ROLES = ("pm", "pmm")
LAST = timedelta(days=max(AFTER) + 14)
KEEP_DUE = -10  # working days before the market day: what was worth keeping is done in time
KEEPS_OFFERED = 5
MOST = 200


@dataclass(frozen=True)
class Due:
    """What is to be said of a launch on a day: which question, or `THANKS`; whether it is the reminder."""

    after: int
    again: bool = False


def due(tier: int, market_on: date, days: Collection[date], calendar: Calendar) -> Iterator[Due]:
    """The questions that fall on these working days. Pure."""
    for after in AFTER_NOTE if tier == 3 else AFTER:
        first = calendar.next_working(market_on + timedelta(days=after))
        if first in days:
            yield Due(after)
        elif calendar.add_working_days(first, REMINDED) in days:
            yield Due(after, again=True)


def gather(tx: Transaction, home: Workspace, days: Sequence[date], calendar: Calendar) -> dict[str, Any]:
    """For the facts of a morning's run: who is asked what, and who is offered to say thanks."""
    questions: list[list[Any]] = []
    thanks: list[list[str]] = []
    if not days:
        return {"questions": questions, "thanks": thanks}
    for launch in launches.within(tx, home.id, days[-1] - LAST, days[-1], MOST):
        roles = launches.roles(tx, home.id, launch.id)
        lead = lead_of(launch, roles)
        asked = sorted({roles[role] for role in ASKED_ROLES if role in roles}) or [lead]
        for one in due(launch.tier, launch.market_on, days, calendar):
            said = {
                found.person
                for found in launch_answers.of_launch(tx, home.id, launch.id)
                if found.after == one.after
            }
            questions += [[person, launch.id, one.after, one.again] for person in asked if person not in said]
        if calendar.add_working_days(launch.market_on, THANKED) in days:
            thanks.append([lead, launch.id])
    return {"questions": questions, "thanks": thanks}


def say(tx: Transaction, home: Workspace, facts: Facts, now: datetime) -> None:
    """Ask, and offer to say thanks; each once."""
    for person, launch, after, again in facts.get("questions", ()):
        key = f"{ASKS}:{launch}:{after}:{person}" + (":again" if again else "")
        _put(tx, home, ASKS, person, {"launch": launch, "after": after, "again": again}, key, now)
    for person, launch in facts.get("thanks", ()):
        _put(tx, home, OFFER, person, {"launch": launch}, f"{OFFER}:{launch}", now)


def outcome(services: Services, by: Person, launch_id: str) -> Outcome:
    """What came of a launch. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        return _outcome(tx, enter(tx, by, Act.READ), launch_id, services.now())


def answer(
    services: Services, by: Person, launch_id: str, after: int, values: Mapping[str, str] | None
) -> Outcome:
    """Say what came of it, or, without values, that one does not want to. Raises NotFound, NotAllowed or FieldErrors."""
    said = {name: values.get(looks.field(name)) for name in WORDS} if values is not None else {}
    if values is not None and not any(said.values()):
        raise FieldErrors({looks.field("what"): "launch_afterwards.error_empty"})
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        found = _outcome(tx, home, launch_id, now)
        question = after if after in (RETRO, *AFTER) else RETRO
        launch_answers.answer(tx, home.id, launch_id, question, by.id, said, now)
        if said:
            note(tx, home, launch_id, "answered", by, now, {"after": question})
        keys = [f"{ASKS}:{launch_id}:{question}:{by.id}{more}" for more in ("", ":again")]
        outbox.want_each(tx, home.id, [card_key(found.seen.launch.id), *keys])
        return _outcome(tx, home, launch_id, now)


def draft_thanks(services: Services, by: Person, launch_id: str) -> str:
    """A thank-you that names the part of each side, in the language of the plan's channel. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        found = seen(tx, home, launch_id, services.now())
        language = preferences.language(tx, home.id, found.launch.channel_id) or home.language
        return looks.thanks_draft(services.catalogs.texts(language), found)


def thank(services: Services, by: Person, launch_id: str, words: str | None) -> Launch:
    """Say thanks in the plan's channel, once. Raises NotFound, NotAllowed, FieldErrors, or NotThere where it is said."""
    if not words:
        raise FieldErrors({looks.THANKS_WORDS: "forms.error_empty"})
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        launch = seen(tx, home, launch_id, now).launch
        if not launch_answers.thank(tx, home.id, launch_id, words, by.id, now):
            raise NotThere
        note(tx, home, launch_id, "thanked", by, now, {})
        _put(tx, home, THANKS, launch.channel_id, {"launch": launch_id}, f"{THANKS}:{launch_id}", now)
        return launch


def keeps(tx: Transaction, home: Workspace, tier: int, audience: str) -> list[tuple[Answered, int]]:
    """What earlier launches of the same kind were worth keeping, to be offered as tasks."""
    return launch_answers.kept(tx, home.id, tier, audience, KEEPS_OFFERED)


def keep_task(
    texts: Texts, one: Answered, by: Person, frame: Frame, calendar: Calendar, today: date
) -> dict[str, Any]:
    """What was worth keeping, as a task of a new plan."""
    words = one.keep or ""
    return {
        "key": f"keep-{one.id[:24]}",
        "title": texts.plain("launch_afterwards.keep_title", words=words)[:TITLE_LIMIT],
        "role": "pmm",
        "side": "marketing",
        "help": words,
        "done_when": "",
        "due_on": counted(calendar, frame.market_on, KEEP_DUE, today),
        "anchor": MARKET,
        "days": KEEP_DUE,
        "helper": None,
        "enables": False,
        "added_by": by.id,
    }


def _outcome(tx: Transaction, home: Workspace, launch_id: str, now: datetime) -> Outcome:
    found = seen(tx, home, launch_id, now)
    answers = launch_answers.of_launch(tx, home.id, launch_id)
    names = people.names(tx, home.id, sorted({one.person for one in answers}))
    return Outcome(found, answers, names, launch_answers.thanks_of(tx, home.id, launch_id) is not None)


def _put(
    tx: Transaction, home: Workspace, kind: str, recipient: str, facts: Facts, key: str, now: datetime
) -> None:
    outbox.put_card(tx, home.id, kind=kind, recipient=recipient, facts=facts, unique_key=key, now=now)


def _render_asks(scene: Scene, facts: Facts) -> Message | None:
    """What is asked; thanks for who answered, nothing for the reminder of who did before it was said."""
    home = workspace_of(scene.tx, scene.workspace)
    found = _outcome(scene.tx, home, facts["launch"], scene.services.now())
    own = [one for one in found.answers if one.after == facts["after"] and one.person == scene.recipient]
    if own:
        return looks.answered(scene.texts, found) if scene.stands else None
    return looks.asks(scene.texts, found, facts["after"], again=facts["again"])


def _render_offer(scene: Scene, facts: Facts) -> Message | None:
    home = workspace_of(scene.tx, scene.workspace)
    found = _outcome(scene.tx, home, facts["launch"], scene.services.now())
    return None if found.thanked else looks.offer(scene.texts, found.seen)


def _render_thanks(scene: Scene, facts: Facts) -> Message | None:
    home = workspace_of(scene.tx, scene.workspace)
    said = launch_answers.thanks_of(scene.tx, home.id, facts["launch"])
    return looks.thanks(scene.texts, said[0]) if said else None


KINDS = (
    MessageKind(ASKS, _render_asks, doubt=Doubt.RATHER_LATE),
    MessageKind(OFFER, _render_offer, doubt=Doubt.RATHER_LATE),
    MessageKind(THANKS, _render_thanks, doubt=Doubt.RATHER_LATE, muteable=False),
)
