"""The form of a digest: one's own, or a channel's; and the word why one was useful or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kit.blocks import (
    Block,
    Option,
    actions,
    button,
    channel_select,
    confirm,
    context,
    external_select,
    input_block,
    multi_external_select,
    multi_select,
    radio,
    section,
    select,
    text_input,
    time_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import LANGUAGES, Texts
from rituals.messages.digest.posting import STOP
from rituals.messages.digest.records import SECTIONS
from rituals.signals.kinds import Kind

MINE = "digest.mine"
OFFICIAL = "digest.official"
WHY = "digest.why"
SAY_WHY = "digest.say_why"
NEW = "digest.new"
EDIT = "digest.edit"
DELETE = "digest.delete"

FREQUENCY = "digest.frequency"
WEEKDAY = "digest.weekday"
AT = "digest.at"
ZONE = "digest.zone"
CHANNEL = "digest.channel"
LANGUAGE = "digest.language"
STYLE = "digest.style"
AREAS = "digest.areas"
THEMES = "digest.themes"
KINDS = "digest.kinds"
CHOSEN = "digest.sections"
WORDS = "digest.words"

FREQUENCIES = ("weekly", "biweekly", "monthly")
AS_IT_IS = "as_it_is"  # a schedule that this form can't say, made on the ritual's own page
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STYLES = ("full", "executive")
AREAS_SHOWN = 100
WORDS_LIMIT = 500


@dataclass(frozen=True)
class Filled:
    """What the form shows. `channel` and `language` are for a channel's digest; `next_due` for one that is there."""

    frequency: str = "weekly"
    weekday: str = "MO"
    at: str = "09:00"
    zone: str = "Europe/Paris"
    areas: tuple[str, ...] = ()
    themes: tuple[Option, ...] = ()
    kinds: tuple[str, ...] = ()
    sections: tuple[str, ...] = SECTIONS
    style: str = "full"
    channel: str | None = None
    language: str | None = None
    ritual: str = ""
    next_due: datetime | None = None


def my_form(texts: Texts, filled: Filled, areas: Sequence[Option]) -> View:
    """One's own digest, by direct message."""
    blocks: list[Block] = [section(texts.mrkdwn("digest.mine_means"))]
    if filled.ritual:
        ask = confirm(
            texts.plain("digest.stop_mine"),
            texts.plain("digest.stop_asked"),
            texts.plain("digest.stop_mine"),
            texts.plain("forms.cancel"),
        )
        blocks.append(actions(button(texts.plain("digest.stop_mine"), STOP, confirm=ask)))
    blocks += [*_next(texts, filled), *_when(texts, filled), *_what(texts, filled, areas)]
    return View(
        MINE,
        texts.plain("digest.mine_title"),
        tuple(blocks),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save" if filled.ritual else "digest.subscribe"),
        memory=filled.ritual,
    )


