"""How preferences look: language, quiet hours and days, and when messages about each topic come."""

from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    checkboxes,
    context,
    divider,
    radio,
    section,
    select,
    time_input,
)
from bot.kit.message import View
from bot.kit.texts import LANGUAGES, Texts
from rituals.gate import WEEKDAYS, Topic, When, Wishes
from rituals.messages.inputs import labelled

FORM = "preferences.form"
AS_SLACK = "auto"
LANGUAGE = "preferences.language"
QUIET_FROM = "preferences.quiet_from"
QUIET_TO = "preferences.quiet_to"
QUIET_DAYS = "preferences.quiet_days"
IN_CHANNELS = (
    Topic.SIGNALS,
    Topic.RELEASES,
    Topic.LAUNCHES,
    Topic.POLLS,
    Topic.SURVEYS,
    Topic.DEMOS,
    Topic.DIGESTS,
)


@dataclass(frozen=True)
class Chosen:
    """What was chosen; `language` is None where nobody chose one."""

    wishes: Wishes
    language: str | None


def topic_input(topic: Topic) -> str:
    return f"preferences.topic_{topic}"


def mine(texts: Texts, chosen: Chosen, *, away: str) -> View:
    """One's own. `away`: what to type to say that one is not there."""
    quiet = chosen.wishes.quiet
    languages = [Option(texts.plain(f"preferences.speak_{one}"), one) for one in (*LANGUAGES, AS_SLACK)]
    days = [Option(texts.plain(f"digest.weekday_{day.lower()}"), day) for day in WEEKDAYS]
    start = quiet.start.isoformat("minutes") if quiet.start else None
    end = quiet.end.isoformat("minutes") if quiet.end else None
    blocks: list[Block] = [
        labelled(texts, LANGUAGE, radio(LANGUAGE, languages, chosen=chosen.language or AS_SLACK)),
        divider(),
        section(texts.mrkdwn("preferences.quiet_means")),
        labelled(texts, QUIET_FROM, time_input(QUIET_FROM, value=start)),
        labelled(texts, QUIET_TO, time_input(QUIET_TO, value=end)),
        labelled(texts, QUIET_DAYS, checkboxes(QUIET_DAYS, days, chosen=quiet.days)),
        divider(),
        section(texts.mrkdwn("preferences.topics")),
        *(_topic(texts, chosen, topic) for topic in Topic),
        context(texts.mrkdwn("preferences.daily")),
        context(texts.mrkdwn("preferences.passes"), texts.mrkdwn("preferences.away", command=away)),
    ]
    return _view(texts, blocks, memory="")


def channel(texts: Texts, chosen: Chosen, channel_id: str, *, zone: str) -> View:
    """A channel's, for admins: its language, and what is said there when. `zone`: whose nine o'clock counts."""
    languages = [Option(texts.plain(f"setup.in_{one}"), one) for one in LANGUAGES]
    menu = select(
        LANGUAGE, languages, placeholder=texts.plain("preferences.workspace_language"), chosen=chosen.language
    )
    blocks: list[Block] = [
        section(texts.mrkdwn("preferences.of_channel", channel=Mrkdwn(f"<#{channel_id}>"))),
        labelled(texts, LANGUAGE, menu),
        *(_topic(texts, chosen, topic) for topic in IN_CHANNELS),
        context(texts.mrkdwn("preferences.daily"), texts.mrkdwn("preferences.daily_here", zone=zone)),
    ]
    return _view(texts, blocks, memory=channel_id)


def kept(texts: Texts) -> View:
    words = texts.mrkdwn("preferences.kept")
    return View(FORM, texts.plain("preferences.title"), (section(words),), texts.plain("forms.close"))


def _view(texts: Texts, blocks: list[Block], *, memory: str) -> View:
    title, cancel = texts.plain("preferences.title"), texts.plain("forms.cancel")
    return View(FORM, title, tuple(blocks), cancel, submit=texts.plain("forms.save"), memory=memory)


def _topic(texts: Texts, chosen: Chosen, topic: Topic) -> Block:
    options = [Option(texts.plain(f"preferences.when_{when}"), when) for when in When]
    name, now = topic_input(topic), chosen.wishes.topics.get(topic, When.AT_ONCE)
    menu = select(name, options, placeholder=texts.plain("forms.choose"), chosen=now)
    return labelled(texts, name, menu)
