"""How themes look: their list, a page at a time, with what stands behind each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, external_select, section
from bot.kit.message import View
from bot.kit.money import Money
from bot.kit.texts import Texts
from rituals.messages.proposals import OPEN as PROPOSALS
from storage.theme_board import Entry, Weight

LIST = "themes.list"
OPEN = "themes.open"
FIND = "themes.find"
OLDER = "themes.next_page"
NEWER = "themes.previous_page"

PAGE = 12


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


def board(texts: Texts, found: Board) -> View:
    """The list, with a menu to find a theme by its name."""
    blocks: list[Block] = [section(texts.mrkdwn("themes.intro"))]
    menu = [button(texts.plain("proposals.open"), PROPOSALS)] if found.may_edit else []
    if found.lines:
        menu.append(external_select(FIND, placeholder=texts.plain("themes.find"), min_query_length=1))
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
        blocks.append(section(two_lines(texts, line, found.currency), accessory=opens))
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


def two_lines(texts: Texts, line: Line, currency: str) -> Mrkdwn:
    """*#sso* · Access · @Claire, and below it what stands behind."""
    theme = line.theme
    first: list[str] = [bold(f"#{theme.label}")]
    first.append(theme.area or texts.plain("themes.no_area"))
    if theme.answers:
        first.append(_person(theme.answers))
    return Mrkdwn.join_all("\n", [Mrkdwn.join_all(" · ", first), weight_of(texts, line.weight, currency)])


def _foot(texts: Texts, found: Board) -> list[Block]:
    shown = []
    if found.number:
        shown.append(button(texts.plain("themes.previous_page"), NEWER))
    if found.more:
        shown.append(button(texts.plain("themes.next_page"), OLDER))
    return [actions(*shown)] if shown else []


def _person(person: str) -> Mrkdwn:
    return Mrkdwn(f"<@{person.partition(':')[2]}>")
