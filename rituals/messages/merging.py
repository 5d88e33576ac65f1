"""How merging signals looks: the buttons, the form, the answer with its *Undo*, and what who captured one hears."""

from collections.abc import Sequence

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    button,
    confirm,
    display,
    external_select,
    input_block,
    paragraph,
    quote,
    section,
    shorten,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from storage.merging import Merge
from storage.signals import Signal

MERGE = tuple(
    f"merging.merge_{place}" for place in range(1, 6)
)  # buttons of one block need names of their own
CHOOSE = "merging.choose"
CHOSEN = "merging.chosen"
UNDO = "merging.undo"
KEPT = "merging.kept"

WORDS_SHOWN = 200
LISTED = 10


def merge_buttons(texts: Texts, merged: Signal, kept: Sequence[Signal]) -> list[Block]:
    """*Same as S-12* for each that may say the same, in a row; none where there is none."""
    buttons = [_merge_button(texts, place, merged, one) for place, one in zip(MERGE, kept, strict=False)]
    return [actions(*buttons)] if buttons else []


def _merge_button(texts: Texts, action_id: str, merged: Signal, kept: Signal) -> Block:
    """Asked once more, since the team sees it."""
    asked = confirm(
        texts.plain("merging.asked_title"),
        texts.plain("merging.asked", ref=merged.ref, kept=kept.ref),
        texts.plain("merging.asked_yes"),
        texts.plain("forms.cancel"),
    )
    return button(
        texts.plain("merging.same_as", ref=kept.ref), action_id, f"{merged.id}:{kept.id}", confirm=asked
    )


def choose_button(texts: Texts, signal: Signal) -> Block:
    """*Same as another…*"""
    describe = texts.plain("merging.choose_ref", ref=signal.ref)
    return button(texts.plain("merging.choose"), CHOOSE, signal.id, describe=describe)


def undo_button(texts: Texts, merge: Merge, merged: Signal) -> Block:
    describe = texts.plain("merging.undo_ref", ref=merged.ref)
    return button(texts.plain("merging.undo"), UNDO, merge.id, describe=describe)


def choose_form(texts: Texts, signal: Signal, *, memory: str) -> View:
    """Which signal says the same as this one?"""
    kept = input_block(
        KEPT,
        texts.plain("merging.form_kept"),
        external_select(KEPT, placeholder=texts.plain("merging.form_kept_example")),
        hint=texts.plain("merging.form_hint"),
        optional=False,
    )
    return View(
        CHOSEN,
        texts.plain("merging.form_title", ref=signal.ref),
        (paragraph(display(signal.verbatim), limit=WORDS_SHOWN), kept),
        texts.plain("forms.cancel"),
        submit=texts.plain("merging.form_merge"),
        memory=memory,
    )


def merged(texts: Texts, merge: Merge, signal: Signal, kept: Signal, *, told: bool) -> Message:
    """The answer: what leads where now, and the way back."""
    words = texts.mrkdwn("merging.merged_told" if told else "merging.merged", ref=signal.ref, kept=kept.ref)
    blocks = (
        section(words),
        quote(display(kept.verbatim), limit=WORDS_SHOWN),
        actions(undo_button(texts, merge, signal)),
    )
    return Message(words, blocks)


def parted(texts: Texts, signal: Signal, kept: Signal) -> Message:
    """The answer to *Undo*."""
    words = texts.mrkdwn("merging.parted", ref=signal.ref, kept=kept.ref)
    return Message(words, (section(words),))


def as_view(texts: Texts, signal: Signal, message: Message) -> View:
    return View("merging.shown", signal.ref, message.blocks, texts.plain("forms.close"))


def merged_told(texts: Texts, signal: Signal, kept: Signal, *, by: str) -> Message:
    """To who captured it: somebody else said the same, and they hear what becomes of that."""
    return _told(texts, texts.mrkdwn("merging.news_merged", name=by, ref=signal.ref, kept=kept.ref), signal)


def parted_told(texts: Texts, signal: Signal, kept: Signal, *, by: str) -> Message:
    return _told(texts, texts.mrkdwn("merging.news_parted", name=by, ref=signal.ref, kept=kept.ref), signal)


def leads(texts: Texts, signal: Signal) -> Mrkdwn:
    """Where a merged signal leads, as its card and Home say it."""
    return texts.mrkdwn("merging.leads", kept=signal.kept_ref or "")


def others(texts: Texts, said: Sequence[Signal]) -> Mrkdwn:
    """Also said in S-13 (Globex), S-15"""
    refs = [
        f"{one.ref} ({one.account})" if one.account and one.account_certain else one.ref
        for one in said[:LISTED]
    ]
    if len(said) > LISTED:
        refs.append("…")
    return texts.mrkdwn("merging.others", refs=", ".join(refs))


def _told(texts: Texts, words: Mrkdwn, signal: Signal) -> Message:
    said = display(signal.verbatim)
    text = Mrkdwn.join_all("\n", [words, f"“{shorten(said, WORDS_SHOWN)}”"])
    return Message(text, (section(words), quote(said, limit=WORDS_SHOWN)))
