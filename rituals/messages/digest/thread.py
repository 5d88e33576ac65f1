"""What a digest has no room for, in its thread: all that shipped, every theme as a table, all that was asked and decided."""

from itertools import accumulate

from bot.kit.blocks import Block, Mrkdwn, bold, clip, section, table
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.digest.came import LAUNCHES_SHOWN, came_lines
from rituals.messages.digest.full import TWIN_LIMIT
from rituals.messages.digest.heard import THEMES_SHOWN, all_theme_lines, known_themes, trend
from rituals.messages.digest.polls import asked_lines
from rituals.messages.digest.records import Digest
from rituals.messages.digest.sections import (
    LINES_SHOWN,
    decided_lines,
    did_lines,
    release_line,
    releases_shown,
)

ROOM = 2900  # characters of a section
ROOM_IN_ALL = 7000
"""Characters of all lists: with fifty themes it stays below what a message may hold (13,200)."""


def more(texts: Texts, digest: Digest) -> Message | None:
    """None where the message holds all there is."""
    blocks: list[Block] = []
    lines: list[Mrkdwn] = []
    room = ROOM_IN_ALL
    released = [release_line(texts, release) for release in digest.releases]
    for title, found, shown in (
        ("digest.did", did_lines(texts, digest), LINES_SHOWN),
        ("digest.shipped", released, len(releases_shown(texts, digest))),
        ("digest.launches", came_lines(texts, digest), LAUNCHES_SHOWN),
        ("digest.polls", asked_lines(texts, digest), LINES_SHOWN),
        ("digest.decided", decided_lines(texts, digest), LINES_SHOWN),
    ):
        if len(found) > shown:
            told = [bold(texts.plain(title)), *_with_room(texts, found, room)]
            room -= sum(map(len, told))
            lines += told
            blocks += _sections(told)
    themes = known_themes(digest)
    fallback = list(blocks)
    if len(themes) > THEMES_SHOWN:
        head, told = bold(texts.plain("digest.themes")), all_theme_lines(texts, digest)
        lines += [head, *told]
        rows = [
            (f"#{label}", texts.number(theme["now"]), trend(texts, theme), texts.number(theme["accounts"]))
            for label, theme in themes
        ]
        columns = [texts.plain(f"digest.column_{name}") for name in ("theme", "now", "trend", "accounts")]
        blocks += [section(head), table(columns, rows)]
        fallback += _sections([head, *told])
    if not lines:
        return None
    return Message(clip(Mrkdwn.join_all("\n", lines), TWIN_LIMIT), tuple(blocks), fallback=tuple(fallback))


def _with_room(texts: Texts, lines: list[Mrkdwn], room: int) -> list[Mrkdwn]:
    """As many as there is room for in whole, and how many there are besides."""
    ends = accumulate(len(line) + 1 for line in lines)
    kept = sum(end <= room for end in ends)
    rest = [texts.mrkdwn("digest.and_more", count=len(lines) - kept)] if kept < len(lines) else []
    return [*lines[:kept], *rest]


def _sections(lines: list[Mrkdwn]) -> list[Block]:
    """As few sections as hold these lines in whole."""
    packed: list[list[Mrkdwn]] = [[]]
    room = ROOM
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            packed.append([])
            room = ROOM - len(line) - 1
        packed[-1].append(line)
    return [section(Mrkdwn.join_all("\n", some)) for some in packed if some]
