"""A draft before those who are asked to look at it: its card, what they said, and the forms to ask and to comment."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    button,
    channel_select,
    context,
    divider,
    escape,
    input_block,
    quote,
    section,
    shorten,
    text_input,
)
from bot.kit.markdown import to_plain
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages.release_drafts import lacks, standing
from rituals.messages.releases import body, show_button
from storage.releases import Release

ASK = "reviews.ask"
ASKED = "reviews.asked"
GOOD = "reviews.good"
COMMENT = "reviews.comment"
COMMENTED = "reviews.commented"
CHANNEL = "reviews.channel"
NOTE = "reviews.note"

WORDS_LIMIT = 3000
NOTE_SHOWN = 1000
TWIN_SHOWN = 1500
NAMES_SHOWN = 10
BODY_SHOWN = 30  # blocks


@dataclass(frozen=True)
class Said:
    """What came of asking: who asked with which words, and who said that it looks good."""

    asked_by: str
    note: str | None
    good: Sequence[str]


def ask_form(texts: Texts, release: Release, *, channel: str | None) -> View:
    """Where the draft is shown, and what to look at. `channel`: where the last one was."""
    return View(
        ASKED,
        texts.plain("reviews.ask"),
        (
            section(texts.mrkdwn("reviews.ask_means", ref=release.ref)),
            input_block(
                CHANNEL,
                texts.plain("reviews.form_channel"),
                channel_select(CHANNEL, placeholder=texts.plain("forms.choose"), chosen=channel),
                hint=texts.plain("reviews.form_channel_hint"),
                optional=False,
            ),
            input_block(
                NOTE,
                texts.plain("reviews.form_note"),
                text_input(NOTE, multiline=True, limit=NOTE_SHOWN),
                hint=texts.plain("reviews.form_note_hint"),
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("reviews.ask"),
        memory=release.id,
    )


def asked(texts: Texts, release: Release, *, channel: str) -> View:
    words = texts.mrkdwn("reviews.was_asked", ref=release.ref, channel=Mrkdwn(f"<#{channel}>"))
    return View("reviews.shown", texts.plain("reviews.ask"), (section(words),), texts.plain("forms.close"))


def comment_form(texts: Texts, release: Release) -> View:
    return View(
        COMMENTED,
        texts.plain("reviews.comment"),
        (
            section(texts.mrkdwn("reviews.comment_means", ref=release.ref)),
            input_block(
                NOTE,
                texts.plain("reviews.form_comment"),
                text_input(NOTE, multiline=True, limit=WORDS_LIMIT),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("reviews.send"),
        memory=release.id,
    )


def commented(texts: Texts) -> View:
    words = texts.mrkdwn("reviews.was_commented")
    return View(
        "reviews.shown", texts.plain("reviews.comment"), (section(words),), texts.plain("forms.close")
    )


def card(texts: Texts, release: Release, said: Said) -> Message:
    """The draft where it is looked at, in the channel's language; edited in place as it changes."""
    head = Mrkdwn.join_all(
        "\n", [standing(texts, release), texts.mrkdwn("reviews.asked_by", name=said.asked_by)]
    )
    blocks: list[Block] = [section(head)]
    if said.note:
        blocks.append(quote(said.note, limit=NOTE_SHOWN))
    blocks += [divider(), *body(texts, release)[:BODY_SHOWN], divider()]
    lines = [*lacks(texts, release), *_good(texts, said)]
    blocks += [context(line) for line in lines]
    if not release.is_announced:
        blocks.append(
            actions(
                button(texts.plain("reviews.good"), GOOD, release.id, style="primary"),
                button(texts.plain("reviews.comment"), COMMENT, release.id),
                show_button(texts, release),
            )
        )
    written = escape(to_plain(release.changes, TWIN_SHOWN))
    return Message(Mrkdwn.join_all("\n", [head, written, *lines]), tuple(blocks))


def comment(texts: Texts, words: str, name: str) -> Message:
    """A comment in the thread of the draft's card."""
    head = texts.mrkdwn("reviews.says", name=name)
    return Message(
        Mrkdwn.join_all("\n", [head, escape(words)]), (section(head), quote(words, limit=WORDS_LIMIT))
    )


def told(texts: Texts, release: Release, name: str, words: str | None) -> Message:
    """To who writes the release: it looks good to somebody, or what they commented."""
    key = "reviews.told_comment" if words else "reviews.told_good"
    head = texts.mrkdwn(key, name=name, ref=release.ref, release=shorten(release.name, 80))
    blocks: list[Block] = [section(head)]
    if words:
        blocks.append(quote(words, limit=NOTE_SHOWN))
    blocks.append(actions(show_button(texts, release)))
    return Message(Mrkdwn.join_all("\n", [head, escape(words or "")]), tuple(blocks))


def ask_button(texts: Texts, release: Release) -> Block:
    return button(texts.plain("reviews.ask"), ASK, release.id)


def _good(texts: Texts, said: Said) -> list[Mrkdwn]:
    if not said.good:
        return []
    names = texts.listing([shorten(name, 40) for name in said.good[:NAMES_SHOWN]])
    return [texts.mrkdwn("reviews.good_to", names=names, count=len(said.good))]
