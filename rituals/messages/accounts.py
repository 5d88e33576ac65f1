"""How accounts look: a list to find one, and one of them with all its names and what can be changed."""

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
    divider,
    external_select,
    input_block,
    radio,
    section,
    select,
    shorten,
    text_input,
    user_select,
)
from bot.kit.message import View
from bot.kit.money import Money
from bot.kit.texts import Texts
from rituals.messages.signal_forms import CURRENCIES, typed
from storage.accounts import Account, Match
from storage.merging import Merge

LIST = "accounts.list"
FORM = "accounts.form"
MERGING = "accounts.merging"
OPEN = "accounts.open"
FIND = "accounts.find"
MERGE = "accounts.merge"
UNDO = "accounts.undo"

# Names of the inputs: block and action carry the same, and errors come back by it.
NAME = "accounts.name"
ALIASES = "accounts.aliases"
SEGMENT = "accounts.segment"
REVENUE = "accounts.revenue"
CURRENCY = "accounts.currency"
OWNER = "accounts.owner"
NO_OWNER = "accounts.no_owner"
OTHER = "accounts.other"
STAYS = "accounts.stays"

LISTED = 15
NAME_LENGTH = 80
ALIASES_LIMIT = 20
ALIASES_ROOM = 1200  # characters: the form remembers them, within what Slack holds
ALSO_SHOWN = 20
THIS, THE_OTHER = "this", "other"


@dataclass(frozen=True)
class Line:
    """An account in the list; `heard` is how many signals are about it, for this reader."""

    match: Match
    heard: int


@dataclass(frozen=True)
class Board:
    """What was looked for, and what was found; without words, the accounts spoken of last."""

    words: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Absorbed:
    """An account that leads to another, by its name."""

    merge: Merge
    name: str


@dataclass(frozen=True)
class Page:
    """An account as one person sees it."""

    account: Account
    aliases: Sequence[str]
    absorbed: Sequence[Absorbed]
    heard: int
    may_edit: bool
    currency: str


@dataclass(frozen=True)
class Opened:
    """What an account's form remembers: what it showed, and the words of the list under it, if there is one."""

    account: str
    name: str
    aliases: Sequence[str]
    segment: str | None
    revenue_minor: int | None
    revenue_currency: str | None
    owner: str | None
    under: str | None

    @classmethod
    def of(cls, page: Page, under: str | None) -> Self:
        account = page.account
        return cls(
            account=account.id,
            name=account.name,
            aliases=in_form(page.aliases),
            segment=account.segment,
            revenue_minor=account.revenue_minor,
            revenue_currency=account.revenue_currency,
            owner=account.owner,
            under=under,
        )

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, memory: str) -> Self:
        return cls(**json.loads(memory))


def in_form(aliases: Sequence[str]) -> tuple[str, ...]:
    """The other names that the form has room for; an import may have brought more, which stay as they are."""
    shown: list[str] = []
    for name in aliases[:ALIASES_LIMIT]:
        if len("\n".join([*shown, name])) > ALIASES_ROOM:
            break
        shown.append(name)
    return tuple(shown)


def board(texts: Texts, found: Board) -> View:
    """The list, with a menu to find an account by any of its names."""
    blocks: list[Block] = [
        section(texts.mrkdwn("accounts.intro")),
        actions(external_select(FIND, placeholder=texts.plain("accounts.find"), min_query_length=1)),
    ]
    if not found.lines:
        key = "accounts.nothing" if found.words else "accounts.none_yet"
        blocks.append(section(texts.mrkdwn(key, words=found.words)))
    elif not found.words:
        blocks.append(context(texts.mrkdwn("accounts.last")))
    for line in found.lines:
        account = line.match.account
        opens = button(
            texts.plain("accounts.open"),
            OPEN,
            account.id,
            describe=texts.plain("accounts.open_named", name=account.name),
        )
        name: Mrkdwn = bold(account.name)
        if line.match.other:
            name = name + f" ({line.match.other})"
        lines = [name, _about(texts, account, line.heard)]
        blocks.append(section(Mrkdwn.join_all("\n", lines), accessory=opens))
    return View(
        LIST, texts.plain("accounts.title"), tuple(blocks), texts.plain("forms.close"), memory=found.words
    )


