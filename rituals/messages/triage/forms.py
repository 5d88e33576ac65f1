"""The forms of triage: a decision with its reason, and an answer to who captured a signal."""

from collections.abc import Sequence

from bot.kit.blocks import (
    Block,
    Option,
    actions,
    context,
    display,
    input_block,
    paragraph,
    quote,
    radio,
    section,
    select,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.merging import choose_button
from rituals.messages.signals import ANSWER_QUOTE, headline
from rituals.triage.states import Answer, Reason
from storage.signals import Signal

DECISION = "triage.decision"
ANSWERING = "triage.answering"

# Names of the inputs: block and action carry the same, and errors come back by it.
CHOICE = "triage.choice"
REASON = "triage.reason"
WORDS = "triage.words"
TEXT = "triage.text"


def decision_form(texts: Texts, signal: Signal, *, likes: Sequence[Block] = (), memory: str) -> View:
    """What becomes of a signal, and why; below, what it is like."""
    answers = [Option(texts.plain(f"triage.answer_{answer}"), answer) for answer in Answer]
    reasons = [Option(texts.plain(f"triage.reason_{reason}"), reason) for reason in Reason]
    chosen = Answer.PLANNED if signal.state in ("new", "acknowledged") else signal.state
    return View(
        DECISION,
        texts.plain("triage.decide_title", ref=signal.ref),
        (
            section(headline(texts, signal)),
            quote(display(signal.verbatim), limit=ANSWER_QUOTE),
            input_block(
                CHOICE,
                texts.plain("triage.form_choice"),
                radio(CHOICE, answers, chosen=chosen),
                optional=False,
            ),
            input_block(
                REASON,
                texts.plain("triage.form_reason"),
                select(REASON, reasons, placeholder=texts.plain("forms.choose")),
            ),
            input_block(
                WORDS,
                texts.plain("triage.form_words"),
                text_input(WORDS, multiline=True, limit=1000),
                hint=texts.plain("triage.form_words_hint"),
            ),
            *likes,
            actions(choose_button(texts, signal)),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=memory,
    )


def decided(texts: Texts, signal: Signal, answer: str, *, author: str, told: bool) -> View:
    """The form's last page: what was decided, and who hears of it."""
    key = "triage.decided_told" if told else "triage.decided"
    words = texts.mrkdwn(key, ref=signal.ref, state=texts.plain(f"triage.state_{answer}"), name=author)
    return View("triage.done", signal.ref, (section(words),), texts.plain("forms.close"))


def answer_form(texts: Texts, signal: Signal, *, author: str, others: int, memory: str) -> View:
    """Words for who captured a signal, and for so many `others` who captured the same."""
    also = [context(texts.mrkdwn("triage.answer_also", count=others))] if others else []
    return View(
        ANSWERING,
        texts.plain("triage.answer_title", ref=signal.ref),
        (
            section(texts.mrkdwn("triage.answer_about", name=author)),
            paragraph(display(signal.verbatim), limit=ANSWER_QUOTE),
            *also,
            input_block(
                TEXT,
                texts.plain("triage.form_text"),
                text_input(TEXT, multiline=True),
                hint=texts.plain("triage.form_text_hint"),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("triage.send"),
        memory=memory,
    )


def answered(texts: Texts, signal: Signal, *, author: str) -> View:
    words = texts.mrkdwn("triage.answered", name=author, ref=signal.ref)
    return View("triage.done", signal.ref, (section(words),), texts.plain("forms.close"))
