"""Where a signal stands, as its card and the inbox show it, and what can be done about it there."""

from bot.kit.blocks import Block, Mrkdwn, bold, button, display, shorten
from bot.kit.texts import Texts
from rituals.messages.likes import similar_button
from rituals.messages.merging import leads
from storage.signals import Signal
from storage.triage import Decision

ACKNOWLEDGE = "triage.acknowledge"
DECIDE = "triage.decide"
ANSWER = "triage.answer"

REASON_SHOWN = 500


def seen_value(signal: Signal) -> str:
    """What a button tells of the signal: which one, and how many times decided it was when it was shown."""
    return f"{signal.id}:{signal.decided}"


def read_seen(value: str) -> tuple[str, int]:
    """Id and number of decisions, as `seen_value` wrote them."""
    signal_id, _, decided = value.partition(":")
    return signal_id, int(decided) if decided.isdecimal() else 0


def standing(texts: Texts, signal: Signal, *, owner: str | None, decision: Decision | None) -> Mrkdwn:
    """*New* · Samuel will answer, or *Later* · Samuel looks after it · Other things come first"""
    if signal.merged_into:
        return leads(texts, signal)
    answer = decision.answer if decision else signal.state
    parts = [bold(texts.plain(f"triage.state_{answer}"))]
    if owner:
        parts.append(texts.mrkdwn("triage.looks_after" if signal.answered_at else "triage.owner", name=owner))
    if decision and (why := reason(texts, decision)):
        parts.append(Mrkdwn.join_all("", [shorten(why, REASON_SHOWN)]))
    return Mrkdwn.join_all(" · ", parts)


def reason(texts: Texts, decision: Decision) -> str:
    """The reason of a decision: what was picked, what was written, or both; empty if there is none."""
    picked = texts.plain(f"triage.reason_{decision.reason}") if decision.reason else ""
    return " ".join(part for part in (picked, display(decision.words or "")) if part)


def buttons(texts: Texts, signal: Signal) -> list[Block]:
    """*Acknowledge* while it is new, *Decide*, *Answer the author* and *Similar*; nothing for one that another speaks for."""
    if signal.merged_into:
        return []
    value = seen_value(signal)
    shown = [
        button(
            texts.plain("triage.decide"),
            DECIDE,
            value,
            describe=texts.plain("triage.decide_ref", ref=signal.ref),
        ),
        button(
            texts.plain("triage.answer"),
            ANSWER,
            value,
            describe=texts.plain("triage.answer_ref", ref=signal.ref),
        ),
    ]
    shown.append(similar_button(texts, signal))
    if signal.state == "new":
        acknowledge = button(
            texts.plain("triage.acknowledge"),
            ACKNOWLEDGE,
            value,
            describe=texts.plain("triage.acknowledge_ref", ref=signal.ref),
        )
        shown.insert(0, acknowledge)
    return shown
