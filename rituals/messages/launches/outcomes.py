"""Lines for the plan: where go or no-go stands, and whether it was announced although something was missing."""

from bot.kit.blocks import Mrkdwn, escape, shorten
from bot.kit.texts import Texts
from storage.launch_decisions import Decision, Override, State

SHOWN = 600


def line(texts: Texts, decision: Decision) -> Mrkdwn:
    """One line for the plan: planned for when, how far, what came out."""
    match decision.state:
        case State.PLANNED:
            return texts.mrkdwn("launch_decisions.planned", when=texts.slack_moment(decision.opens_at))
        case State.OPEN:
            return texts.mrkdwn("launch_decisions.open", when=texts.slack_moment(decision.closes_at))
        case State.REVEALED:
            return texts.mrkdwn("launch_decisions.revealed")
        case _:
            words = texts.mrkdwn(f"launch_decisions.outcome_{decision.outcome}")
            said = [escape(shorten(decision.words, SHOWN))] if decision.words else []
            return Mrkdwn.join_all("\n", [words, *said])


def despite(texts: Texts, override: Override, *, by: str) -> Mrkdwn:
    """For the plan: it was announced although something was missing."""
    return texts.mrkdwn("launch_gate.despite", by=by, why=override.why)
