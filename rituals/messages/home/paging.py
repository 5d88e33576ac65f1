"""The way to the next and the previous page of a list in Home."""

from bot.kit.blocks import Block, actions, button
from bot.kit.texts import Texts
from rituals.messages.home.records import EARLIER, LATER


def turns(texts: Texts, name: str, page: int, *, is_more: bool) -> list[Block]:
    """Nothing where all is on one page. What a button carries is read by `read_turn`."""
    buttons = []
    if page:
        buttons.append(button(texts.plain("home.before"), EARLIER, f"{name} {page - 1}"))
    if is_more:
        buttons.append(button(texts.plain("home.after"), LATER, f"{name} {page + 1}"))
    return [actions(*buttons)] if buttons else []


def read_turn(value: str) -> tuple[str, int]:
    """Which list, and which page of it."""
    name, _, page = value.partition(" ")
    return name, int(page) if page.isdecimal() else 0
