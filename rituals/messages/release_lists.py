"""How lists of releases look."""

from collections.abc import Sequence

from bot.kit.blocks import Block, Mrkdwn, actions, bold, section, shorten
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages import release_drafts
from rituals.messages.release_drafts import NAME_SHOWN
from rituals.messages.releases import edit_button, show_button
from storage.releases import Release

Listed = Sequence[tuple[Release, bool]]
"""Releases, each with whether the reader may edit it."""


def listing(texts: Texts, announced: Listed, drafts: Listed, *, command: str) -> Message:
    """What is not announced yet, then what was announced, the newest first."""
    blocks: list[Block] = []
    lines: list[str] = []
    for title, found in (("releases.drafts", drafts), ("releases.newest", announced)):
        if not found:
            continue
        lines.append(texts.mrkdwn(title))
        blocks.append(section(texts.mrkdwn(title)))
        for release, editable in found:
            line = _line(texts, release)
            show = show_button(texts, release)
            lines.append(line)
            if editable:
                blocks += [section(line), actions(show, edit_button(texts, release))]
            else:
                blocks.append(section(line, accessory=show))
    if not lines:
        words = texts.mrkdwn("releases.none_yet", command=command)
        return Message(words, (section(words),))
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def _line(texts: Texts, release: Release) -> Mrkdwn:
    """R-4 · New search · 23 November; of what is not announced, where it stands and what it lacks."""
    if release.is_announced:
        return Mrkdwn.join_all(
            " · ", [bold(release.ref), shorten(release.name, NAME_SHOWN), texts.day(release.released_on)]
        )
    return Mrkdwn.join_all(
        "\n", [release_drafts.standing(texts, release), *release_drafts.lacks(texts, release)]
    )