def page(texts: Texts, found: Page, under: str | None = None) -> View:
    """One account: what is known of it, all its names and, for whoever may, the form to change it."""
    account = found.account
    blocks: list[Block] = [
        section(Mrkdwn.join_all("\n", [bold(account.name), _about(texts, account, found.heard)]))
    ]
    if beside := found.aliases[len(in_form(found.aliases)) if found.may_edit else 0 :]:
        blocks.append(context(_also(texts, beside)))
    for one in found.absorbed:
        told = texts.mrkdwn("accounts.absorbed", name=one.name, when=texts.slack_moment(one.merge.at))
        undo = button(
            texts.plain("accounts.undo"),
            UNDO,
            one.merge.id,
            describe=texts.plain("accounts.undo_named", name=one.name),
        )
        blocks.append(section(told, accessory=undo if found.may_edit else None))
    if found.may_edit:
        merge = button(
            texts.plain("accounts.merge"),
            MERGE,
            account.id,
            describe=texts.plain("accounts.merge_named", name=account.name),
        )
        blocks += [actions(merge), divider(), *_inputs(texts, found)]
    return View(
        FORM,
        texts.plain("accounts.page_title"),
        tuple(blocks),
        texts.plain("forms.cancel" if found.may_edit else "forms.close"),
        submit=texts.plain("forms.save") if found.may_edit else None,
        memory=Opened.of(found, under).written(),
    )


def merge_form(texts: Texts, found: Page) -> View:
    """Which account is the same, and which of the two names stays?"""
    name = found.account.name
    other = input_block(
        OTHER,
        texts.plain("accounts.form_other"),
        external_select(OTHER, placeholder=texts.plain("accounts.find"), min_query_length=1),
        optional=False,
    )
    stays = input_block(
        STAYS,
        texts.plain("accounts.form_stays"),
        radio(
            STAYS,
            [
                Option(texts.plain("accounts.stays_this", name=name), THIS),
                Option(texts.plain("accounts.stays_other"), THE_OTHER),
            ],
            chosen=THIS,
        ),
        hint=texts.plain("accounts.form_stays_hint"),
        optional=False,
    )
    return View(
        MERGING,
        texts.plain("accounts.merge_title"),
        (section(texts.mrkdwn("accounts.merge_intro", name=name)), other, stays),
        texts.plain("forms.cancel"),
        submit=texts.plain("accounts.form_merge"),
        memory=found.account.id,
    )


def _also(texts: Texts, names: Sequence[str]) -> Mrkdwn:
    """Also: Acme Holding, AKME and 12 more"""
    shown = [shorten(name, NAME_LENGTH) for name in names[:ALSO_SHOWN]]
    if more := len(names) - len(shown):
        shown.append(texts.plain("accounts.more_names", count=more))
    return texts.mrkdwn("accounts.also", names=texts.listing(shown))


def _about(texts: Texts, account: Account, heard: int) -> Mrkdwn:
    """Enterprise · €120,000 a year · @Inès · 12 signals"""
    parts: list[str] = [account.segment] if account.segment else []
    if account.revenue_minor is not None and account.revenue_currency:
        amount = texts.money(Money(account.revenue_minor, account.revenue_currency))
        parts.append(texts.plain("accounts.revenue", amount=amount))
    if account.owner:
        parts.append(Mrkdwn(f"<@{account.owner.partition(':')[2]}>"))
    parts.append(texts.plain("likes.signals", count=heard))
    return Mrkdwn.join_all(" · ", parts)


def _inputs(texts: Texts, found: Page) -> list[Block]:
    account, choose = found.account, texts.plain("forms.choose")
    revenue = None
    if account.revenue_minor is not None and account.revenue_currency:
        revenue = typed(Money(account.revenue_minor, account.revenue_currency))
    currency = account.revenue_currency or found.currency
    codes = [Option(code, code) for code in dict.fromkeys((*CURRENCIES, currency))]
    inputs = [
        input_block(
            NAME,
            texts.plain("accounts.form_name"),
            text_input(NAME, limit=NAME_LENGTH, value=account.name),
            hint=texts.plain("accounts.form_name_hint"),
            optional=False,
        ),
        input_block(
            ALIASES,
            texts.plain("accounts.form_aliases"),
            text_input(ALIASES, multiline=True, limit=2000, value="\n".join(in_form(found.aliases))),
            hint=texts.plain("accounts.form_aliases_hint"),
        ),
        input_block(
            SEGMENT,
            texts.plain("accounts.form_segment"),
            text_input(SEGMENT, limit=80, value=account.segment),
        ),
        input_block(
            REVENUE, texts.plain("accounts.form_revenue"), text_input(REVENUE, limit=40, value=revenue)
        ),
        input_block(
            CURRENCY,
            texts.plain("signals.form_currency"),
            select(CURRENCY, codes, placeholder=choose, chosen=currency),
        ),
        input_block(
            OWNER,
            texts.plain("accounts.form_owner"),
            user_select(
                OWNER, placeholder=choose, chosen=account.owner.partition(":")[2] if account.owner else None
            ),
            hint=texts.plain("accounts.form_owner_hint"),
        ),
    ]
    if account.owner:  # Slack's menu of people can't be emptied again
        nobody = checkboxes(NO_OWNER, [Option(texts.plain("accounts.form_nobody"), NO_OWNER)])
        inputs.append(input_block(NO_OWNER, texts.plain("accounts.form_or"), nobody))
    return inputs
