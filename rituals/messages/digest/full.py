"""How a digest looks: one message, short, with the same numbers in words for those who do not see the chart."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, clip, context, divider, header, section
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.digest.records import Digest
from rituals.messages.digest.sections import LINES, PARTS

LAST_ONE = "digest.last_one"
WEEK_FROM, WEEK_TO = timedelta(days=5), timedelta(days=9)  # the hour or the day may have been moved
TWIN_LIMIT = 4000  # characters that Slack shows well


def digest(texts: Texts, digest: Digest) -> Message:
    """The digest as posted. The chart is a native block; `fallback` is the same message for a workspace that refuses it."""
    title = title_of(texts, digest)
    parts = [PARTS[name](texts, digest) for name in digest.sections]
    footer = context(
        texts.mrkdwn("digest.footer", digest=f"/{digest.prefix}digest", signal=f"/{digest.prefix}signal")
    )
    blocks = [
        header(title),
        *_between(divider(), [part for part in parts if part]),
        *_imported(texts, digest),
        footer,
    ]
    without_chart = tuple(block for block in blocks if block["type"] != "data_visualization")
    return Message(_twin(texts, title, digest), tuple(blocks), fallback=without_chart)


def title_of(texts: Texts, digest: Digest) -> str:
    """The stretch of time that it tells of, whatever that was meant to be; called a week where it is about one."""
    key = "digest.title" if WEEK_FROM < digest.end - digest.start < WEEK_TO else "digest.title_of_span"
    return texts.plain(key, start=_day(texts, digest.start), end=_day(texts, digest.end))


def since_last(texts: Texts, found: Digest | None) -> Message:
    """`/digest`: what is new since the last one, for one reader, with *Last one* beside it."""
    last = actions(button(texts.plain("digest.last_one"), LAST_ONE))
    if found is None:
        words = texts.mrkdwn("digest.nothing_new")
        return Message(words, (section(words), last))
    message = digest(texts, found)
    return Message(message.text, (*message.blocks, last), fallback=message.fallback)


def not_yet(texts: Texts, setup: str) -> Message:
    words = texts.mrkdwn("digest.not_yet", setup=setup)
    return Message(words, (section(words),))


def no_last_one(texts: Texts) -> Message:
    words = texts.mrkdwn("digest.none_yet")
    return Message(words, (section(words),))


def _imported(texts: Texts, digest: Digest) -> list[Block]:
    """What came from files is in no count above: one line names it."""
    count = digest.facts.get("imported")  # digests of before have none
    return [context(texts.mrkdwn("digest.imported", count=count))] if count else []


def _twin(texts: Texts, title: str, digest: Digest) -> Mrkdwn:
    """All that matters, in words: for notifications, screen readers and clients without charts."""
    lines: list[str] = [bold(title)]
    for name in digest.sections:
        lines += LINES[name](texts, digest)
    if count := digest.facts.get("imported"):
        lines.append(texts.mrkdwn("digest.imported", count=count))
    return clip(Mrkdwn.join_all("\n", lines), TWIN_LIMIT)


def _day(texts: Texts, instant: datetime) -> str:
    return texts.short_day(texts.local_day(instant))


def _between(separator: Block, parts: Sequence[Sequence[Block]]) -> list[Block]:
    return [block for index, part in enumerate(parts) for block in ([separator, *part] if index else part)]
