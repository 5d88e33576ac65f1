"""The form of a survey: a new one, or a draft changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Option,
    channel_select,
    external_select,
    multi_users_select,
    radio,
    select,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.inputs import labelled
from rituals.messages.opened import Opened
from rituals.messages.surveys.records import FORM
from storage.surveys import About, Survey, Timing

# Names of the inputs: block and action carry the same, and errors come back by it.
KIND = "surveys.kind"
RELEASE = "surveys.release"
NAME = "surveys.name"
MEMBERS = "surveys.members"
GROUP = "surveys.group"
PEOPLE = "surveys.people"
CHANNEL = "surveys.channel"
OPEN_DAYS = "surveys.open_days"
TIMING = "surveys.timing"
AFTER_DAYS = "surveys.after_days"
EVERY = "surveys.every"

NAME_LIMIT = 150
OPEN_FOR = (1, 3, 5, 10)  # working days
USUALLY_OPEN = 5
AFTER = (7, 14, 30)  # days
USUALLY_AFTER = 14
AGAIN = (3, 6, 12)  # months


@dataclass(frozen=True)
class Draft:
    """What a form begins with: a survey, or nothing yet."""

    survey: Survey | None
    release: Option | None
    group: Option | None
    people: Sequence[str]  # Slack's user ids
    channel: str | None


def form(texts: Texts, draft: Draft) -> View:
    """A new survey, or a draft to be changed."""
    survey = draft.survey
    opened = Opened.of(survey)
    return View(
        FORM,
        texts.plain("surveys.new" if survey is None else "surveys.edit_title"),
        (*_what(texts, draft), *_who(texts, draft), *_when(texts, draft)),
        texts.plain("forms.cancel"),
        submit=texts.plain("surveys.keep_draft"),
        memory=opened.written(),
    )


def _what(texts: Texts, draft: Draft) -> list[Block]:
    survey = draft.survey
    kinds = [Option(texts.plain(f"surveys.kind_{kind}"), kind) for kind in About]
    chosen = survey.kind if survey else About.RELEASE
    release = external_select(RELEASE, placeholder=texts.plain("forms.choose"), chosen=draft.release)
    named = survey.name if survey and survey.kind != About.RELEASE else None
    return [
        labelled(texts, KIND, radio(KIND, kinds, chosen=chosen), needed=True),
        labelled(texts, RELEASE, release),
        labelled(texts, NAME, text_input(NAME, limit=NAME_LIMIT, value=named), hint=True),
    ]


def _who(texts: Texts, draft: Draft) -> list[Block]:
    choose = texts.plain("forms.choose")
    asked = draft.survey.audience.channel if draft.survey else None
    return [
        labelled(texts, MEMBERS, channel_select(MEMBERS, placeholder=choose, chosen=asked), hint=True),
        labelled(texts, GROUP, external_select(GROUP, placeholder=choose, chosen=draft.group)),
        labelled(texts, PEOPLE, multi_users_select(PEOPLE, placeholder=choose, chosen=draft.people)),
        labelled(
            texts,
            CHANNEL,
            channel_select(CHANNEL, placeholder=choose, chosen=draft.channel),
            needed=True,
            hint=True,
        ),
    ]


def _when(texts: Texts, draft: Draft) -> list[Block]:
    survey, choose = draft.survey, texts.plain("forms.choose")
    timings = [Option(texts.plain(f"surveys.timing_{timing}"), timing) for timing in Timing]
    days = [Option(texts.plain("surveys.days", count=number), str(number)) for number in OPEN_FOR]
    after = [Option(texts.plain("surveys.days_after", count=number), str(number)) for number in AFTER]
    again = [Option(texts.plain("surveys.months", count=number), str(number)) for number in AGAIN]
    every = str(survey.every_months) if survey and survey.every_months else None
    once = texts.plain("surveys.only_once")
    open_days = str(survey.open_days if survey else USUALLY_OPEN)
    after_days = str((survey.after_days if survey else None) or USUALLY_AFTER)
    timing = radio(TIMING, timings, chosen=survey.timing if survey else Timing.NOW)
    return [
        labelled(texts, TIMING, timing, needed=True, hint=True),
        labelled(texts, AFTER_DAYS, select(AFTER_DAYS, after, placeholder=choose, chosen=after_days)),
        labelled(
            texts, OPEN_DAYS, select(OPEN_DAYS, days, placeholder=choose, chosen=open_days), needed=True
        ),
        labelled(texts, EVERY, select(EVERY, again, placeholder=once, chosen=every), hint=True),
    ]
