"""How the doctor's findings look: in Slack, and as plain lines in a terminal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.kit.blocks import Block, Mrkdwn, actions, button, header, section
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.doctor.rules import ChannelName, Check, Level, worst

RETRY = "doctor.retry"
IS_THERE = "doctor.is_there"
NOT_THERE = "doctor.not_there"
LOOK_AGAIN = "doctor.look_again"

_SIGN = {Level.OK: "✅", Level.LOOK: "👀", Level.BROKEN: "❌"}
_WORDS = {"ritual": "rituals.", "outcome": "rituals.outcome_", "purpose": "setup.purpose_"}


def report(texts: Texts, found: Sequence[Check], *, prefix: str) -> Message:
    """The findings as a private message: first a section for each thing to do, then what is well in one."""
    title = _title(texts, found)
    blocks: list[Block] = [header(title)]
    to_do = [check for check in found if check.level is not Level.OK]
    well = [_told(texts, check, prefix) for check in found if check.level is Level.OK]
    for check in to_do:
        told = _told(texts, check, prefix)
        if check.retry and check.held:
            blocks += [section(told), actions(*_after_a_look(texts, check.retry))]
        else:
            again = button(texts.plain("doctor.retry"), RETRY, check.retry) if check.retry else None
            blocks.append(section(told, accessory=again))
    if well:
        blocks.append(section(Mrkdwn.join_all("\n", well)))
    blocks.append(actions(button(texts.plain("doctor.look_again"), LOOK_AGAIN)))
    words = [title, *(_told(texts, check, prefix) for check in to_do), *well]
    return Message(Mrkdwn.join_all("\n", words), tuple(blocks))


def page(texts: Texts, found: Message) -> View:
    """A report as a page."""
    return View("doctor.page", texts.plain("home.doctor"), found.blocks, texts.plain("forms.close"))


def _after_a_look(texts: Texts, which: str) -> list[Block]:
    """What an admin can say of a message that may be in the channel already."""
    return [
        button(texts.plain("doctor.is_there"), IS_THERE, which),
        button(texts.plain("doctor.not_there"), NOT_THERE, which),
    ]


def as_lines(texts: Texts, found: Sequence[Check], *, prefix: str) -> list[str]:
    """The findings as plain text, a line each with its level first, for the command line."""
    levels = {level: texts.plain(f"doctor.level_{level}") for level in Level}
    width = max(map(len, levels.values()))
    told = [f"{levels[check.level]:<{width}}  {_plainly(texts, check, prefix)}" for check in found]
    return [_title(texts, found), *told]


def _title(texts: Texts, found: Sequence[Check]) -> str:
    return texts.plain(f"doctor.title_{worst(found)}")


def _told(texts: Texts, check: Check, prefix: str) -> Mrkdwn:
    values = _in_words(texts, check.values)
    for name, value in values.items():
        if isinstance(value, datetime):
            values[name] = texts.slack_moment(value)
        elif isinstance(value, ChannelName):
            values[name] = Mrkdwn(f"<#{value.id}>")
    return Mrkdwn(f"{_SIGN[check.level]} {texts.mrkdwn(check.key, prefix=prefix, **values)}")


def _plainly(texts: Texts, check: Check, prefix: str) -> str:
    values = _in_words(texts, check.values)
    for name, value in values.items():
        if isinstance(value, datetime):
            values[name] = texts.moment(value)
        elif isinstance(value, ChannelName):
            values[name] = f"#{value.name}" if value.name else value.id
    return texts.plain(check.key, prefix=prefix, **values)


def _in_words(texts: Texts, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the names of rituals, outcomes and purposes as people say them."""
    return {
        name: texts.plain(f"{_WORDS[name]}{value}") if name in _WORDS else value
        for name, value in values.items()
    }
