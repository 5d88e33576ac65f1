"""How similar signals look below a saved one, and the form that names their theme."""

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
    section,
    shorten,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from storage.likes import Size
from storage.signals import Signal

JOIN = "likes.join"
NAME = "likes.name"
THEME = "likes.theme"

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


def alike(texts: Texts, signal: Signal, likes: Sequence[Like]) -> tuple[Block, ...]:
    """What a saved signal is like, each with *Same theme*; nothing where there is nothing."""
    if not likes:
        return ()
    return (section(texts.mrkdwn("likes.alike")), *(_like(texts, signal, like) for like in likes))


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
    """What the buttons carry: the ids of the new signal and of the one that it is like."""
    return f"{new}:{like}"


def read_pair(value: str) -> tuple[str, str]:
    new, _, like = value.partition(":")
    return new, like


def _like(texts: Texts, signal: Signal, like: Like) -> Block:
    other = like.signal
    words = Mrkdwn.join_all(
        " · ", [bold(other.ref), shorten(" ".join(display(other.verbatim).split()), WORDS_SHOWN)]
    )
    about = _about(texts, like)
    lines = [words, about] if about else [words]
    join = button(
        texts.plain("likes.same_theme"),
        JOIN,
        pair_value(signal.id, other.id),
        describe=texts.plain("likes.same_theme_as", ref=other.ref),
    )
    return section(Mrkdwn.join_all("\n", lines), accessory=None if like.joined else join)


def _about(texts: Texts, like: Like) -> Mrkdwn:
    """#sso: 5 signals, 3 accounts · Acme"""
    parts: list[Mrkdwn] = []
    if theme := like.theme:
        told = [texts.mrkdwn("likes.signals", count=theme.size.signals)]
        if theme.size.accounts:
            told.append(texts.mrkdwn("likes.accounts", count=theme.size.accounts))
        counted = Mrkdwn.join_all(", ", told)
        parts.append(texts.mrkdwn("likes.in_theme", theme=f"#{theme.label}", told=counted))
    if like.signal.account and like.signal.account_certain:
        parts.append(escape(like.signal.account))
    if like.joined:
        parts.append(texts.mrkdwn("likes.joined_already"))
    return Mrkdwn.join_all(" · ", parts)
