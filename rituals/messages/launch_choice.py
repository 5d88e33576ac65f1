"""Which release to launch: those that nobody launches yet, each with the button that begins."""

from collections.abc import Sequence

from bot.kit.blocks import Block, actions, bold, button, isolated, section, shorten
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.launches import MINE
from storage.releases import Release

CHOOSE = "launches.choose"
NAME_SHOWN = 80


def choice(texts: Texts, releases: Sequence[Release]) -> View:
    """A line for each; what becomes of them stands under *My launches*."""
    blocks: list[Block] = [
        section(
            bold(f"{release.ref} · {isolated(shorten(release.name, NAME_SHOWN))}"),
            accessory=button(
                texts.plain("launches.begin"), CHOOSE, str(release.number), describe=release.ref
            ),
        )
        for release in releases
    ] or [section(texts.mrkdwn("launches.none_to_begin"))]
    blocks.append(actions(button(texts.plain("home.launches"), MINE)))
    title = texts.plain("launches.start_title")
    return View("launches.choice", title, tuple(blocks), texts.plain("forms.close"))
