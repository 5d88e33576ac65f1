"""How a calendar at a secret address is handed to its owner."""

from dataclasses import dataclass
from enum import StrEnum

from bot.kit.blocks import Block, Mrkdwn, actions, button, confirm, context, escape, section
from bot.kit.message import View
from bot.kit.texts import Texts
from storage.calendar_feeds import Feed

SUBSCRIBE = "feeds.subscribe"
RENEW = "feeds.renew"
TURN_OFF = "feeds.turn_off"
PAGE = "feeds.page"


class What(StrEnum):
    """Which calendar. The values are stored."""

    LAUNCHES = "launches"
    DEMOS = "demos"


@dataclass(frozen=True)
class Address:
    """That somebody has an address for a calendar, or none; `link` is there once, when it was made."""

    what: What
    feed: Feed | None
    link: str | None = None


def subscribe_button(texts: Texts, what: What) -> Block:
    return button(texts.plain("feeds.subscribe"), SUBSCRIBE, what)


def page(texts: Texts, address: Address) -> View:
    """The address, for its owner's eyes; or that there is one, or none any more."""
    feed, link = address.feed, address.link
    blocks: list[Block]
    if feed is None:
        blocks = [
            section(texts.mrkdwn("feeds.turned_off")),
            actions(subscribe_button(texts, address.what)),
        ]
    elif link is None:
        since = texts.day(texts.local_day(feed.at))
        blocks = [
            section(texts.mrkdwn("feeds.is_on", day=since)),
            actions(*_turns(texts, address.what, feed)),
        ]
    else:
        blocks = [
            section(texts.mrkdwn(f"feeds.intro_{address.what}")),
            section(Mrkdwn("```") + escape(link) + Mrkdwn("```")),
            section(texts.mrkdwn("feeds.how")),
            context(texts.mrkdwn("feeds.secret")),
            actions(*_turns(texts, address.what, feed)),
        ]
    return View(PAGE, texts.plain("feeds.title"), tuple(blocks), texts.plain("forms.close"))


def _turns(texts: Texts, what: What, feed: Feed) -> tuple[Block, Block]:
    value = written(what, feed)
    asked = confirm(
        texts.plain("feeds.renew"),
        texts.plain("feeds.renew_asked"),
        texts.plain("feeds.renew"),
        texts.plain("forms.cancel"),
    )
    return (
        button(texts.plain("feeds.renew"), RENEW, value, confirm=asked),
        button(texts.plain("feeds.turn_off"), TURN_OFF, value),
    )


def written(what: What, feed: Feed) -> str:
    return f"{what}:{feed.id}"


def read(value: str) -> tuple[What, str]:
    """Which calendar, and which of its addresses somebody saw."""
    what, _, feed_id = value.partition(":")
    return What(what), feed_id
