"""How the roadmap poll that comes again looks to those who steer it: what it asks, and the form of its rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    bold,
    escape,
    input_block,
    multi_select,
    radio,
    section,
    select,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages.polls.forms import ANONYMOUS, HOURS, NAMED, OPEN_FOR, USUAL_HOURS

CHANGE = "polls.rule"
RULE_FORM = "polls.rule_form"
AREAS = "polls.rule_areas"
MOST = "polls.rule_most"

NUMBERS = range(2, 11)
AREAS_SHOWN = 100


@dataclass(frozen=True)
class Rule:
    """How a roadmap poll is made each time: the `most` items of these areas (none: of all) with the most evidence."""

    areas: tuple[str, ...] = ()
    most: int = 5
    anonymous: bool = False
    open_hours: int = USUAL_HOURS

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """From a ritual's row; what is not said there is as usual."""
        usual = cls()
        return cls(
            tuple(stored.get("areas", usual.areas)),
            stored.get("most", usual.most),
            stored.get("anonymous", usual.anonymous),
            stored.get("open_hours", usual.open_hours),
        )

    @classmethod
    def chosen(cls, areas: Sequence[str], values: Mapping[str, str]) -> Self:
        """From the form; what is none of its choices is as usual."""
        usual, most, hours = cls(), values.get(MOST, ""), values.get(OPEN_FOR, "")
        return cls(
            tuple(areas),
            int(most) if most.isdecimal() and int(most) in NUMBERS else usual.most,
            values.get(NAMED) == ANONYMOUS,
            int(hours) if hours.isdecimal() and int(hours) in HOURS else usual.open_hours,
        )

    def written(self) -> dict[str, Any]:
        """As a ritual's row keeps it."""
        return {
            "areas": list(self.areas),
            "most": self.most,
            "anonymous": self.anonymous,
            "open_hours": self.open_hours,
        }


def question(texts: Texts) -> str:
    """What it asks each time."""
    return texts.plain("polls.rule_question")


def summary(asked: str, labels: Sequence[str]) -> Message:
    """The question and what can be chosen."""
    lines = [bold(asked), *(Mrkdwn("• ") + escape(label) for label in labels)]
    words = Mrkdwn.join_all("\n", lines)
    return Message(words, (section(words),))


def rule_form(texts: Texts, rule: Rule, areas: Sequence[Option], ritual: str) -> View:
    """The rule, for who steers rituals."""
    choose = texts.plain("forms.choose")
    blocks: list[Block] = [section(texts.mrkdwn("polls.rule_means"))]
    if areas:
        everything = texts.plain("polls.rule_all_areas")
        menu = multi_select(AREAS, areas[:AREAS_SHOWN], placeholder=everything, chosen=rule.areas)
        blocks.append(input_block(AREAS, texts.plain(AREAS), menu))
    numbers = [Option(texts.number(number), str(number)) for number in NUMBERS]
    hours = [Option(texts.plain(f"polls.hours_{number}"), str(number)) for number in HOURS]
    named = [
        Option(texts.plain("polls.form_is_named"), "named"),
        Option(texts.plain("polls.form_is_anonymous"), ANONYMOUS),
    ]
    for name, element in (
        (MOST, select(MOST, numbers, placeholder=choose, chosen=str(rule.most))),
        (OPEN_FOR, select(OPEN_FOR, hours, placeholder=choose, chosen=str(rule.open_hours))),
        (NAMED, radio(NAMED, named, chosen=ANONYMOUS if rule.anonymous else "named")),
    ):
        blocks.append(input_block(name, texts.plain(name), element, optional=False))
    return View(
        RULE_FORM,
        texts.plain("polls.rule_title"),
        tuple(blocks),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=ritual,
    )


def rule_kept(texts: Texts, next_due: datetime | None) -> View:
    """After the form: when it is asked next."""
    when = texts.slack_moment(next_due) if next_due else texts.mrkdwn("digest.no_next")
    words = section(texts.mrkdwn("digest.kept", when=when))
    return View("polls.rule_kept", texts.plain("polls.rule_title"), (words,), texts.plain("forms.close"))
