"""How somebody's day looks: quick buttons, what waits for them, what comes up, their inbox, what became of their signals."""

from collections.abc import Sequence

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    button,
    context,
    display,
    divider,
    escape,
    header,
    input_block,
    isolated,
    section,
    shorten,
    stacked,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages import polls as poll_looks
from rituals.messages.doctor import LOOK_AGAIN
from rituals.messages.following import follow_button
from rituals.messages.home.paging import turns
from rituals.messages.home.records import (
    ANNOUNCE,
    LAUNCH,
    NEW_SIGNAL,
    NEWS,
    SEARCH,
    Can,
    Coming,
    Day,
    Machine,
    Mine,
    Pile,
)
from rituals.messages.home.waits import NAME_SHOWN, waits
from rituals.messages.launches import MINE as LAUNCHES
from rituals.messages.launches import todo
from rituals.messages.setup_steps import in_home
from rituals.messages.signals import headline
from rituals.messages.triage.card import standing
from rituals.messages.triage.inbox import OPEN, Inbox, listing, totals

WORDS_SHOWN = 160


def day(texts: Texts, found: Day, can: Can, newcomer: str | None, prefix: str) -> list[Block]:
    """The sections that hold something. `newcomer`: the role of somebody who has nothing here yet."""
    blocks: list[Block] = [_quick(texts, can)]
    if can.read:
        blocks.append(_search(texts))
    blocks += in_home(texts, found.setup or ())
    if newcomer is not None:
        blocks += [divider(), section(first_steps(texts, newcomer, prefix))]
    blocks += _headed(texts.plain("home.waits"), waits(texts, found))
    if found.tasks and found.tasks.count:
        blocks += _headed(texts.plain("home.tasks"), todo(texts, found.tasks))
    if found.coming:
        blocks += _headed(texts.plain("home.coming"), stacked(_coming(texts, one) for one in found.coming))
    if found.inbox is not None:
        blocks += _headed(texts.plain("home.inbox"), _inbox(texts, found.inbox))
    mine = _pile(texts, found.mine)
    if not mine and can.capture:
        mine = [section(texts.mrkdwn("home.none_yet", command=f"/{prefix}signal"))]
    blocks += _headed(texts.plain("home.mine"), mine)
    blocks += _headed(texts.plain("home.followed"), _pile(texts, found.followed))
    if found.machine is not None:
        blocks += [divider(), _machine(texts, found.machine)]
    return blocks


def page(texts: Texts, message: Message) -> View:
    """A private answer shown as a page, where there is no conversation to show it in."""
    # A modal takes no charts; the same words stand in the message without them. Its buttons answer in a conversation.
    blocks = tuple(block for block in message.fallback or message.blocks if block["type"] != "actions")
    return View("home.page", texts.plain("home.page_title"), blocks, texts.plain("forms.close"))


def first_steps(texts: Texts, role: str, prefix: str) -> Mrkdwn:
    """Three lines for somebody new, by what they are to the team."""
    lines = [texts.mrkdwn(f"home.first_{role}_{number}", prefix=f"/{prefix}") for number in (1, 2, 3)]
    return Mrkdwn.join_all("\n", [texts.mrkdwn("home.first"), *(Mrkdwn("• ") + line for line in lines)])


def _headed(title: str, blocks: Sequence[Block]) -> list[Block]:
    """A section under its title; nothing where it is empty."""
    return [divider(), header(title), *blocks] if blocks else []


def _quick(texts: Texts, can: Can) -> Block:
    buttons = []
    if can.capture:
        buttons.append(button(texts.plain("home.new_signal"), NEW_SIGNAL, style="primary"))
    if can.announce:
        buttons.append(
            button(texts.plain("home.announce"), ANNOUNCE, describe=texts.plain("home.announce_long"))
        )
    if can.launch:
        buttons.append(button(texts.plain("home.launch"), LAUNCH, describe=texts.plain("home.launch_long")))
    elif can.read:
        buttons.append(button(texts.plain("home.launches"), LAUNCHES))
    if can.ask:
        buttons.append(button(texts.plain("home.ask"), poll_looks.NEW, describe=texts.plain("home.ask_long")))
    if can.read:
        buttons.append(button(texts.plain("home.news"), NEWS))
    return actions(*buttons) if buttons else section(texts.mrkdwn("home.for_members"))


def _search(texts: Texts) -> Block:
    """A field whose words are looked for when they are sent by Enter."""
    field = text_input(SEARCH, limit=300, placeholder=texts.plain("home.search_example"))
    return input_block(SEARCH, texts.plain("home.search"), field, optional=False) | {"dispatch_action": True}


def _coming(texts: Texts, one: Coming) -> Mrkdwn:
    """• Dec 14 · *L-1* Single sign-on: the market hears of it"""
    when = escape(texts.short_day(one.day)) if one.day else texts.slack_moment(one.at)
    name = isolated(shorten(one.name, NAME_SHOWN))
    told = texts.mrkdwn(f"home.coming_{one.kind}", ref=one.ref, name=name)
    return Mrkdwn("• ") + Mrkdwn.join_all(" · ", [when, told])


def _inbox(texts: Texts, inbox: Inbox) -> list[Block]:
    open_it = button(texts.plain("home.open_inbox"), OPEN)
    return [section(totals(texts, inbox.counts), accessory=open_it), *listing(texts, inbox)]


def _pile(texts: Texts, pile: Pile) -> list[Block]:
    blocks: list[Block] = []
    for one in pile.signals:
        follows = follow_button(texts, one.signal, follows=True) if pile.name == "followed" else None
        blocks += _signal(texts, one, follows)
    return [*blocks, *turns(texts, pile.name, pile.page, is_more=pile.is_more)]


def _signal(texts: Texts, one: Mine, accessory: Block | None) -> list[Block]:
    words = shorten(" ".join(display(one.signal.verbatim).split()), WORDS_SHOWN)
    told = Mrkdwn.join_all("\n", [headline(texts, one.signal), words])
    stands = standing(texts, one.signal, owner=one.owner, decision=one.decision)
    return [section(told, accessory=accessory), context(stands)]


def _machine(texts: Texts, machine: Machine) -> Block:
    """Whether it is well in a line, then the few numbers; the doctor's page tells the rest."""
    health = machine.health
    lines = [texts.mrkdwn("home.machine_well" if machine.well else "home.machine_look")]
    parts = [texts.mrkdwn("home.machine_messages", count=health.waiting)]
    for key, count in (
        ("failed", health.failed),
        ("jobs", health.jobs_failed),
        ("rituals", health.rituals_stopped),
    ):
        if count:
            parts.append(texts.mrkdwn(f"home.machine_{key}", count=count))
    if health.beat:
        parts.append(texts.mrkdwn("home.machine_beat", when=texts.slack_moment(health.beat)))
    parts.append(
        escape({"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(health.database, health.database))
    )
    lines.append(Mrkdwn.join_all(" · ", parts))
    look = button(texts.plain("home.doctor"), LOOK_AGAIN)
    return section(Mrkdwn.join_all("\n", lines), accessory=look)
