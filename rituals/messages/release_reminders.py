"""How people are reminded of releases that lack something, or that nobody heard of."""

from collections.abc import Mapping, Sequence

from bot.kit.blocks import Block, Mrkdwn, bold, context, section, shorten
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.release_drafts import NAME_SHOWN, lacks
from rituals.messages.releases import show_button
from storage.releases import Release

WHYS = ("silent", "unaddressed", "lacking")  # what is most pressing stands first
SHOWN = 5


def reminder(texts: Texts, found: Mapping[str, Sequence[Release]]) -> Message:
    """One message for one person: releases by why they are brought up, each with a button that opens it."""
    blocks: list[Block] = []
    lines: list[Mrkdwn] = []
    for why in WHYS:
        releases = found.get(why, ())
        if not releases:
            continue
        head = texts.mrkdwn(f"releases.remind_{why}", count=len(releases))
        blocks.append(section(head))
        lines.append(head)
        for release in releases[:SHOWN]:
            told = _told(texts, why, release)
            blocks.append(section(told, accessory=show_button(texts, release)))
            lines.append(told)
        if (more := len(releases) - SHOWN) > 0:
            rest = texts.mrkdwn("releases.remind_more", count=more)
            blocks.append(context(rest))
            lines.append(rest)
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def summary(texts: Texts, *, people: int, releases: int) -> Message:
    words = texts.mrkdwn("releases.remind_summary", people=people, releases=releases)
    return Message(words, (section(words),))


def _told(texts: Texts, why: str, release: Release) -> Mrkdwn:
    first = Mrkdwn.join_all(
        " · ",
        [bold(release.ref), shorten(release.name, NAME_SHOWN), texts.short_day(release.released_on)],
    )
    return Mrkdwn.join_all("\n", [first, *lacks(texts, release)]) if why == "lacking" else first
