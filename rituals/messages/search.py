"""How search looks: a page of what was found, to one person, and what to try where nothing was."""

import json
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    display,
    divider,
    quote,
    section,
    shorten,
)
from bot.kit.markdown import to_plain
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from bot.kit.words import stems
from rituals.messages.following import follow_button
from rituals.messages.releases import SHOW
from rituals.messages.roadmap import OPEN
from rituals.messages.signals import READ_ALL, headline
from storage.releases import Release
from storage.roadmap import Item
from storage.signals import Signal

OLDER = "search.older"
NEWER = "search.newer"

EXCERPT = 220
BEFORE = 60  # characters of an excerpt before the first word that was looked for
TYPED_SHOWN = 200


@dataclass(frozen=True)
class Turn:
    """What a page button carries: all that is needed to show that page again."""

    typed: str
    number: int
    upto: int

    def value(self) -> str:
        return json.dumps([self.number, self.upto, self.typed], ensure_ascii=False)

    @classmethod
    def read(cls, value: str) -> "Turn":
        number, upto, typed = json.loads(value)
        return cls(str(typed), int(number), int(upto))


def page(
    texts: Texts,
    turn: Turn,
    words: Collection[str],
    found: Sequence[Signal | Item | Release],
    *,
    more: bool,
    to_follow: Container[str] = (),
) -> Message:
    """One page of results, the newest first. `words`: the stems that were looked for; `to_follow`: the ids of signals
    that the reader may want to follow.
    """
    title = texts.mrkdwn("search.found", typed=shorten(turn.typed, TYPED_SHOWN))
    blocks: list[Block] = [section(title)]
    lines = [title]
    for thing in found:
        line, told = _line(texts, thing), excerpt(_words(thing), words)
        blocks += [divider(), section(line, accessory=_open(texts, thing))]
        if told:
            blocks.append(quote(told))
        if isinstance(thing, Signal) and thing.id in to_follow:
            blocks.append(actions(follow_button(texts, thing)))
        lines.append(Mrkdwn.join_all(" · ", [line, told] if told else [line]))
    turns = []
    if turn.number:
        newer = Turn(turn.typed, turn.number - 1, turn.upto)
        turns.append(button(texts.plain("search.newer"), NEWER, newer.value()))
    if more:
        older = Turn(turn.typed, turn.number + 1, turn.upto)
        turns.append(button(texts.plain("search.older"), OLDER, older.value()))
    if turns:
        blocks += [actions(*turns), context(texts.mrkdwn("search.page", number=turn.number + 1))]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def nothing(texts: Texts, typed: str, *, command: str) -> Message:
    """Nothing found: what to try."""
    words = texts.mrkdwn("search.nothing", typed=shorten(typed, TYPED_SHOWN))
    tips = texts.mrkdwn("search.tips", command=command)
    return Message(Mrkdwn.join_all("\n", [words, tips]), (section(words), context(tips)))


def puzzling(texts: Texts, filters: Sequence[tuple[str, str]], *, command: str) -> Message:
    """A filter whose value says nothing to us: what it takes. Nothing was looked for."""
    lines = [
        texts.mrkdwn(f"search.puzzling_{label}", value=shorten(value, TYPED_SHOWN))
        for label, value in filters
    ]
    tips = texts.mrkdwn("search.tips", command=command)
    return Message(
        Mrkdwn.join_all("\n", [*lines, tips]), (section(Mrkdwn.join_all("\n", lines)), context(tips))
    )


def how(texts: Texts, *, command: str) -> Message:
    """How to search."""
    words = texts.mrkdwn("search.how", command=command)
    tips = texts.mrkdwn("search.tips", command=command)
    return Message(Mrkdwn.join_all("\n", [words, tips]), (section(words), context(tips)))


def as_view(texts: Texts, message: Message) -> View:
    """An answer of search as a page of its own, where there is no conversation to show it in."""
    return View("search.shown", texts.plain("search.title"), message.blocks, texts.plain("forms.close"))


def excerpt(text: str, words: Collection[str], limit: int = EXCERPT) -> str:
    """The part of a text where the first word that was looked for stands."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    start = 0
    for word in text.split(" "):
        if set(stems(word)) & set(words):
            break
        start += len(word) + 1
    if start >= len(text) or start <= limit - BEFORE:
        return shorten(text, limit)
    cut = text.find(" ", start - BEFORE) + 1
    return "…" + shorten(text[cut:], limit - 1)


def _line(texts: Texts, thing: Signal | Item | Release) -> Mrkdwn:
    if isinstance(thing, Signal):
        return Mrkdwn.join_all(" · ", [headline(texts, thing), texts.slack_moment(thing.said_at)])
    if isinstance(thing, Item):
        parts = [bold(thing.ref), bold(thing.title), texts.plain(f"roadmap.place_{thing.place}")]
        return Mrkdwn.join_all(" · ", [*parts, thing.area] if thing.area else parts)
    return Mrkdwn.join_all(" · ", [bold(thing.ref), bold(thing.name), texts.day(thing.released_on)])


def _words(thing: Signal | Item | Release) -> str:
    if isinstance(thing, Signal):
        return display(thing.verbatim)
    if isinstance(thing, Item):
        return display(thing.details or "")
    parts = (thing.value, thing.changes, thing.audience, thing.proof, thing.questions)
    return " ".join(to_plain(part, 4000) for part in parts if part)


def _open(texts: Texts, thing: Signal | Item | Release) -> Block:
    act = READ_ALL if isinstance(thing, Signal) else OPEN if isinstance(thing, Item) else SHOW
    describe = texts.plain("search.open_ref", ref=thing.ref)
    return button(texts.plain("search.open"), act, thing.id, describe=describe)
