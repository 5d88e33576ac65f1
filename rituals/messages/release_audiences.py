"""One release, several texts: for those who sell, those who help customers, and a copy that customers may read.

Each is made from one template whose first line is the benefit, until somebody writes it anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    channels_select,
    context,
    divider,
    escape,
    header,
    input_block,
    section,
    shorten,
    text_input,
)
from bot.kit.markdown import to_mrkdwn, to_plain
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages.releases import show_button
from storage.releases import Release

OPEN = "audiences.open"
FORM = "audiences.form"
COPY = "audiences.copy"

SALES, SUPPORT, CUSTOMERS = "sales", "support", "customers"
AUDIENCES = (SALES, SUPPORT, CUSTOMERS)
POSTED = (SALES, SUPPORT)
"""Audiences whose text goes to channels; the customers' is for people to paste."""

WORDS_LIMIT = 3000
SECTIONS = 4  # Slack posts some 13,000 characters
TWIN_LIMIT = 3500

# What each audience reads below the benefit: columns of a release, each under its own heading.
_PARTS = {
    SALES: ("changes", "audience", "arguments", "use_cases", "results", "proof", "questions"),
    SUPPORT: ("changes", "audience", "use_cases", "questions"),
    CUSTOMERS: ("changes", "use_cases"),
}


@dataclass(frozen=True)
class Variant:
    """What one audience reads: its own words, or None for those of the template; and the channels that it goes to."""

    words: str | None = None
    channels: tuple[str, ...] = ()


def words_name(audience: str) -> str:
    """The input that holds an audience's words."""
    return f"audiences.words_{audience}"


def channels_name(audience: str) -> str:
    """The input that holds an audience's channels."""
    return f"audiences.channels_{audience}"


def template(texts: Texts, release: Release, audience: str) -> str:
    """The text of an audience in Markdown, from what is written of the release: the benefit first."""
    lines = [_line(release.value) or f"**{release.name}**"]
    if release.value:
        lines.append(f"**{release.name}**")
    for part in _PARTS[audience]:
        said = (getattr(release, part) or "").strip()
        if said and part == "changes":
            lines.append(said)
        elif said:
            lines.append(f"**{texts.plain(f'audiences.part_{part}')}**\n{said}")
    if release.link:
        lines.append(release.link)
    return "\n\n".join(lines)


def shown_words(texts: Texts, release: Release, audience: str, words: str | None = None) -> str:
    """An audience's text as the form holds it: a long one is shortened there, and nowhere else."""
    return shorten(words or template(texts, release, audience), WORDS_LIMIT)


def form(texts: Texts, release: Release, variants: Mapping[str, Variant]) -> View:
    """Every audience with its text, ready to change, and its channels."""
    blocks: list[Block] = [section(texts.mrkdwn("audiences.intro"))]
    for audience in AUDIENCES:
        variant = variants.get(audience, Variant())
        words = shown_words(texts, release, audience, variant.words)
        blocks += [
            header(texts.plain(f"audiences.{audience}")),
            input_block(
                words_name(audience),
                texts.plain("audiences.form_words"),
                text_input(words_name(audience), multiline=True, value=words),
                hint=texts.plain(f"audiences.hint_{audience}"),
            ),
        ]
        if audience in POSTED:
            name = channels_name(audience)
            select = channels_select(
                name, placeholder=texts.plain("audiences.form_channels_example"), chosen=variant.channels
            )
            blocks.append(
                input_block(
                    name,
                    texts.plain("audiences.form_channels"),
                    select,
                    hint=texts.plain("reviews.form_channel_hint"),
                )
            )
    return View(
        FORM,
        texts.plain("audiences.title", ref=release.ref),
        tuple(blocks),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=release.id,
    )


def saved(texts: Texts, release: Release, variants: Mapping[str, Variant]) -> View:
    """After the form: where each text goes, and when."""
    lines: list[Mrkdwn] = []
    for audience in POSTED:
        channels = variants.get(audience, Variant()).channels
        named = Mrkdwn.join_all(", ", [Mrkdwn(f"<#{channel}>") for channel in channels])
        key = "audiences.goes_to" if channels else "audiences.goes_nowhere"
        lines.append(texts.mrkdwn(key, audience=texts.plain(f"audiences.{audience}"), channels=named))
    if not release.is_announced:
        lines.append(texts.mrkdwn("audiences.when_announced"))
    return View(
        "audiences.saved",
        texts.plain("audiences.title", ref=release.ref),
        (section(Mrkdwn.join_all("\n", lines)), actions(copy_button(texts, release))),
        texts.plain("forms.close"),
    )


def posted(texts: Texts, release: Release, audience: str, variant: Variant) -> Message:
    """An audience's message in one of its channels."""
    source = variant.words or template(texts, release, audience)
    pieces = to_mrkdwn(source)
    signature = Mrkdwn.join_all(
        " · ", [bold(release.ref), texts.plain(f"audiences.{audience}"), texts.day(release.released_on)]
    )
    blocks = [*map(section, pieces[:SECTIONS]), context(signature)]
    if len(pieces) > SECTIONS:
        blocks.append(context(texts.mrkdwn("audiences.cut")))
    blocks.append(actions(show_button(texts, release)))
    return Message(escape(to_plain(source, TWIN_LIMIT)), tuple(blocks))


def withdrawn(texts: Texts, release: Release) -> Message:
    words = texts.mrkdwn("releases.was_withdrawn", ref=release.ref, name=release.name)
    return Message(words, (section(words),))


def to_copy(texts: Texts, release: Release, variant: Variant) -> View:
    """The customers' text, ready to be copied: as it will look in a mail, without markup."""
    source = variant.words or template(texts, release, CUSTOMERS)
    text = [{"type": "text", "text": to_plain(source, WORDS_LIMIT)}]
    copied = {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": text}]}
    return View(
        "audiences.copied",
        texts.plain("audiences.copy_title"),
        (section(texts.mrkdwn("audiences.copy_intro", name=release.name)), divider(), copied),
        texts.plain("forms.close"),
    )


def copy_button(texts: Texts, release: Release) -> Block:
    return button(texts.plain("audiences.copy"), COPY, release.id)


def audiences_button(texts: Texts, release: Release) -> Block:
    return button(texts.plain("audiences.open"), OPEN, release.id)


def _line(benefit: str | None) -> str:
    """The benefit in one line."""
    return " ".join((benefit or "").split())


def channels_of(variants: Mapping[str, Variant]) -> Sequence[tuple[str, str]]:
    """(audience, channel) of everything that is posted."""
    return [
        (audience, channel) for audience in POSTED for channel in variants.get(audience, Variant()).channels
    ]