def official_form(texts: Texts, filled: Filled, areas: Sequence[Option]) -> View:
    """A channel's digest, for who steers rituals."""
    languages = [Option(texts.plain(f"setup.in_{language}"), language) for language in LANGUAGES]
    styles = [Option(texts.plain(f"digest.style_{style}"), style) for style in STYLES]
    return View(
        OFFICIAL,
        texts.plain("digest.official_title"),
        (
            *_next(texts, filled),
            input_block(
                CHANNEL,
                texts.plain("digest.form_channel"),
                channel_select(CHANNEL, placeholder=texts.plain("forms.choose"), chosen=filled.channel),
                hint=texts.plain("reviews.form_channel_hint"),
                optional=False,
            ),
            input_block(
                LANGUAGE,
                texts.plain("digest.form_language"),
                select(
                    LANGUAGE,
                    languages,
                    placeholder=texts.plain("digest.form_language_channels"),
                    chosen=filled.language,
                ),
            ),
            input_block(STYLE, texts.plain("digest.form_style"), radio(STYLE, styles, chosen=filled.style)),
            *_when(texts, filled),
            *_what(texts, filled, areas),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=filled.ritual,
    )


def kept(texts: Texts, next_due: datetime | None, *, mine: bool) -> View:
    """After the form: when the next one comes."""
    title = texts.plain("digest.mine_title" if mine else "digest.official_title")
    when = texts.slack_moment(next_due) if next_due else texts.mrkdwn("digest.no_next")
    key = "digest.kept_mine" if mine else "digest.kept"
    return View("digest.kept", title, (section(texts.mrkdwn(key, when=when)),), texts.plain("forms.close"))


def stopped(texts: Texts, *, command: str) -> Message:
    words = texts.mrkdwn("digest.stopped", command=command)
    return Message(words, (section(words),))


def stopped_page(texts: Texts, *, command: str) -> View:
    return View(
        "digest.kept",
        texts.plain("digest.mine_title"),
        stopped(texts, command=command).blocks,
        texts.plain("forms.close"),
    )


def thanks(texts: Texts, run: str, *, useful: bool) -> Message:
    """After a click on *Useful* or *Not really*, with room for a word why."""
    words = texts.mrkdwn("digest.thanks_useful" if useful else "digest.thanks_not")
    return Message(words, (section(words), actions(button(texts.plain("digest.say_why"), SAY_WHY, run))))


def why_form(texts: Texts, run: str) -> View:
    return View(
        WHY,
        texts.plain("digest.say_why"),
        (
            input_block(
                WORDS,
                texts.plain("digest.form_why"),
                text_input(WORDS, multiline=True, limit=WORDS_LIMIT),
                hint=texts.plain("digest.form_why_hint"),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("reviews.send"),
        memory=run,
    )


def why_kept(texts: Texts) -> View:
    words = texts.mrkdwn("digest.why_kept")
    return View("digest.kept", texts.plain("digest.say_why"), (section(words),), texts.plain("forms.close"))


def _next(texts: Texts, filled: Filled) -> list[Block]:
    if filled.next_due is None:
        return []
    return [context(texts.mrkdwn("digest.next_due", when=texts.slack_moment(filled.next_due)))]


def _when(texts: Texts, filled: Filled) -> list[Block]:
    known = (*FREQUENCIES, AS_IT_IS) if filled.frequency == AS_IT_IS else FREQUENCIES
    frequencies = [Option(texts.plain(f"digest.frequency_{name}"), name) for name in known]
    weekdays = [Option(texts.plain(f"digest.weekday_{day.lower()}"), day) for day in WEEKDAYS]
    return [
        input_block(
            FREQUENCY,
            texts.plain("digest.form_frequency"),
            select(
                FREQUENCY,
                frequencies,
                placeholder=texts.plain("forms.choose"),
                chosen=filled.frequency,
            ),
            optional=False,
        ),
        input_block(
            WEEKDAY,
            texts.plain("digest.form_weekday"),
            select(WEEKDAY, weekdays, placeholder=texts.plain("forms.choose"), chosen=filled.weekday),
            optional=False,
        ),
        input_block(AT, texts.plain("digest.form_at"), time_input(AT, value=filled.at), optional=False),
        input_block(
            ZONE,
            texts.plain("digest.form_zone"),
            external_select(
                ZONE,
                placeholder=texts.plain("setup.form_zone_example"),
                chosen=Option(filled.zone, filled.zone),
                min_query_length=1,
            ),
            optional=False,
        ),
    ]


def _what(texts: Texts, filled: Filled, areas: Sequence[Option]) -> list[Block]:
    kinds = [Option(texts.plain(f"kinds.{kind}"), kind.value) for kind in Kind]
    sections = [Option(texts.plain(f"digest.section_{name}"), name) for name in SECTIONS]
    everything = texts.plain("digest.form_everything")
    blocks = []
    if areas:
        chosen = multi_select(AREAS, areas[:AREAS_SHOWN], placeholder=everything, chosen=filled.areas)
        blocks.append(input_block(AREAS, texts.plain("digest.form_areas"), chosen))
    return [
        *blocks,
        input_block(
            THEMES,
            texts.plain("digest.form_themes"),
            multi_external_select(THEMES, placeholder=everything, chosen=filled.themes),
        ),
        input_block(
            KINDS,
            texts.plain("digest.form_kinds"),
            multi_select(KINDS, kinds, placeholder=everything, chosen=filled.kinds),
        ),
        input_block(
            CHOSEN,
            texts.plain("digest.form_sections"),
            multi_select(CHOSEN, sections, placeholder=everything, chosen=filled.sections),
            hint=texts.plain("digest.form_sections_hint"),
        ),
    ]
