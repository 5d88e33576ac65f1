"""How the roadmap looks: the board, one column of it, and an item with its evidence. All in one person's modal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.kit.blocks import (
    BUTTON_LIMIT,
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    display,
    divider,
    escape,
    header,
    paragraph,
    quote,
    section,
    shorten,
)
from bot.kit.message import Message, View
from bot.kit.money import Money, amounts
from bot.kit.texts import Texts
from rituals.messages import polls as poll_looks
from rituals.messages.demos import shown_at
from rituals.messages.history import history_button
from rituals.messages.signals import headline
from rituals.roadmap.score import Score
from storage.demos import Demo
from storage.roadmap import Evidence, Item, Place
from storage.signals import Signal

OPEN = "roadmap.open"
BOARD = "roadmap.board"
COLUMN = "roadmap.column"
BEFORE = "roadmap.column_before"
AFTER = "roadmap.column_after"
CLOSED = {Place.SHIPPED: "roadmap.column_shipped", Place.DECLINED: "roadmap.column_declined"}
COLUMNS = (COLUMN, BEFORE, AFTER, *CLOSED.values())  # all lead to a page of a column, named by their value
ADD = "roadmap.add"
EDIT = "roadmap.edit"
MOVE = "roadmap.move"
LINK = "roadmap.link"
FOLLOW = "roadmap.follow"
UNFOLLOW = "roadmap.unfollow"
UP = "roadmap.up"
DOWN = "roadmap.down"

COLUMN_SHOWN = 15  # on the board; with a heading for each area the modal still has room for three columns
PAGE = 25
QUOTE_SHOWN = 400
OTHERS_SHOWN = 20

# Why an item waits or is declined: to be chosen, where nobody wants to write. Stored and exported, they never change.
REASONS = ("others_first", "too_few", "something_else", "does_not_fit")


@dataclass(frozen=True)
class Line:
    """An item as a list shows it."""

    item: Item
    evidence: Evidence
    score: Score


@dataclass(frozen=True)
class Column:
    """One column, or a page of it, in the order of its items. `count`: all that stand in it."""

    place: Place
    lines: Sequence[Line]
    count: int
    page: int = 0


@dataclass(frozen=True)
class Page:
    """An item as one person sees it: their eyes, their follow button."""

    item: Item
    evidence: Evidence
    field: Evidence  # apart: what marketing, sales and all others brought
    product: Evidence  # and what product's own people noted
    score: Score
    quotes: Sequence[Signal]
    signal_refs: Sequence[str]
    followers: Sequence[str]
    follows: bool
    can_rise: bool
    can_sink: bool
    currency: str
    release: str | None = None  # the reference of what shipped it
    polls: Sequence[poll_looks.Seen] = ()  # that ask about it
    may_ask: bool = False  # in a poll
    shown: Sequence[Demo] = ()  # where it was shown


def board(texts: Texts, columns: Sequence[Column], counts: Mapping[str, int], *, currency: str) -> View:
    """Now, next and later; shipped and declined stand behind buttons with their number."""
    blocks: list[Block] = []
    for column in columns:
        blocks.append(header(_place_and_count(texts, column)))
        blocks += _lines(texts, column, currency) or [context(texts.mrkdwn("roadmap.empty_column"))]
        if column.count > len(column.lines):
            label = texts.plain("roadmap.show_all", number=column.count)
            blocks.append(actions(button(label, COLUMN, f"{column.place} 0")))
    blocks += [divider(), actions(*_board_buttons(texts, counts))]
    return View("roadmap.seen", texts.plain("roadmap.title"), tuple(blocks), texts.plain("forms.close"))


def one_column(texts: Texts, column: Column, *, currency: str) -> View:
    """All of a column, a page at a time."""
    blocks: list[Block] = [header(_place_and_count(texts, column))]
    blocks += _lines(texts, column, currency) or [context(texts.mrkdwn("roadmap.empty_column"))]
    turn = [button(texts.plain("roadmap.back"), BOARD)]
    if column.page:
        turn.append(button(texts.plain("roadmap.page_before"), BEFORE, f"{column.place} {column.page - 1}"))
    if column.count > (column.page + 1) * PAGE:
        turn.append(button(texts.plain("roadmap.page_after"), AFTER, f"{column.place} {column.page + 1}"))
    blocks.append(actions(*turn))
    return View("roadmap.seen", texts.plain("roadmap.title"), tuple(blocks), texts.plain("forms.close"))


def item_page(texts: Texts, page: Page) -> View:
    """An item, why it stands where it stands, and what can be done about it."""
    item = page.item
    blocks: list[Block] = [section(bold(item.title)), context(_standing(texts, page))]
    if item.details:
        blocks.append(paragraph(display(item.details)))
    if why := reason(texts, item):
        blocks.append(section(texts.mrkdwn("roadmap.reason", reason=why)))
    blocks += [section(_both_sides(texts, page)), context(_score(texts, page))]
    for signal in page.quotes:
        blocks += [context(headline(texts, signal)), quote(display(signal.verbatim), limit=QUOTE_SHOWN)]
    blocks += _behind(texts, page)
    if page.followers:
        names = texts.listing([shorten(name, 40) for name in page.followers[:OTHERS_SHOWN]])
        blocks.append(context(texts.mrkdwn("roadmap.followed_by", names=names, count=len(page.followers))))
    blocks += [*poll_looks.about_item(texts, page.polls, item.id), *shown_at(texts, page.shown)]
    blocks += [actions(*_item_buttons(texts, page)), actions(*_order_buttons(texts, page))]
    return View("roadmap.item", item.ref, tuple(blocks), texts.plain("forms.close"), memory=item.id)


def linked(texts: Texts, item: Item, signal: Signal, *, already: bool) -> Message:
    """The answer to `/roadmap I-7 S-12`."""
    key = "roadmap.already_linked" if already else "roadmap.linked"
    words = texts.mrkdwn(key, signal=signal.ref, item=item.ref, title=item.title)
    return Message(words, (section(words), actions(_open_button(texts, item))))


def no_such(texts: Texts, *, ref: str, command: str) -> Message:
    words = texts.mrkdwn("roadmap.no_such", ref=ref, command=command)
    return Message(words, (section(words),))


def unknown(texts: Texts, *, typed: str, command: str) -> Message:
    words = texts.mrkdwn("roadmap.unknown_word", typed=shorten(typed, 100), command=command)
    return Message(words, (section(words),))


def reason(texts: Texts, item: Item) -> str | None:
    """Why it waits or is declined, in words: written ones as they are, chosen ones in the reader's language."""
    if item.reason_words:
        return item.reason_words
    return texts.plain(f"roadmap.reason_{item.reason}") if item.reason else None


