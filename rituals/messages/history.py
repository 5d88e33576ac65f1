"""How a history looks: who did what when, with what was there before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.kit.blocks import Block, Mrkdwn, bold, button, context, escape, section, shorten
from bot.kit.message import View
from bot.kit.money import Money
from bot.kit.texts import Texts

SHOWN = "history.shown"
OPEN = "history.open"
WORDS_SHOWN = 120

ACTS = frozenset(
    """
    add answer announced capture draft edit expire follow import join leave link merge order part reply scheduled ship source
    tell undo unfollow unlink unship withdrawn move acknowledged planned shipped later declined
    start task_done task_undone task_dropped task_taken task_moved task_put_off task_begun task_stopped task_blocked
    task_unblocked task_given task_given_back task_not_mine task_added task_edited task_noted help_wanted help_coming
    role_taken role_changed role_left tier_confirmed tier_changed days_moved brief_written
    posted sent opened closed extended exported
    offered taken_back hosts held cancelled
    decision_planned decision_cancelled decided announced_despite answered thanked
    """.split()  # noqa: SIM905  read as a list of words
)
"""Acts that have words of their own; any other is told as a change."""
FIELDS = frozenset(
    """
    account_id area_id competitor importance kind link owner place reason release_id signal state
    themes title name visibility amount_minor around people
    task due_on ready_on market_on to waits_for role roles tier parts outcome at
    """.split()  # noqa: SIM905  read as a list of words
)
"""Fields whose values are shown; of long words and of what has no name it is only said that they changed."""
WORDS_OF = {
    "kind": "kinds.",
    "importance": "importance.",
    "visibility": "visibility.",
    "place": "roadmap.place_",
    "reason": "roadmap.reason_",
    "role": "launches.role_",
    "roles": "launches.role_",
    "parts": "briefs.short_",
    "outcome": "launch_decisions.vote_",
}
"""By field, how the names of the texts for its values begin."""


@dataclass(frozen=True)
class Change:
    """One field, before and after, with names in place of ids; None: nothing, or nothing for these eyes."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Event:
    """Somebody did something; `by` is None where the bot did it."""

    at: datetime
    by: str | None
    act: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Past:
    """Everything that happened to one thing, the newest first; `more` is what is left out."""

    kind: str
    ref: str
    events: Sequence[Event]
    more: int


def page(texts: Texts, past: Past) -> View:
    """The history of one signal, release, roadmap item or launch."""
    blocks: list[Block] = [section(_line(texts, past, event)) for event in past.events]
    if not past.events:
        blocks.append(section(texts.mrkdwn("history.none", ref=past.ref)))
    if past.more:
        blocks.append(context(texts.mrkdwn("history.more", count=past.more)))
    title = texts.plain("history.title", ref=past.ref)
    return View(SHOWN, title, tuple(blocks), texts.plain("forms.close"))


def history_button(texts: Texts, ref: str) -> Block:
    """*History*, on the page of what the reference names."""
    describe = texts.plain("history.title", ref=ref)
    return button(texts.plain("history.open"), OPEN, ref, describe=describe)


def how(texts: Texts, *, typed: str, command: str) -> Mrkdwn:
    """What to type, for who typed no reference, or one of nothing."""
    if typed:
        return texts.mrkdwn("history.unknown", typed=shorten(typed, WORDS_SHOWN), command=command)
    return texts.mrkdwn("history.how", command=command)


def _line(texts: Texts, past: Past, event: Event) -> Mrkdwn:
    """*Ann* edited it · today at 10:02" and what changed."""
    act = texts.plain(f"history.act_{event.act if event.act in ACTS else 'change'}")
    who = bold(event.by or texts.plain("history.bot"))
    head = Mrkdwn.join_all(" · ", [Mrkdwn.join_all(" ", [who, act]), texts.slack_moment(event.at)])
    shown = [change for change in event.changes if change.field in FIELDS]
    told = [
        _change(texts, past.kind, change)
        for change in shown
        if change.before or change.after or change.field == "tier"  # a tier of 0 is the biggest
    ]
    rest = [change for change in event.changes if change.field not in FIELDS]
    if event.act == "edit" and rest:
        told.append(texts.mrkdwn("history.rewritten"))
    return Mrkdwn.join_all("\n", [head, *(Mrkdwn(f"• {line}") for line in told)])


def _change(texts: Texts, kind: str, change: Change) -> Mrkdwn:
    field = texts.plain(f"history.field_{change.field}")
    before, after = (_value(texts, kind, change.field, value) for value in (change.before, change.after))
    nothing = escape(texts.plain("history.nothing"))
    if change.before in (None, []) or (change.before == 0 and change.field != "tier"):
        return texts.mrkdwn("history.set", field=field, after=after)
    return texts.mrkdwn("history.changed", field=field, before=before, after=after or nothing)


def _value(texts: Texts, kind: str, field: str, value: Any) -> str:
    if value in (None, []):
        return ""
    if stem := WORDS_OF.get(field):
        values = value if isinstance(value, list) else [value]
        return texts.listing(texts.plain(f"{stem}{one}") for one in values)
    match field:
        case "state" if kind == "signal":
            return texts.plain(f"triage.state_{value}")
        case "state":
            return texts.plain(f"history.release_{value}")
        case "themes":
            return " ".join(f"#{label}" for label in value)
        case "amount_minor":
            return texts.money(Money(*value))
        case "due_on" | "ready_on" | "market_on":
            return texts.day(date.fromisoformat(value))
        case "at":
            return texts.moment(datetime.fromisoformat(value))
        case "around" | "people":
            return texts.number(value)
    return shorten(" ".join(str(value).split()), WORDS_SHOWN)
