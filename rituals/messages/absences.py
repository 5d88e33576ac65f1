"""How being away looks: the form, and the answers."""

from collections.abc import Mapping
from datetime import date

from bot.kit.blocks import Mrkdwn, date_input, input_block, section, user_select
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from storage.absences import Absence

FORM = "absences.form"
UNTIL = "absences.until"
DELEGATE = "absences.delegate"


def form(texts: Texts) -> View:
    """Until when, and who stands in."""
    return View(
        FORM,
        texts.plain("absences.title"),
        (
            input_block(UNTIL, texts.plain("absences.until"), date_input(UNTIL), optional=False),
            input_block(
                DELEGATE,
                texts.plain("absences.delegate"),
                user_select(DELEGATE, placeholder=texts.plain("launches.form_somebody")),
                hint=texts.plain("absences.delegate_hint"),
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
    )


def away(texts: Texts, until: date, delegate: str | None, *, command: str) -> Message:
    """It is noted, and what it changes."""
    key = "absences.away_with" if delegate else "absences.away"
    words = texts.mrkdwn(key, day=texts.day(until), who=delegate or "", command=command)
    return Message(words, (section(words),))


def away_page(texts: Texts, until: date, delegate: str | None, *, command: str) -> View:
    blocks = away(texts, until, delegate, command=command).blocks
    return View(FORM + "_done", texts.plain("absences.title"), blocks, texts.plain("forms.close"))


def back(texts: Texts, *, was_away: bool) -> Message:
    words = texts.mrkdwn("absences.back" if was_away else "absences.was_there")
    return Message(words, (section(words),))


def not_understood(texts: Texts, *, command: str) -> Message:
    words = texts.mrkdwn("absences.not_understood", command=command)
    return Message(words, (section(words),))


def is_away(texts: Texts, person: str, absence: Absence, names: Mapping[str, str]) -> Mrkdwn:
    """Until when somebody is away, and who stands in."""
    return texts.mrkdwn(
        "absences.until_day_with" if absence.delegate else "absences.until_day",
        who=names.get(person, "?"),
        day=texts.day(absence.until_on),
        delegate=names.get(absence.delegate or "", "?"),
    )
