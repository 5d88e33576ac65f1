"""How the inbox looks, as a page of its own; Home shows its first lines."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Self

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    button,
    checkboxes,
    context,
    display,
    divider,
    external_select,
    input_block,
    section,
    select,
    shorten,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.proposals import OPEN as PROPOSALS
from rituals.messages.signals import headline
from rituals.messages.triage.card import buttons, standing
from rituals.signals.kinds import Kind
from storage.areas import Area
from storage.signals import Signal
from storage.triage import Decision

INBOX = "triage.inbox"
OPEN = "triage.open_inbox"
BULK = "triage.bulk"

SHOW = "triage.show"
BY_AREA = "triage.by_area"
BY_KIND = "triage.by_kind"
BY_THEME = "triage.by_theme"
BY_ACCOUNT = "triage.by_account"
CLEAR = "triage.clear"
OLDER = "triage.previous_page"
NEWER = "triage.next_page"
PICK = "triage.pick"
SET_THEME = "triage.set_theme"
THEMES = "triage.themes"

PAGE = 10
SHOWS = ("new", "waiting", "late")
WORDS_SHOWN = 280
AREAS_SHOWN = 90  # a select takes a hundred


@dataclass(frozen=True)
class Filters:
    """What somebody chose to see. `area` is mine, all, none (what belongs to no area) or an area's id."""

    show: str = "new"
    area: str = "mine"
    kind: str = ""
    theme: str = ""
    account: str = ""
    page: int = 0

    def memory(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, memory: str) -> Self:
        return cls(**json.loads(memory)) if memory else cls()

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)


@dataclass(frozen=True)
class Inbox:
    """A page of the inbox. `counts` by what can be shown."""

    filters: Filters
    counts: Mapping[str, int]
    signals: Sequence[Signal]
    decisions: Mapping[str, Decision]
    areas: Sequence[Area]
    more: bool


def inbox(texts: Texts, found: Inbox, notice: str | None = None) -> View:
    """The whole page: filters, signals with their buttons, and the way to the next ones."""
    return View(
        INBOX,
        texts.plain("triage.inbox_title"),
        (section(totals(texts, found.counts)), *listing(texts, found, notice)),
        texts.plain("forms.close"),
        memory=found.filters.memory(),
    )


def listing(texts: Texts, found: Inbox, notice: str | None = None) -> list[Block]:
    """Filters, signals with their buttons, and the way to the next ones: in the inbox and in Home."""
    blocks = _filters(texts, found)
    if notice:
        blocks.append(section(texts.mrkdwn(notice)))
    for signal in found.signals:
        blocks += row(texts, signal, found.decisions.get(signal.id))
    if not found.signals:
        blocks.append(section(texts.mrkdwn(f"triage.none_{found.filters.show}")))
    return [*blocks, *_foot(texts, found)]


def pick_first(texts: Texts) -> View:
    """Nothing was ticked: what to do first, where there is no page to say it on."""
    words = section(texts.mrkdwn("triage.pick_first"))
    return View("triage.told", texts.plain("triage.inbox_title"), (words,), texts.plain("forms.close"))


def totals(texts: Texts, counts: Mapping[str, int]) -> Mrkdwn:
    """*New* 3 · *Waiting* 5 · *Late* 1"""
    return Mrkdwn.join_all(
        " · ", [texts.mrkdwn(f"triage.total_{show}", number=counts[show]) for show in SHOWS]
    )


def row(texts: Texts, signal: Signal, decision: Decision | None) -> list[Block]:
    """One signal with its box to tick: what it is, its words in short, where it stands, and what can be done."""
    words = shorten(" ".join(display(signal.verbatim).split()), WORDS_SHOWN)
    told = Mrkdwn.join_all("\n", [headline(texts, signal), words])
    box = checkboxes(PICK, [Option(texts.plain("triage.pick"), signal.id)])
    where = texts.mrkdwn(
        "triage.since",
        standing=standing(texts, signal, owner=None, decision=decision),
        when=texts.slack_moment(signal.captured_at),
    )
    return [
        divider(),
        section(told, accessory=box, block_id=f"{PICK}.{signal.id}"),
        context(where),
        actions(*buttons(texts, signal)),
    ]


def bulk_form(texts: Texts, *, count: int, memory: str) -> View:
    """A theme for all that were chosen."""
    themes = input_block(
        THEMES,
        texts.plain("triage.form_themes"),
        text_input(THEMES, limit=300),
        hint=texts.plain("triage.form_themes_hint"),
        optional=False,
    )
    return View(
        BULK,
        texts.plain("triage.bulk_title", count=count),
        (themes,),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=memory,
    )


def _filters(texts: Texts, found: Inbox) -> list[Block]:
    chosen = found.filters
    shows = [Option(texts.plain(f"triage.show_{show}"), show) for show in SHOWS]
    fixed = [Option(texts.plain(f"triage.area_{value}"), value) for value in ("mine", "all", "none")]
    named = [Option(area.name, area.id) for area in found.areas[:AREAS_SHOWN]]
    kinds = [Option(texts.plain(f"kinds.{kind}"), kind) for kind in Kind]
    theme = Option(f"#{chosen.theme}", chosen.theme) if chosen.theme else None
    account = Option(chosen.account, chosen.account) if chosen.account else None
    menus = [
        select(SHOW, shows, placeholder=texts.plain("triage.by_show"), chosen=chosen.show),
        select(BY_AREA, [*fixed, *named], placeholder=texts.plain("triage.by_area"), chosen=chosen.area),
        select(BY_KIND, kinds, placeholder=texts.plain("triage.by_kind"), chosen=chosen.kind),
        external_select(BY_THEME, placeholder=texts.plain("triage.by_theme"), chosen=theme),
        external_select(BY_ACCOUNT, placeholder=texts.plain("triage.by_account"), chosen=account),
    ]
    # A menu keeps what was chosen in it for as long as its block has the same id.
    narrowed = bool(chosen.kind or chosen.theme or chosen.account)
    if narrowed:
        menus.append(button(texts.plain("triage.clear"), CLEAR))
    return [actions(*menus, block_id="triage.narrowed" if narrowed else "triage.filters")]


def _foot(texts: Texts, found: Inbox) -> list[Block]:
    shown = []
    if found.signals:
        shown.append(button(texts.plain("triage.set_theme"), SET_THEME))
    shown.append(button(texts.plain("proposals.open"), PROPOSALS))
    if found.filters.page:
        shown.append(button(texts.plain("triage.previous_page"), OLDER))
    if found.more:
        shown.append(button(texts.plain("triage.next_page"), NEWER))
    return [actions(*shown)]
