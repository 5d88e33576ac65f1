"""How a signal looks on a page of its own: all its words, what was said around it, where it stands, and the ways on."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import Block, actions, context, display, divider, paragraph, quote, section, shorten
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.following import follow_button
from rituals.messages.history import history_button
from rituals.messages.merging import others, undo_button
from rituals.messages.signals import CORRECTION_SHOWN, headline, see_button, source
from rituals.messages.triage.card import standing
from storage.merging import Merge
from storage.signals import Signal
from storage.triage import Decision
from storage.ways_in import Said

WHOLE = "signals.whole"

READING_PART = 3000


@dataclass(frozen=True)
class Whole:
    """A signal as its page shows it to one person. `follows` None: they captured it, and hear of it anyway."""

    signal: Signal
    captured_by: str
    owner: str | None
    decision: Decision | None
    around: Sequence[Said]  # in its thread, where that was kept
    follows: bool | None
    said_too: Sequence[Signal] = ()  # that lead to it, and the person may read
    merge: Merge | None = None  # by which it leads to another


def whole(texts: Texts, shown: Whole) -> View:
    """The whole text, however long; of one that leads to another, the way to that one."""
    signal, around = shown.signal, shown.around
    words = display(signal.verbatim)
    parts = [words[start : start + READING_PART] for start in range(0, len(words), READING_PART)]
    blocks = [section(headline(texts, signal)), *map(paragraph, parts)]
    if signal.correction:
        corrected = shorten(display(signal.correction), CORRECTION_SHOWN)
        blocks.append(context(texts.mrkdwn("signals.correction", words=corrected)))
    blocks.append(context(source(texts, signal, shown.captured_by)))
    if around:
        blocks += [divider(), section(texts.mrkdwn("signals.around"))]
    for said in around:
        when = texts.slack_moment(said.said_at)
        blocks.append(context(texts.mrkdwn("signals.around_said", name=said.said_by, when=when)))
        blocks.append(quote(display(said.words)))
    if shown.said_too:
        blocks.append(context(others(texts, shown.said_too)))
    blocks.append(section(standing(texts, signal, owner=shown.owner, decision=shown.decision)))
    blocks.append(actions(*_buttons(texts, shown)))
    return View(WHOLE, signal.ref, tuple(blocks), texts.plain("forms.close"))


def _buttons(texts: Texts, shown: Whole) -> list[Block]:
    signal, ways = shown.signal, list[Block]()
    if shown.merge:
        ways += [see_button(texts, signal), undo_button(texts, shown.merge, signal)]
    elif shown.follows is not None:
        ways.append(follow_button(texts, signal, follows=shown.follows))
    return [*ways, history_button(texts, signal.ref)]
