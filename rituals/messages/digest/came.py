"""What came of launches, in a digest: a few lines for each that somebody spoke of."""

from bot.kit.blocks import Block, Mrkdwn, bold, clip, section
from bot.kit.texts import Texts
from rituals.messages.digest.records import Digest
from rituals.messages.launch_outcomes import headed

LAUNCHES_SHOWN = 3
ROOM = 1000  # characters for each, with what is escaped


def came(texts: Texts, digest: Digest) -> list[Block]:
    """A section for each launch: together they may be longer than one holds."""
    told = shown_lines(texts, digest)
    if not told:
        return []
    title = bold(texts.plain("digest.launches"))
    return [section(Mrkdwn.join_all("\n", [title, told[0]])), *map(section, told[1:])]


def shown_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    """The launches that were spoken of last, and how many there are besides."""
    told = came_lines(texts, digest)
    more = len(told) - LAUNCHES_SHOWN
    rest = [texts.mrkdwn("digest.and_more", count=more)] if more > 0 else []
    return [*told[:LAUNCHES_SHOWN], *rest]


def came_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    return [clip(headed(texts, one), ROOM) for one in digest.came]
