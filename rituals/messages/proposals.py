"""How proposed themes look: each with its words, its weight and two of its signals, to accept or to dismiss."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    display,
    divider,
    input_block,
    quote,
    section,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.signals import headline
from storage.proposals import Proposal
from storage.signals import Signal

LIST = "proposals.list"
OPEN = "proposals.open"
ACCEPT = "proposals.accept"
DISMISS = "proposals.dismiss"
FORM = "proposals.form"
NAME = "proposals.name"

SHOWN = 8  # at once; the next come as these are decided
NAME_LENGTH = 80
QUOTE_SHOWN = 240


@dataclass(frozen=True)
class Shown:
    """A proposal with its telling words as they were written, and some of its signals."""

    proposal: Proposal
    words: Sequence[str]
    quotes: Sequence[Signal]


@dataclass(frozen=True)
class Board:
    """The largest proposals; `count` is how many there are in all."""

    shown: Sequence[Shown]
    count: int


def looking(texts: Texts, known: Board) -> View:
    """While the signals are read: what was found the last time, if anything was."""
    words = texts.mrkdwn("proposals.looking")
    return board(texts, known, words) if known.shown else _page(texts, [section(words)])


def board(texts: Texts, found: Board, notice: Mrkdwn | None = None) -> View:
    """The proposals. `notice`: what becomes of them."""
    blocks: list[Block] = [section(notice)] if notice else []
    blocks.append(section(texts.mrkdwn("proposals.intro" if found.shown else "proposals.none")))
    for shown in found.shown:
        blocks += [divider(), *_proposal(texts, shown)]
    if found.count > len(found.shown):
        more = found.count - len(found.shown)
        blocks += [divider(), context(texts.mrkdwn("proposals.more", count=more))]
    return _page(texts, blocks)


def accepted(texts: Texts, label: str, count: int) -> Mrkdwn:
    """What became of an accepted one."""
    return texts.mrkdwn("proposals.accepted", theme=f"#{label}", count=count)


def form(texts: Texts, shown: Shown) -> View:
    """What is it called? The word that tells most is offered."""
    name = input_block(
        NAME,
        texts.plain("proposals.form_name"),
        text_input(NAME, limit=NAME_LENGTH, value=shown.words[0].lower() if shown.words else None),
        hint=texts.plain("proposals.form_hint"),
        optional=False,
    )
    return View(
        FORM,
        texts.plain("proposals.form_title"),
        (section(_words(shown)), context(_weight(texts, shown.proposal)), name),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=shown.proposal.id,
    )


def _page(texts: Texts, blocks: Sequence[Block]) -> View:
    return View(LIST, texts.plain("proposals.title"), tuple(blocks), texts.plain("forms.close"))


def _proposal(texts: Texts, shown: Shown) -> list[Block]:
    name = ", ".join(shown.words)
    blocks = [section(_words(shown)), context(_weight(texts, shown.proposal))]
    for signal in shown.quotes:
        blocks += [context(headline(texts, signal)), quote(display(signal.verbatim), limit=QUOTE_SHOWN)]
    accept = button(
        texts.plain("proposals.accept"),
        ACCEPT,
        shown.proposal.id,
        style="primary",
        describe=name,
    )
    dismiss = button(
        texts.plain("proposals.dismiss"),
        DISMISS,
        shown.proposal.id,
        describe=name,
    )
    return [*blocks, actions(accept, dismiss)]


def _words(shown: Shown) -> Mrkdwn:
    return Mrkdwn.join_all(" · ", [bold(word) for word in shown.words])


def _weight(texts: Texts, proposal: Proposal) -> Mrkdwn:
    """5 signals · 3 accounts"""
    parts = [texts.plain("likes.signals", count=proposal.signals)]
    if proposal.accounts:
        parts.append(texts.plain("likes.accounts", count=proposal.accounts))
    return Mrkdwn.join_all(" · ", parts)
