"""How Home looks: a row of tabs, and below it somebody's day, or the rituals of the team."""

from collections.abc import Sequence

from bot.kit.blocks import Block, actions, button
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.home.day import day, page
from rituals.messages.home.paging import read_turn
from rituals.messages.home.records import (
    ANNOUNCE,
    EARLIER,
    LATER,
    LAUNCH,
    NEW_SIGNAL,
    NEWS,
    SEARCH,
    TABS,
    Can,
    Day,
    Rituals,
    Tab,
)
from rituals.messages.home.rituals import rituals

__all__ = [
    "ANNOUNCE",
    "EARLIER",
    "LATER",
    "LAUNCH",
    "NEWS",
    "NEW_SIGNAL",
    "SEARCH",
    "TABS",
    "Can",
    "Day",
    "Rituals",
    "Tab",
    "day",
    "home",
    "page",
    "read_turn",
    "rituals",
]


def home(texts: Texts, chosen: Tab | None, below: Sequence[Block]) -> Message:
    """The page with its tabs; without them for who has one alone."""
    return Message(texts.mrkdwn("home.title"), (*([_tabs(texts, chosen)] if chosen else []), *below))


def _tabs(texts: Texts, chosen: Tab) -> Block:
    return actions(
        *(
            button(texts.plain(f"home.tab_{tab}"), action, style="primary" if tab == chosen else None)
            for tab, action in TABS.items()
        )
    )
