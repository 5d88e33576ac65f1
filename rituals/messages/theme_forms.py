"""How one theme looks: what stands behind it, all its names, the form to change it, and the one to merge it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from bot.kit.blocks import (
    Block,
    Option,
    actions,
    button,
    checkboxes,
    context,
    display,
    divider,
    external_select,
    input_block,
    quote,
    section,
    select,
    text_input,
    user_select,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.signals import headline
from rituals.messages.themes import Line, two_lines
from storage.areas import Area
from storage.merging import Merge
from storage.signals import Signal

FORM = "themes.form"
MERGING = "themes.merging"
MERGE = "themes.merge"
UNDO = "themes.undo"

# Names of the inputs: block and action carry the same, and errors come back by it.
LABEL = "themes.label"
SYNONYMS = "themes.synonyms"
OWNER = "themes.owner"
LEAVE = "themes.leave_to_area"
AREA = "themes.area"
OTHER = "themes.other"

NO_AREA = "none"
AREAS_SHOWN = 99  # a select takes a hundred, one of which is no area
LABEL_LENGTH = 80
SYNONYMS_LIMIT = 20
QUOTE_SHOWN = 300


@dataclass(frozen=True)
class Absorbed:
    """A theme that leads to another, by its label."""

    merge: Merge
    label: str


@dataclass(frozen=True)
class Page:
    """A theme as one person sees it."""

    line: Line
    synonyms: Sequence[str]
    absorbed: Sequence[Absorbed]
    quotes: Sequence[Signal]
    areas: Sequence[Area]
    may_edit: bool
    currency: str


@dataclass(frozen=True)
class Opened:
    """What a theme's form remembers: what it showed, and the page of the list under it, if there is one."""

    theme: str
    label: str
    synonyms: Sequence[str]
    owner: str | None
    area: str | None
    under: int | None

    @classmethod
    def of(cls, page: Page, under: int | None) -> Self:
        theme = page.line.theme
        return cls(theme.id, theme.label, tuple(page.synonyms), theme.owner, theme.area_id, under)

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, memory: str) -> Self:
        return cls(**json.loads(memory))


def page(texts: Texts, found: Page, under: int | None = None) -> View:
    """One theme: what stands behind it, its newest words and, for whoever may, the form to change it."""
    theme = found.line.theme
    blocks: list[Block] = [section(two_lines(texts, found.line, found.currency))]
    if found.synonyms and not found.may_edit:
        names = texts.listing([f"#{label}" for label in found.synonyms])
        blocks.append(context(texts.mrkdwn("themes.also", names=names)))
    for one in found.absorbed:
        name = f"#{one.label}"
        told = texts.mrkdwn("themes.absorbed", theme=name, when=texts.slack_moment(one.merge.at))
        describe = texts.plain("themes.undo_named", theme=name)
        undo = button(texts.plain("themes.undo"), UNDO, one.merge.id, describe=describe)
        blocks.append(section(told, accessory=undo if found.may_edit else None))
    for signal in found.quotes:
        blocks += [context(headline(texts, signal)), quote(display(signal.verbatim), limit=QUOTE_SHOWN)]
    if found.may_edit:
        merge = button(texts.plain("themes.merge"), MERGE, theme.id, describe=f"#{theme.label}")
        blocks += [actions(merge), divider(), *_inputs(texts, found)]
    return View(
        FORM,
        f"#{theme.label}",
        tuple(blocks),
        texts.plain("forms.cancel" if found.may_edit else "forms.close"),
        submit=texts.plain("forms.save") if found.may_edit else None,
        memory=Opened.of(found, under).written(),
    )


def merge_form(texts: Texts, found: Page) -> View:
    """Which theme is the same, and stays?"""
    theme = found.line.theme
    other = input_block(
        OTHER,
        texts.plain("themes.form_other"),
        external_select(OTHER, placeholder=texts.plain("themes.find"), min_query_length=1),
        hint=texts.plain("themes.form_other_hint"),
        optional=False,
    )
    return View(
        MERGING,
        texts.plain("themes.merge_title"),
        (section(texts.mrkdwn("themes.merge_intro", theme=f"#{theme.label}")), other),
        texts.plain("forms.cancel"),
        submit=texts.plain("themes.form_merge"),
        memory=theme.id,
    )


def _inputs(texts: Texts, found: Page) -> list[Block]:
    theme = found.line.theme
    choose = texts.plain("forms.choose")
    inputs = [
        input_block(
            LABEL,
            texts.plain("themes.form_label"),
            text_input(LABEL, limit=LABEL_LENGTH, value=theme.label),
            hint=texts.plain("themes.form_label_hint"),
            optional=False,
        ),
        input_block(
            SYNONYMS,
            texts.plain("themes.form_synonyms"),
            text_input(SYNONYMS, limit=2000, value=" ".join(f"#{label}" for label in found.synonyms)),
            hint=texts.plain("themes.form_synonyms_hint"),
        ),
        input_block(
            OWNER,
            texts.plain("themes.form_owner"),
            user_select(
                OWNER, placeholder=choose, chosen=theme.owner.partition(":")[2] if theme.owner else None
            ),
            hint=texts.plain("themes.form_owner_hint"),
        ),
    ]
    if theme.owner:  # Slack's menu of people can't be emptied again
        leave = checkboxes(LEAVE, [Option(texts.plain("themes.form_leave"), LEAVE)])
        inputs.append(input_block(LEAVE, texts.plain("themes.form_or"), leave))
    if found.areas:
        none = Option(texts.plain("themes.no_area"), NO_AREA)
        options = [none, *(Option(area.name, area.id) for area in found.areas[:AREAS_SHOWN])]
        area = select(AREA, options, placeholder=choose, chosen=theme.area_id or NO_AREA)
        inputs.append(input_block(AREA, texts.plain("themes.form_area"), area, optional=False))
    return inputs
