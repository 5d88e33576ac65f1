"""How themes look: their list, a page at a time, and one of them with what can be changed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    bold,
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
from bot.kit.money import Money
from bot.kit.texts import Texts
from rituals.messages.proposals import OPEN as PROPOSALS
from rituals.messages.signals import headline
from storage.areas import Area
from storage.signals import Signal
from storage.theme_board import Entry, Weight

LIST = "themes.list"
FORM = "themes.form"
OPEN = "themes.open"
FIND = "themes.find"
OLDER = "themes.next_page"
NEWER = "themes.previous_page"

# Names of the inputs: block and action carry the same, and errors come back by it.
LABEL = "themes.label"
OWNER = "themes.owner"
LEAVE = "themes.leave_to_area"
AREA = "themes.area"

NO_AREA = "none"
PAGE = 12
AREAS_SHOWN = 99  # a select takes a hundred, one of which is no area
LABEL_LENGTH = 80
QUOTE_SHOWN = 300


@dataclass(frozen=True)
class Line:
    """A theme, and what stands behind it for this reader."""

    theme: Entry
    weight: Weight


@dataclass(frozen=True)
class Board:
    """A page of themes; `count` is how many there are in all."""

    lines: Sequence[Line]
    number: int
    count: int
    more: bool
    may_edit: bool
    currency: str


@dataclass(frozen=True)
class Opened:
    """A theme as one person sees it."""

    line: Line
    quotes: Sequence[Signal]
    areas: Sequence[Area]
    may_edit: bool
    currency: str


def board(texts: Texts, found: Board) -> View:
    """The list, with a menu to find a theme by its name."""
    blocks: list[Block] = [section(texts.mrkdwn("themes.intro"))]
    menu = [external_select(FIND, placeholder=texts.plain("themes.find"))] if found.lines else []
    if found.may_edit:
        menu.append(button(texts.plain("proposals.open"), PROPOSALS))
    if menu:
        blocks.append(actions(*menu))
    for line in found.lines:
        name = f"#{line.theme.label}"
        opens = button(
            texts.plain("themes.open"),
            OPEN,
            line.theme.id,
            describe=texts.plain("themes.open_named", theme=name),
        )
        blocks.append(section(_two_lines(texts, line, found.currency), accessory=opens))
    if not found.lines:
        blocks.append(section(texts.mrkdwn("themes.none")))
    blocks += _foot(texts, found)
    return View(
        LIST,
        texts.plain("themes.title"),
        tuple(blocks),
        texts.plain("forms.close"),
        memory=str(found.number),
    )


@dataclass(frozen=True)
class Memory:
    """What a theme's form remembers: the theme, and the page of the list under it, if there is one."""

    theme: str
    under: int | None = None

    def value(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, value: str) -> Self:
        return cls(**json.loads(value))


def opened(texts: Texts, found: Opened, under: int | None = None) -> View:
    """One theme: what stands behind it, its newest words and, for whoever may, the form to change it."""
    blocks: list[Block] = [section(_two_lines(texts, found.line, found.currency))]
    for signal in found.quotes:
        blocks += [context(headline(texts, signal)), quote(display(signal.verbatim), limit=QUOTE_SHOWN)]
    if found.may_edit:
        blocks += [divider(), *_inputs(texts, found)]
    return View(
        FORM,
        f"#{found.line.theme.label}",
        tuple(blocks),
        texts.plain("forms.cancel" if found.may_edit else "forms.close"),
        submit=texts.plain("forms.save") if found.may_edit else None,
        memory=Memory(found.line.theme.id, under).value(),
    )


def weight_of(texts: Texts, weight: Weight, currency: str) -> Mrkdwn:
    """12 signals · 5 accounts · €310,000 and $40,000 a year"""
    if not weight.signals:
        return texts.mrkdwn("themes.no_signal")
    parts: list[str] = [texts.plain("likes.signals", count=weight.signals)]
    if weight.accounts:
        parts.append(texts.plain("likes.accounts", count=weight.accounts))
    if weight.revenue:
        own_first = sorted(weight.revenue.items(), key=lambda amount: (amount[0] != currency, amount[0]))
        amounts = texts.listing([texts.money(Money(minor, code)) for code, minor in own_first])
        parts.append(texts.plain("themes.revenue", amounts=amounts))
    return Mrkdwn.join_all(" · ", parts)


def _two_lines(texts: Texts, line: Line, currency: str) -> Mrkdwn:
    """*#sso* · Access · @Claire, and below it what stands behind."""
    theme = line.theme
    first: list[str] = [bold(f"#{theme.label}")]
    first.append(theme.area or texts.plain("themes.no_area"))
    if theme.answers:
        first.append(_person(theme.answers))
    return Mrkdwn.join_all("\n", [Mrkdwn.join_all(" · ", first), weight_of(texts, line.weight, currency)])


def _inputs(texts: Texts, found: Opened) -> list[Block]:
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
            OWNER,
            texts.plain("themes.form_owner"),
            user_select(OWNER, placeholder=choose, chosen=_user(theme.owner)),
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


def _foot(texts: Texts, found: Board) -> list[Block]:
    shown = []
    if found.number:
        shown.append(button(texts.plain("themes.previous_page"), NEWER))
    if found.more:
        shown.append(button(texts.plain("themes.next_page"), OLDER))
    return [actions(*shown)] if shown else []


def _user(person: str | None) -> str | None:
    return person.partition(":")[2] if person else None


def _person(person: str) -> Mrkdwn:
    return Mrkdwn(f"<@{_user(person)}>")
