"""What people hear of their signals: a decision, an answer, and what came back to it."""

from bot.kit.blocks import Block, Mrkdwn, actions, context, display, quote, section, shorten
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.following import follow_button
from rituals.messages.triage.card import reason
from rituals.triage.states import Answer
from storage.signals import Signal
from storage.triage import Decision, Words

WORDS_SHOWN = 200
ANSWER_SHOWN = 2500


def fate(texts: Texts, signal: Signal, decision: Decision, *, by: str, mine: bool) -> Message:
    """What was decided of a signal, why, and its words in short: to who captured it (`mine`), or follows it."""
    which = "fate" if mine else "followed"
    told = texts.mrkdwn(f"triage.{which}_{decision.answer}", ref=signal.ref, name=by)
    words = display(signal.verbatim)
    blocks: list[Block] = [section(told), quote(words, limit=WORDS_SHOWN)]
    lines: list[str] = [told, f"“{shorten(words, WORDS_SHOWN)}”"]
    if why := reason(texts, decision):
        key = "triage.why" if Answer(decision.answer).needs_reason else "triage.adds"
        line = texts.mrkdwn(key, reason=shorten(why, ANSWER_SHOWN), name=by)
        blocks.append(section(line))
        lines.append(line)
    if not mine:
        blocks.append(actions(follow_button(texts, signal, follows=True)))
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def answer(texts: Texts, signal: Signal, said: Words, *, by: str, shared: bool) -> Message:
    """To who captured a signal: somebody's answer. `shared`: a reply to it will be shown to the team."""
    head = texts.mrkdwn("triage.answer_from", name=by, ref=signal.ref)
    foot = texts.mrkdwn("triage.reply_shown" if shared else "triage.reply_brought", name=by)
    words = display(signal.verbatim)
    blocks = (
        section(head),
        quote(display(said.words), limit=ANSWER_SHOWN),
        context(texts.mrkdwn("triage.your_words", words=shorten(words, WORDS_SHOWN))),
        context(foot),
    )
    text = Mrkdwn.join_all("\n", [head, f"“{shorten(display(said.words), 1000)}”", foot])
    return Message(text, blocks)


def exchanged(texts: Texts, signal: Signal, said: Words, *, by: str) -> Message:
    """In the card's thread, or to who answered: an answer that was given, or what came back to it."""
    key = "triage.replied" if said.answers_id else "triage.answer_given"
    head = texts.mrkdwn(key, name=by, ref=signal.ref)
    text = Mrkdwn.join_all("\n", [head, f"“{shorten(display(said.words), 1000)}”"])
    return Message(text, (section(head), quote(display(said.words), limit=ANSWER_SHOWN)))
