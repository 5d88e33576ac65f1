"""How the radar looks: each theme with the reason why it is there, in the digest and to one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.kit.blocks import Block, Mrkdwn, bold, button, context, section
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.themes import OPEN

Facts = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Found:
    """What is on the radar, with the labels of the themes. `young`: there are too few weeks yet to compare with."""

    facts: Facts
    labels: Mapping[str, str]
    young: bool = False


def radar(texts: Texts, found: Found) -> Message:
    """`/diapason radar`: each theme with its reason and the way to it."""
    if not found.facts:
        words = texts.mrkdwn("radar.young" if found.young else "radar.nothing")
        return Message(words, (section(words),))
    title = texts.mrkdwn("radar.title")
    lines, blocks = [title], [section(title)]
    for fact in found.facts:
        line = line_of(texts, found.labels[fact["theme_id"]], fact)
        lines.append(line)
        blocks.append(section(line, accessory=_open(texts, fact["theme_id"], found.labels)))
    how = texts.mrkdwn("radar.how")
    return Message(Mrkdwn.join_all("\n", [*lines, how]), (*blocks, context(how)))


def lines(texts: Texts, facts: Facts, labels: Mapping[str, str]) -> list[Mrkdwn]:
    """The themes with their reasons, for a digest; those that are no more are left out."""
    return [line_of(texts, labels[fact["theme_id"]], fact) for fact in facts if fact["theme_id"] in labels]


def line_of(texts: Texts, label: str, fact: Mapping[str, Any]) -> Mrkdwn:
    """*#tablets* 3 in 7 days after 1 in the 8 weeks before · heard from customers, in deals and about a competitor"""
    reasons = []
    if fact["rising"]:
        span = texts.plain("radar.days", count=fact["days"])
        if fact["first"]:
            reasons.append(texts.plain("radar.first", now=fact["now"], span=span))
        else:
            reasons.append(
                texts.plain(
                    "radar.rising", now=fact["now"], span=span, earlier=fact["earlier"], count=fact["weeks"]
                )
            )
    if fact["sides"]:
        sides = texts.listing([texts.plain(f"radar.side_{side}") for side in fact["sides"]])
        reasons.append(texts.plain("radar.sides", sides=sides))
    return Mrkdwn.join_all(" ", [bold(f"#{label}"), Mrkdwn.join_all(" · ", reasons)])


def _open(texts: Texts, theme_id: str, labels: Mapping[str, str]) -> Block:
    describe = texts.plain("themes.open_named", theme=f"#{labels[theme_id]}")
    return button(texts.plain("themes.open"), OPEN, theme_id, describe=describe)
