"""The forms of rituals: when, where and how one speaks; which to add; the days on which the company is closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    button,
    channel_select,
    checkboxes,
    external_select,
    input_block,
    radio,
    section,
    select,
    text_input,
    time_input,
    user_select,
)
from bot.kit.message import View
from bot.kit.texts import LANGUAGES, Texts
from bot.kit.times import DayOff
from rituals.messages.inputs import labelled
from rituals.messages.ritual_pages import dates
from rituals.messages.rituals import PRIVATE, name_of
from rituals.scheduling import MONTHS as EVERY_MONTHS
from rituals.scheduling import MOST_WEEKS, NTHS, WEEKDAYS, Frequency, Plan
from storage.rituals import Ritual

FORM = "rituals.form"
DATES = "rituals.dates"
ADD_FORM = "rituals.add_form"
CLOSURES_FORM = "rituals.closures_form"

FREQUENCY = "rituals.frequency"
WEEKS = "rituals.weeks"
DAYS = "rituals.days"
NTH = "rituals.nth"
MONTHS = "rituals.months"
DAY = "rituals.day"
AT = "rituals.at"
ZONE = "rituals.zone"
CHANNEL = "rituals.channel"
LANGUAGE = "rituals.language"
OWNER = "rituals.owner"
DAYS_OFF = "rituals.days_off"
COUNTRY = "rituals.country"
KIND = "rituals.kind"
CLOSED = "rituals.closed"


@dataclass(frozen=True)
class Filled:
    """What the form shows: the ritual as it is or as somebody is about to have it, and its next instants (UTC) then."""

    ritual: Ritual
    plan: Plan
    zone: str
    country: Option | None
    owner: str | None  # Slack's user id
    dues: Sequence[datetime] = field(default=())


def form(texts: Texts, filled: Filled) -> View:
    """When it comes, where, in which language; with the next five dates."""
    ritual = filled.ritual
    shown = section(
        Mrkdwn.join_all(
            "\n", [texts.mrkdwn("rituals.next_five_bold"), *dates(texts, filled.dues, filled.zone)]
        )
    )
    look = actions(button(texts.plain("rituals.dates"), DATES, ritual.id))
    blocks = [*_when(texts, filled), shown, look, *_where(texts, filled)]
    title = texts.plain("rituals.page_title")
    save, cancel = texts.plain("forms.save"), texts.plain("forms.cancel")
    return View(
        FORM,
        title,
        (section(Mrkdwn(f"*{name_of(texts, ritual)}*")), *blocks),
        cancel,
        submit=save,
        memory=ritual.id,
    )


def add_form(texts: Texts, kinds: Sequence[str]) -> View:
    """Which ritual to add; nothing where all are there."""
    title, cancel = texts.plain("rituals.add_title"), texts.plain("forms.cancel")
    if not kinds:
        return View(ADD_FORM, title, (section(texts.mrkdwn("rituals.add_none")),), texts.plain("forms.close"))
    options = [Option(texts.plain(f"rituals.{kind}"), kind) for kind in kinds]
    blocks = (
        input_block(KIND, texts.plain("rituals.add_which"), radio(KIND, options), optional=False),
        input_block(
            CHANNEL,
            texts.plain(CHANNEL),
            channel_select(CHANNEL, placeholder=texts.plain("forms.choose")),
            optional=False,
        ),
    )
    return View(ADD_FORM, title, blocks, cancel, submit=texts.plain("rituals.add"))


def closures_form(texts: Texts, lines: str) -> View:
    """The days on which the company is closed, a stretch on each line."""
    words = text_input(CLOSED, multiline=True, value=lines)
    return View(
        CLOSURES_FORM,
        texts.plain("rituals.closures"),
        (input_block(CLOSED, texts.plain(CLOSED), words, hint=texts.plain("rituals.closed_hint")),),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
    )


def closures_kept(texts: Texts, days: int) -> View:
    words = texts.mrkdwn("rituals.closures_kept", count=days)
    return View(CLOSURES_FORM, texts.plain("rituals.closures"), (section(words),), texts.plain("forms.close"))


def _when(texts: Texts, filled: Filled) -> list[Block]:
    plan, choose = filled.plan, texts.plain("forms.choose")
    known = [one for one in Frequency if one is not Frequency.OTHER or plan.frequency is one]
    frequencies = [Option(texts.plain(f"rituals.frequency_{one}"), one) for one in known]
    weekdays = [Option(texts.plain(f"digest.weekday_{day.lower()}"), day) for day in WEEKDAYS]
    nths = [Option(texts.plain(f"rituals.nth_{nth.replace('-', 'last_')}"), nth) for nth in NTHS]
    weeks = [
        Option(texts.plain("rituals.every_weeks", count=number), str(number))
        for number in range(1, MOST_WEEKS + 1)
    ]
    months = [
        Option(texts.plain("rituals.every_months", count=number), str(number)) for number in EVERY_MONTHS
    ]
    return [
        labelled(
            texts,
            FREQUENCY,
            select(FREQUENCY, frequencies, placeholder=choose, chosen=plan.frequency),
            needed=True,
        ),
        labelled(texts, WEEKS, select(WEEKS, weeks, placeholder=choose, chosen=str(plan.weeks))),
        labelled(texts, DAYS, checkboxes(DAYS, weekdays, chosen=plan.days)),
        labelled(texts, NTH, select(NTH, nths, placeholder=choose, chosen=plan.nth)),
        labelled(texts, MONTHS, select(MONTHS, months, placeholder=choose, chosen=str(plan.months))),
        labelled(texts, DAY, text_input(DAY, limit=2, value=str(plan.day))),
        labelled(texts, AT, time_input(AT, value=filled.ritual.at), needed=True),
        labelled(
            texts,
            ZONE,
            external_select(
                ZONE,
                placeholder=texts.plain("setup.form_zone_example"),
                chosen=Option(filled.zone, filled.zone),
                min_query_length=1,
            ),
            needed=True,
        ),
        *_off(texts, filled),
    ]


def _off(texts: Texts, filled: Filled) -> list[Block]:
    """What holidays and closures do to it."""
    off = [Option(texts.plain(f"rituals.day_off_{one}"), one) for one in DayOff]
    country = external_select(
        COUNTRY, placeholder=texts.plain("rituals.country_team"), chosen=filled.country, min_query_length=1
    )
    choose = texts.plain("forms.choose")
    return [
        labelled(
            texts,
            DAYS_OFF,
            select(DAYS_OFF, off, placeholder=choose, chosen=filled.ritual.days_off),
            needed=True,
        ),
        labelled(texts, COUNTRY, country),
    ]


def _where(texts: Texts, filled: Filled) -> list[Block]:
    ritual, choose = filled.ritual, texts.plain("forms.choose")
    languages = [Option(texts.plain(f"setup.in_{one}"), one) for one in LANGUAGES]
    channels = texts.plain("digest.form_language_channels")
    blocks = []
    if ritual.kind not in PRIVATE:
        channel = channel_select(CHANNEL, placeholder=choose, chosen=ritual.channel_id)
        language = select(LANGUAGE, languages, placeholder=channels, chosen=ritual.language)
        blocks = [labelled(texts, CHANNEL, channel, needed=True), labelled(texts, LANGUAGE, language)]
    owner = user_select(OWNER, placeholder=choose, chosen=filled.owner)
    return [*blocks, labelled(texts, OWNER, owner)]
