"""The forms of the roadmap: a new item or a change of one, moving it, linking a signal."""

from collections.abc import Sequence

from bot.kit.blocks import (
    Block,
    Option,
    context,
    external_select,
    input_block,
    section,
    select,
    text_input,
    user_select,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.opened import Opened
from rituals.messages.roadmap import REASONS, titled
from storage.areas import Area
from storage.roadmap import OPEN, Item, Place

ADDED = "roadmap.added"
CHANGED = "roadmap.changed"
MOVED = "roadmap.moved"
LINKED = "roadmap.linked"

# Names of the inputs: block and action carry the same, and errors come back by it.
TITLE = "roadmap.item_title"
DETAILS = "roadmap.details"
PLACE = "roadmap.place"
OWNER = "roadmap.owner"
AREA = "roadmap.area"
REASON = "roadmap.reason"
WORDS = "roadmap.reason_words"
SIGNAL = "roadmap.signal"

TITLE_LIMIT = 150
WORDS_LIMIT = 1000
AREAS_SHOWN = 100  # as many as a menu holds


def add_form(texts: Texts, areas: Sequence[Area]) -> View:
    """A new item: its title is all that must be there."""
    places = [Option(texts.plain(f"roadmap.place_{place}"), place) for place in OPEN]
    column = input_block(
        PLACE,
        texts.plain("roadmap.form_place"),
        select(PLACE, places, placeholder=texts.plain("forms.choose"), chosen=Place.NEXT),
        optional=False,
    )
    return View(
        ADDED,
        texts.plain("roadmap.add_title"),
        (*_fields(texts, None, areas), column),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
    )


def change_form(texts: Texts, item: Item, areas: Sequence[Area]) -> View:
    return View(
        CHANGED,
        texts.plain("roadmap.change_title", ref=item.ref),
        tuple(_fields(texts, item, areas)),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=Opened.of(item).written(),
    )


def move_form(texts: Texts, item: Item) -> View:
    """Where to, and why: `later` and `declined` always carry a reason."""
    choose = texts.plain("forms.choose")
    places = [
        Option(texts.plain(f"roadmap.place_{place}"), place)
        for place in (*OPEN, Place.DECLINED)
        if place != item.place
    ]
    reasons = [Option(texts.plain(f"roadmap.reason_{reason}"), reason) for reason in REASONS]
    return View(
        MOVED,
        texts.plain("roadmap.move_title", ref=item.ref),
        (
            section(titled(item)),
            context(texts.mrkdwn("roadmap.stands_in", place=texts.plain(f"roadmap.place_{item.place}"))),
            input_block(
                PLACE,
                texts.plain("roadmap.form_to"),
                select(PLACE, places, placeholder=choose),
                optional=False,
            ),
            input_block(
                REASON,
                texts.plain("roadmap.form_reason"),
                select(REASON, reasons, placeholder=choose),
                hint=texts.plain("roadmap.form_reason_hint"),
            ),
            input_block(
                WORDS,
                texts.plain("roadmap.form_words"),
                text_input(WORDS, multiline=True, limit=WORDS_LIMIT),
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("roadmap.move"),
        memory=Opened.of(item).written(),
    )


def link_form(texts: Texts, item: Item) -> View:
    return View(
        LINKED,
        texts.plain("roadmap.link_title", ref=item.ref),
        (
            section(titled(item)),
            input_block(
                SIGNAL,
                texts.plain("roadmap.form_signal"),
                external_select(SIGNAL, placeholder=texts.plain("roadmap.form_signal_example")),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("roadmap.link"),
        memory=Opened.of(item).written(),
    )


def _fields(texts: Texts, item: Item | None, areas: Sequence[Area]) -> list[Block]:
    choose = texts.plain("forms.choose")
    blocks = [
        input_block(
            TITLE,
            texts.plain("roadmap.form_title"),
            text_input(
                TITLE,
                limit=TITLE_LIMIT,
                value=item.title if item else None,
                placeholder=texts.plain("roadmap.form_title_example"),
            ),
            optional=False,
        ),
        input_block(
            DETAILS,
            texts.plain("roadmap.form_details"),
            text_input(DETAILS, multiline=True, value=item.details if item else None),
        ),
        input_block(
            OWNER,
            texts.plain("roadmap.form_owner"),
            user_select(
                OWNER,
                placeholder=choose,
                chosen=item.owner.partition(":")[2] if item and item.owner else None,
            ),
        ),
    ]
    if areas:
        options = [Option(area.name, area.id) for area in areas[:AREAS_SHOWN]]
        menu = select(AREA, options, placeholder=choose, chosen=item.area_id if item else None)
        blocks.append(input_block(AREA, texts.plain("roadmap.form_area"), menu))
    return blocks
