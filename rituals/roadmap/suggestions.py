"""Suggestions while somebody types: signals to link, items that a release ships."""

from bot.kit.blocks import OPTION_LIMIT, Option, display, shorten
from bot.kit.frontdoor import plain
from bot.kit.references import references
from rituals.permissions import Act, reader
from rituals.roadmap.seeing import enter
from rituals.services import Person, Services
from storage import roadmap

SHOWN = 20


def signal_options(services: Services, by: Person, typed: str) -> list[Option]:
    """Signals that the person may read, by reference or words; the newest where nothing was typed."""
    words = " ".join(plain(typed, escaped=False).split())
    match references(words) or references(f"s{words}"):
        case [("s", reference)]:
            number: int | None = reference
        case _:
            number = None
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = roadmap.signals_like(tx, home.id, words, number, reader(by, home), SHOWN)
    return [signal_option(*signal) for signal in found]


def signal_option(signal_id: str, ref: str, verbatim: str) -> Option:
    return Option(shorten(f"{ref} · {' '.join(display(verbatim).split())}", OPTION_LIMIT), signal_id)


def item_options(services: Services, by: Person, typed: str) -> list[Option]:
    """Open items whose title or reference holds what was typed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = roadmap.open_like(tx, home.id, plain(typed, escaped=False).strip(), SHOWN)
    return [item_option(item) for item in found]


def item_option(item: roadmap.Item) -> Option:
    return Option(shorten(f"{item.ref} · {item.title}", OPTION_LIMIT), item.id)
