"""How the promise of an answer is kept in mind: an offer of help, a reminder, a word to the admins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.kit.blocks import Block, Mrkdwn, actions, button, display, section, shorten
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.signals import headline
from rituals.messages.triage.inbox import OPEN
from storage.signals import Signal

STAGES = ("admin", "nudge", "help")  # what is most pressing stands first
SHOWN = 5
WORDS_SHOWN = 150


@dataclass(frozen=True)
class Promised:
    """A signal that waits for an answer, and the day by whose end it is promised."""

    signal: Signal
    due: date


def reminder(texts: Texts, found: Mapping[str, Sequence[Promised]], *, command: str) -> Message:
    """One message for one person, with what is due today, what is late, and what the admins should know."""
    lines: list[Mrkdwn] = []
    for stage in STAGES:
        if promised := found.get(stage):
            lines.append(_part(texts, stage, promised))
    lines.append(texts.mrkdwn("triage.promise_how", command=command))
    blocks: list[Block] = [section(line) for line in lines]
    blocks.append(actions(button(texts.plain("triage.open_inbox"), OPEN)))
    return Message(Mrkdwn.join_all("\n\n", lines), tuple(blocks))


def summary(texts: Texts, *, people: int, signals: int) -> Message:
    words = texts.mrkdwn("triage.promise_summary", people=people, signals=signals)
    return Message(words, (section(words),))


def _part(texts: Texts, stage: str, promised: Sequence[Promised]) -> Mrkdwn:
    lines = [texts.mrkdwn(f"triage.promise_{stage}", count=len(promised))]
    for one in promised[:SHOWN]:
        words = shorten(" ".join(display(one.signal.verbatim).split()), WORDS_SHOWN)
        lines.append(
            texts.mrkdwn(
                "triage.promise_line",
                title=headline(texts, one.signal),
                words=words,
                day=texts.short_day(one.due),
            )
        )
    if (more := len(promised) - SHOWN) > 0:
        lines.append(texts.mrkdwn("triage.promise_more", count=more))
    return Mrkdwn.join_all("\n", lines)
