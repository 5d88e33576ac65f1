"""How the ways in look: the form of a message to save, the answer to a mention, and words where one did not work."""

import json
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    button,
    checkboxes,
    context,
    display,
    input_block,
    quote,
    section,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages.signal_forms import TEXT, fields
from rituals.messages.signals import SHARE, headline
from storage.signals import TEAM, Signal

SAVE_MESSAGE = "ways_in.save_message"  # the message shortcut
NEW_SIGNAL = "ways_in.new_signal"  # the global shortcut
SAVE = "ways_in.save"
SEARCH = "ways_in.search"
HELP = "ways_in.help"
FORM = "ways_in.form"
THREAD = "ways_in.thread"

QUOTE = 1500


@dataclass(frozen=True)
class Memory:
    """What the form of a message remembers: its draft, and the thread it stands in."""

    draft: str
    thread: str | None

    def write(self) -> str:
        return json.dumps({"draft": self.draft, "thread": self.thread})

    @classmethod
    def read(cls, written: str) -> "Memory":
        return cls(**json.loads(written))


def message_form(
    texts: Texts, words: str, understood: Signal, *, place_kind: str, currency: str, memory: Memory
) -> View:
    """A message to save: its words stand there to the letter, what is understood of them can be changed."""
    blocks: list[Block] = []
    if words.strip():
        blocks.append(quote(display(words), limit=QUOTE))
    else:
        field = text_input(TEXT, multiline=True)
        blocks.append(input_block(TEXT, texts.plain("ways_in.form_wordless"), field, optional=False))
    if understood.visibility != TEAM:
        blocks.append(context(texts.mrkdwn(f"ways_in.from_{place_kind}")))
    if memory.thread:
        around = Option(texts.plain("ways_in.form_thread_yes"), "yes")
        blocks.append(input_block(THREAD, texts.plain("ways_in.form_thread"), checkboxes(THREAD, [around])))
    return View(
        FORM,
        texts.plain("ways_in.form_title"),
        (
            *blocks,
            *fields(texts, understood, kind=understood.kind, currency=understood.amount_currency or currency),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=memory.write(),
    )


def known(texts: Texts, signal: Signal, *, seen: bool, may_share: bool) -> Message:
    """The message is a signal already. What is kept of it is shown to those who may read it."""
    words = texts.mrkdwn("ways_in.known", ref=signal.ref)
    blocks: list[Block] = [section(words)]
    if seen:
        blocks.append(section(headline(texts, signal)))
    if may_share:
        blocks.append(context(texts.mrkdwn("ways_in.known_restricted")))
        blocks.append(actions(button(texts.plain("signals.share"), SHARE, signal.id)))
    return Message(words, tuple(blocks))


def offer(texts: Texts, place: str, ts: str, *, first: Mrkdwn | None = None) -> Message:
    """The answer to a mention or a direct message: what can be done with it; `first` is for who never wrote before."""
    words = texts.mrkdwn("ways_in.offer")
    return Message(
        words,
        (
            *([section(first)] if first else []),
            section(words),
            actions(
                button(texts.plain("ways_in.save"), SAVE, f"{place}|{ts}", style="primary"),
                button(texts.plain("ways_in.search"), SEARCH),
                button(texts.plain("ways_in.help"), HELP),
            ),
        ),
    )


def offered(value: str) -> tuple[str, str]:
    """The place and ts of the message that an offer's button is about."""
    place, _, ts = value.partition("|")
    return place, ts


def told(texts: Texts, what: str, place: str, ref: str | None) -> Message:
    """Why a message was not saved, or what should be known of how it was."""
    words = texts.mrkdwn(f"ways_in.told_{what}", place=Mrkdwn(f"<#{place}>"), ref=ref or "")
    return Message(words, (section(words),))
