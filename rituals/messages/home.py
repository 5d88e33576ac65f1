"""How Home looks: quick buttons, one's tasks in launches, the inbox of who owns signals, and what became of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    button,
    context,
    display,
    divider,
    header,
    input_block,
    section,
    shorten,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages import polls as poll_looks
from rituals.messages.following import follow_button
from rituals.messages.launches import Todo, todo
from rituals.messages.signals import headline
from rituals.messages.triage.card import standing
from rituals.messages.triage.inbox import OPEN, Inbox, listing, totals
from storage.signals import Signal
from storage.triage import Decision

NEW_SIGNAL = "home.new_signal"
ANNOUNCE = "home.announce"
NEWS = "home.news"
SEARCH = "home.search"

WORDS_SHOWN = 200


@dataclass(frozen=True)
class Mine:
    """A signal that this person captured or follows, and what became of it."""

    signal: Signal
    owner: str | None
    decision: Decision | None


@dataclass(frozen=True)
class Can:
    """What somebody may do from here; a guest of the workspace nothing."""

    capture: bool
    announce: bool
    read: bool


def home(
    texts: Texts,
    tasks: Todo | None,
    polls: poll_looks.Waiting | None,
    inbox: Inbox | None,
    mine: Sequence[Mine],
    followed: Sequence[Mine],
    can: Can,
    *,
    command: str,
) -> Message:
    """The page. `inbox` is there for those who own signals, `followed` is what somebody follows beside their own."""
    buttons = []
    if can.capture:
        buttons.append(button(texts.plain("home.new_signal"), NEW_SIGNAL, style="primary"))
    if can.announce:
        buttons.append(button(texts.plain("home.announce"), ANNOUNCE))
    if can.read:
        buttons.append(button(texts.plain("home.news"), NEWS))
    blocks: list[Block] = [actions(*buttons) if buttons else section(texts.mrkdwn("home.for_members"))]
    if can.read:
        blocks.append(_search(texts))
    if tasks and tasks.count:
        blocks += [divider(), header(texts.plain("home.tasks")), *todo(texts, tasks)]
    if polls and (waiting := poll_looks.waiting(texts, polls)):
        blocks += [divider(), header(texts.plain("home.polls")), *waiting]
    if inbox is not None:
        blocks += [divider(), *_inbox(texts, inbox)]
    if mine or can.capture:
        blocks += [divider(), header(texts.plain("home.mine"))]
    for one in mine:
        blocks += _signal(texts, one)
    if not mine and can.capture:
        blocks.append(section(texts.mrkdwn("home.none_yet", command=command)))
    if followed:
        blocks.append(header(texts.plain("home.followed")))
    for one in followed:
        blocks += _signal(texts, one, accessory=follow_button(texts, one.signal, follows=True))
    return Message(texts.mrkdwn("home.title"), tuple(blocks))


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


def _inbox(texts: Texts, inbox: Inbox) -> list[Block]:
    open_it = button(texts.plain("home.open_inbox"), OPEN)
    head = section(totals(texts, inbox.counts), accessory=open_it)
    return [header(texts.plain("home.inbox")), head, *listing(texts, inbox)]


def _search(texts: Texts) -> Block:
    """A field whose words are looked for when they are sent by Enter."""
    field = text_input(SEARCH, limit=300, placeholder=texts.plain("home.search_example"))
    return input_block(SEARCH, texts.plain("home.search"), field, optional=False) | {"dispatch_action": True}
