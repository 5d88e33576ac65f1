"""How similar signals and roadmap items look, below a saved signal and at triage, and the form that names a theme."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    bold,
    button,
    display,
    escape,
    input_block,
    paragraph,
    quote,
    section,
    shorten,
    text_input,
)
from bot.kit.message import View
from bot.kit.money import Money
from bot.kit.texts import Texts
from rituals.messages.merging import merge_buttons
from rituals.messages.roadmap import evidence_of
from rituals.messages.signals import ANSWER_QUOTE, headline
from storage.likes import Size
from storage.roadmap import Evidence, Item
from storage.signals import Signal

SIMILAR = "likes.similar"
JOIN = "likes.join"
LEAVE = "likes.leave"
LINK = "likes.link"
UNLINK = "likes.unlink"
NAME = "likes.name"
THEME = "likes.theme"
PAGE = "likes.page"

WORDS_SHOWN = 140  # characters of a similar signal


@dataclass(frozen=True)
class Theme:
    """A theme of a similar signal, with how much of it the reader may see."""

    id: str
    label: str
    size: Size


@dataclass(frozen=True)
class Like:
    """A signal that is like another."""

    signal: Signal
    theme: Theme | None  # the one with the most signals
    joined: bool  # the two have a theme in common already
    parts: bool = False  # one into which a person put the new one: it can be taken out
    mergeable: bool = False  # by the reader


@dataclass(frozen=True)
class ItemLike:
    """A roadmap item that a signal is like."""

    item: Item
    evidence: Evidence
    linked: bool  # the signal stands behind it already


Alike = Sequence[Like | ItemLike]


def alike(texts: Texts, signal: Signal, likes: Alike, *, currency: str) -> tuple[Block, ...]:
    """What a signal is like, each with *Link*; nothing where there is nothing."""
    if not likes:
        return ()
    return (
        section(texts.mrkdwn("likes.alike")),
        *(
            _like(texts, signal, one, currency)
            if isinstance(one, Like)
            else _item(texts, signal, one, currency)
            for one in likes
        ),
        *merge_buttons(
            texts, signal, [one.signal for one in likes if isinstance(one, Like) and one.mergeable]
        ),
    )


def similar_page(texts: Texts, signal: Signal, likes: Alike, *, currency: str) -> View:
    """*Similar*: what a signal is like, at triage."""
    found = alike(texts, signal, likes, currency=currency) or (section(texts.mrkdwn("likes.nothing")),)
    words = (section(headline(texts, signal)), quote(display(signal.verbatim), limit=ANSWER_QUOTE))
    return View(
        PAGE, texts.plain("likes.title", ref=signal.ref), (*words, *found), texts.plain("forms.close")
    )


def similar_button(texts: Texts, signal: Signal) -> Block:
    """*Similar*, on a card and in the inbox."""
    describe = texts.plain("likes.similar_to", ref=signal.ref)
    return button(texts.plain("likes.similar"), SIMILAR, signal.id, describe=describe)


def name_form(texts: Texts, new: Signal, like: Signal) -> View:
    """Neither has a theme: what is it called?"""
    words = [paragraph(f"{one.ref} · {shorten(display(one.verbatim), WORDS_SHOWN)}") for one in (new, like)]
    name = input_block(
        THEME,
        texts.plain("likes.theme_name"),
        text_input(THEME, limit=80, placeholder=texts.plain("likes.theme_example")),
        optional=False,
    )
    return View(
        NAME,
        texts.plain("likes.form_title"),
        (*words, name),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=pair_value(new.id, like.id),
    )


def joined(texts: Texts, new: Signal, like: Signal) -> View:
    """Both are in one theme now."""
    themes = " ".join(f"#{theme}" for theme in new.themes if theme in like.themes)
    words = texts.mrkdwn("likes.joined", new=new.ref, like=like.ref, themes=themes)
    return View("likes.shown", new.ref, (section(words),), texts.plain("forms.close"))


def pair_value(new: str, like: str) -> str:
    """What the buttons carry: the ids of the new signal and of what it is like."""
    return f"{new}:{like}"


def read_pair(value: str) -> tuple[str, str]:
    new, _, like = value.partition(":")
    return new, like


def _like(texts: Texts, signal: Signal, like: Like, currency: str) -> Block:
    other = like.signal
    words = Mrkdwn.join_all(
        " · ", [bold(other.ref), shorten(" ".join(display(other.verbatim).split()), WORDS_SHOWN)]
    )
    about = _about(texts, like, currency)
    turn = None
    if like.parts or not like.joined:
        word, act = ("leave", LEAVE) if like.parts else ("join", JOIN)
        describe = texts.plain(f"likes.{word}_ref", ref=other.ref)
        turn = button(texts.plain(f"likes.{word}"), act, pair_value(signal.id, other.id), describe=describe)
    return section(Mrkdwn.join_all("\n", [words, about] if about else [words]), accessory=turn)


def _about(texts: Texts, like: Like, currency: str) -> Mrkdwn:
    """#sso: 5 signals, 3 accounts, 310,000 € · Acme · same theme ✓"""
    parts: list[Mrkdwn] = []
    if theme := like.theme:
        told = [texts.mrkdwn("likes.signals", count=theme.size.signals)]
        if theme.size.accounts:
            told.append(texts.mrkdwn("likes.accounts", count=theme.size.accounts))
        if theme.size.revenue:
            told.append(escape(texts.money(Money(theme.size.revenue, currency))))
        counted = Mrkdwn.join_all(", ", told)
        parts.append(texts.mrkdwn("likes.in_theme", theme=f"#{theme.label}", told=counted))
    if like.signal.account and like.signal.account_certain:
        parts.append(escape(like.signal.account))
    if like.joined:
        parts.append(texts.mrkdwn("likes.joined_already"))
    return Mrkdwn.join_all(" · ", parts)


def _item(texts: Texts, signal: Signal, like: ItemLike, currency: str) -> Block:
    """*I-7* · SSO with Okta · Next, and below 5 signals · 3 accounts · 310,000 € · linked ✓"""
    item = like.item
    title = [bold(item.ref), shorten(item.title, WORDS_SHOWN), texts.plain(f"roadmap.place_{item.place}")]
    about = [evidence_of(texts, like.evidence, currency)]
    if like.linked:
        about.append(texts.mrkdwn("likes.linked_already"))
    word, act = ("unlink", UNLINK) if like.linked else ("link", LINK)
    describe = texts.plain(f"likes.{word}_ref", ref=item.ref)
    turn = button(texts.plain(f"likes.{word}"), act, pair_value(signal.id, item.id), describe=describe)
    lines = [Mrkdwn.join_all(" · ", title), Mrkdwn.join_all(" · ", about)]
    return section(Mrkdwn.join_all("\n", lines), accessory=turn)