def evidence_of(texts: Texts, evidence: Evidence, currency: str) -> Mrkdwn:
    """5 signals (1 restricted) · 3 accounts · 310,000 € · $40,000 · 1 dealbreaker"""
    if not evidence.signals:
        return texts.mrkdwn("roadmap.no_evidence")
    parts: list[str] = [texts.plain("roadmap.signals", count=evidence.signals)]
    if evidence.hidden:
        parts[0] += " " + texts.plain("roadmap.hidden", count=evidence.hidden)
    if evidence.accounts:
        parts.append(texts.plain("roadmap.accounts", count=evidence.accounts))
    parts += map(texts.money, amounts(evidence.revenue, currency))
    if evidence.dealbreakers:
        parts.append(texts.plain("roadmap.dealbreakers", count=evidence.dealbreakers))
    return Mrkdwn.join_all(" · ", parts)


def _lines(texts: Texts, column: Column, currency: str) -> list[Block]:
    """The items, under a heading for each area where there are areas; those without one come last."""
    blocks: list[Block] = []
    by_area = sorted(column.lines, key=lambda line: (line.item.area is None, line.item.area or ""))
    for area, lines in groupby(by_area, key=lambda line: line.item.area):
        if area or blocks:
            blocks.append(context(bold(area or texts.plain("roadmap.no_area"))))
        blocks += [_line(texts, line, currency) for line in lines]
    return blocks


def _line(texts: Texts, line: Line, currency: str) -> Block:
    item = line.item
    first = [bold(item.ref), item.title]
    if item.owner_name:
        first.append(item.owner_name)
    second = [evidence_of(texts, line.evidence, currency)]
    if line.evidence.signals:
        second.append(texts.mrkdwn("roadmap.score", total=line.score.total))
    words = Mrkdwn.join_all("\n", [Mrkdwn.join_all(" · ", first), Mrkdwn.join_all(" · ", second)])
    return section(words, accessory=_open_button(texts, item))


