"""Markdown from outside (release notes, forms, imports) as Slack shows it, harmless.

Three steps, each pure: `reading` turns the source into lines of atoms, `writing` spells a line as mrkdwn,
`sections` packs lines into texts that Slack accepts.
"""

from functools import lru_cache

from bot.kit.blocks import SECTION_LIMIT, Mrkdwn, shorten
from bot.kit.markdown.lines import Block
from bot.kit.markdown.sections import pack
from bot.kit.markdown.tables import TABLE_WIDTH

LEAST_LIMIT = 100  # room for the deepest indent, a marker and the longest escape


def to_mrkdwn(source: str, limit: int = SECTION_LIMIT) -> tuple[Mrkdwn, ...]:
    """Markdown (CommonMark, tables, strikethrough, task lists; HTML shown as text) as sections of mrkdwn.

    Each section has 1 to `limit` characters, escapes included; a cut falls between blocks, else between
    lines, else between words; a word longer than a section is cut between characters. Emphasis and code
    blocks are closed and opened again at a cut. The only `<`, `>` and `&` are our links, quotes and escapes:
    text from outside never mentions anybody. A source without anything to show gives no section.

    Raises `ValueError` for a limit under 100.
    """
    if limit < LEAST_LIMIT:
        raise ValueError(f"A section needs room for {LEAST_LIMIT} characters or more, not {limit}.")
    return pack(_read(source, TABLE_WIDTH), limit)


def to_plain(source: str, limit: int) -> str:
    """The words of a Markdown text without its markup, for text twins and previews.

    One line per line shown; links as their label, tables as `header: value`. At most `limit` characters,
    shortened at a word with `…`. The result is plain text: escape it where Slack reads mrkdwn.
    """
    lines = (line.plain() for block in _read(source, 0) for line in block.lines)
    return shorten("\n".join(line for line in lines if line.strip(" >─")), limit)


@lru_cache(maxsize=8)  # what is announced is read for its title, its text twin, its parts and its thread
def _read(source: str, table_width: int) -> tuple[Block, ...]:
    # Here: a start does not wait for a parser that it does not need.
    from bot.kit.markdown.reading import read

    return tuple(read(source, table_width=table_width))


__all__ = ["to_mrkdwn", "to_plain"]
