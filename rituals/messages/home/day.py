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
from rituals.messages.following import follow_button
from rituals.messages.home.records import ANNOUNCE, NEW_SIGNAL, NEWS, SEARCH, Can, Coming, Machine, Mine
from rituals.messages.launches import MINE as LAUNCHES
from rituals.messages.launches import Todo, todo
from rituals.messages.signals import headline
from rituals.messages.triage.card import standing
from rituals.messages.triage.inbox import OPEN, Inbox, listing, totals

WORDS_SHOWN = 200
NAME_SHOWN = 80


def day(
    texts: Texts,
    tasks: Todo | None,
    polls: poll_looks.Waiting | None,
    inbox: Inbox | None,
    mine: Sequence[Mine],
    followed: Sequence[Mine],
    coming: Sequence[Coming],
    can: Can,
    *,
    prefix: str,
    machine: Machine | None = None,
    newcomer: str | None = None,
) -> list[Block]:
    """`inbox` is there for those who own signals, `followed` is what somebody follows beside their own.

    `newcomer` is the role of somebody who has nothing here yet: what they can do is told in three lines.
    """
    buttons = []
    if can.capture:
        buttons.append(button(texts.plain("home.new_signal"), NEW_SIGNAL, style="primary"))
    if can.announce:
        buttons.append(button(texts.plain("home.announce"), ANNOUNCE))
    if can.ask:
        buttons.append(button(texts.plain("home.ask"), poll_looks.NEW))
    if can.read:
        buttons.append(button(texts.plain("home.launches"), LAUNCHES))
        buttons.append(button(texts.plain("home.news"), NEWS))
    blocks: list[Block] = [actions(*buttons) if buttons else section(texts.mrkdwn("home.for_members"))]
    if can.read:
        blocks.append(_search(texts))
    if newcomer is not None:
        blocks += [divider(), section(first_steps(texts, newcomer, prefix))]
    if machine is not None:
        blocks.append(context(_machine(texts, machine)))
    if tasks and tasks.count:
        blocks += [divider(), header(texts.plain("home.tasks")), *todo(texts, tasks)]
    if polls and (waiting := poll_looks.waiting(texts, polls)):
        blocks += [divider(), header(texts.plain("home.polls")), *waiting]
    if coming:
        lines = [_coming(texts, one) for one in coming]
        blocks += [divider(), header(texts.plain("home.coming")), *stacked(lines)]
    if inbox is not None:
        blocks += [divider(), *_inbox(texts, inbox)]
    if mine or can.capture:
        blocks += [divider(), header(texts.plain("home.mine"))]
    for one in mine:
        blocks += _signal(texts, one)
    if not mine and can.capture:
        blocks.append(section(texts.mrkdwn("home.none_yet", command=f"/{prefix}signal")))
    if followed:
        blocks.append(header(texts.plain("home.followed")))
    for one in followed:
        blocks += _signal(texts, one, accessory=follow_button(texts, one.signal, follows=True))
    return blocks


def page(texts: Texts, message: Message) -> View:
    """A private answer shown as a page, where there is no conversation to show it in."""
    # A modal takes no charts; the same words stand in the message without them. Its buttons answer in a conversation.
    blocks = tuple(block for block in message.fallback or message.blocks if block["type"] != "actions")
    return View("home.page", texts.plain("home.page_title"), blocks, texts.plain("forms.close"))


def _signal(texts: Texts, one: Mine, *, accessory: Block | None = None) -> list[Block]:
    words = shorten(" ".join(display(one.signal.verbatim).split()), WORDS_SHOWN)
    told = Mrkdwn.join_all("\n", [headline(texts, one.signal), words])
    return [
        divider(),
        section(told, accessory=accessory),
        context(standing(texts, one.signal, owner=one.owner, decision=one.decision)),
    ]


def first_steps(texts: Texts, role: str, prefix: str) -> Mrkdwn:
    """Three lines for somebody new, by what they are to the team."""
    lines = [texts.mrkdwn(f"home.first_{role}_{number}", prefix=f"/{prefix}") for number in (1, 2, 3)]
    return Mrkdwn.join_all("\n", [texts.mrkdwn("home.first"), *(Mrkdwn("• ") + line for line in lines)])


def _coming(texts: Texts, one: Coming) -> Mrkdwn:
    """• Dec 14 · *L-1* Single sign-on: the market hears of it"""
    when = escape(texts.short_day(one.day)) if one.day else texts.slack_moment(one.at)
    name = isolated(shorten(one.name, NAME_SHOWN))
    told = texts.mrkdwn(f"home.coming_{one.kind}", ref=one.ref, name=name)
    return Mrkdwn("• ") + Mrkdwn.join_all(" · ", [when, told])


def _machine(texts: Texts, machine: Machine) -> Mrkdwn:
    if not machine.failed:
        return texts.mrkdwn("home.machine_well")
    return texts.mrkdwn("home.machine_failed", count=machine.failed, doctor=machine.doctor)


def _inbox(texts: Texts, inbox: Inbox) -> list[Block]:
    open_it = button(texts.plain("home.open_inbox"), OPEN)
    head = section(totals(texts, inbox.counts), accessory=open_it)
    return [header(texts.plain("home.inbox")), head, *listing(texts, inbox)]


def _search(texts: Texts) -> Block:
    """A field whose words are looked for when they are sent by Enter."""
    field = text_input(SEARCH, limit=300, placeholder=texts.plain("home.search_example"))
    return input_block(SEARCH, texts.plain("home.search"), field, optional=False) | {"dispatch_action": True}