def _open_button(texts: Texts, item: Item) -> Block:
    describe = shorten(texts.plain("roadmap.open_ref", ref=item.ref, title=item.title), BUTTON_LIMIT)
    return button(texts.plain("roadmap.open"), OPEN, item.id, describe=describe)


def _place_and_count(texts: Texts, column: Column) -> str:
    return f"{texts.plain(f'roadmap.place_{column.place}')} ({texts.number(column.count)})"


def _board_buttons(texts: Texts, counts: Mapping[str, int]) -> list[Block]:
    closed = [
        button(
            f"{texts.plain(f'roadmap.place_{place}')} ({texts.number(counts.get(place, 0))})",
            action_id,
            f"{place} 0",
        )
        for place, action_id in CLOSED.items()
    ]
    return [button(texts.plain("roadmap.add"), ADD, style="primary"), poll_looks.all_polls(texts), *closed]


def _standing(texts: Texts, page: Page) -> Mrkdwn:
    """Next · Access · Claire Fontanel · R-4"""
    item = page.item
    parts: list[str] = [texts.plain(f"roadmap.place_{item.place}")]
    parts += [part for part in (item.area, item.owner_name) if part]
    if page.release:
        parts.append(texts.plain("roadmap.shipped_by", ref=page.release))
    return Mrkdwn.join_all(" · ", parts)


def _both_sides(texts: Texts, page: Page) -> Mrkdwn:
    """The evidence in all, then marketing's and product's, since the two often tell different stories."""
    lines = [evidence_of(texts, page.evidence, page.currency)]
    if page.field.signals and page.product.signals:
        for key, evidence in (("roadmap.of_field", page.field), ("roadmap.of_product", page.product)):
            lines.append(texts.mrkdwn(key, evidence=evidence_of(texts, evidence, page.currency)))
    elif page.evidence.signals:
        lines.append(texts.mrkdwn("roadmap.field_alone" if page.field.signals else "roadmap.product_alone"))
    return Mrkdwn.join_all("\n", lines)


def _score(texts: Texts, page: Page) -> Mrkdwn:
    """Score 25 = 5 signals × 1 + 3 accounts × 3 + 1 dealbreaker × 5 + 6 for revenue (1 for each 10,000 €)"""
    found = page.score
    terms = [
        texts.mrkdwn(f"roadmap.score_{name}", number=getattr(page.evidence, name), weight=weight)
        for name, weight in (
            ("signals", found.weights.signal),
            ("accounts", found.weights.account),
            ("dealbreakers", found.weights.dealbreaker),
        )
        if weight
    ]
    if found.weights.revenue_step:
        step = Money.of(found.weights.revenue_step, page.currency)
        terms.append(texts.mrkdwn("roadmap.score_revenue", points=found.revenue, step=step))
    total = texts.mrkdwn("roadmap.score", total=found.total)
    return Mrkdwn.join_all(" = ", [total, Mrkdwn.join_all(" + ", terms)]) if terms else total


def _behind(texts: Texts, page: Page) -> list[Block]:
    """The references of all signals that the reader may read."""
    if not page.signal_refs:
        return []
    refs = ", ".join(page.signal_refs[:OTHERS_SHOWN])
    if len(page.signal_refs) > OTHERS_SHOWN:
        refs += "…"
    return [context(texts.mrkdwn("roadmap.behind", refs=refs))]


def _item_buttons(texts: Texts, page: Page) -> list[Block]:
    item = page.item
    follow = ("roadmap.unfollow", UNFOLLOW) if page.follows else ("roadmap.follow", FOLLOW)
    return [
        button(texts.plain("roadmap.edit"), EDIT, item.id),
        button(texts.plain("roadmap.move"), MOVE, item.id),
        button(texts.plain("roadmap.link"), LINK, item.id),
        button(texts.plain(follow[0]), follow[1], item.id),
        history_button(texts, item.ref),
    ]


def _order_buttons(texts: Texts, page: Page) -> list[Block]:
    buttons = [button(texts.plain("roadmap.back"), BOARD)]
    if page.can_rise:
        buttons.append(button(texts.plain("roadmap.up"), UP, page.item.id))
    if page.can_sink:
        buttons.append(button(texts.plain("roadmap.down"), DOWN, page.item.id))
    if page.may_ask:
        buttons.append(poll_looks.ask_about(texts, page.item.id))
    return buttons


def titled(item: Item) -> Mrkdwn:
    """*I-7* Single sign-on"""
    return Mrkdwn.join_all(" ", [bold(item.ref), escape(item.title)])
