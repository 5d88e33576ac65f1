"""Looking at the radar: over the window of a digest, for all, or over the last week, for one person."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from typing import Any

from rituals.messages.radar import Found
from rituals.permissions import Act, enter, reader
from rituals.radar.rules import KINDS, Blip, Span, blips, span
from rituals.registry import Window
from rituals.services import Person, Services
from storage import radar, theme_board
from storage.database import Transaction
from storage.digest import ThemeCount
from storage.signals import NOBODY_IN_PARTICULAR, Reader

IN_DIGEST = 3  # themes
IN_PRIVATE = 10
LATELY = timedelta(weeks=1)
MOST_BEFORE = 8  # signals in the window before: what was spoken of more was not rare
COMPARED = 1000  # themes at most, those that were the rarest before


def for_digest(
    tx: Transaction,
    workspace: str,
    window: Window,
    themes: Sequence[ThemeCount],
    eyes: Reader = NOBODY_IN_PARTICULAR,
) -> list[dict[str, Any]]:
    """The facts of the themes that are new on the radar, out of those spoken of in a window, as far as the reader sees."""
    rare = sorted((theme for theme in themes if theme.before <= MOST_BEFORE), key=lambda theme: theme.before)
    ids = [theme.theme_id for theme in rare[:COMPARED]]
    over = span(window.start, window.end, radar.began(tx, workspace)) if ids else None
    return _facts(tx, workspace, eyes, ids, over, IN_DIGEST, only_new=True) if over else []


def for_person(services: Services, by: Person) -> Found:
    """What is on the radar of the last seven days, as far as this person may see."""
    now = services.now()
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        eyes = reader(by, home)
        over = span(now - LATELY, now, radar.began(tx, home.id))
        if over is None:
            return Found((), {}, young=True)
        ids = radar.spoken_of(tx, home.id, eyes, over.start, over.end)
        facts = _facts(tx, home.id, eyes, ids, over, IN_PRIVATE)
        return Found(facts, theme_board.labels(tx, home.id, [blip["theme_id"] for blip in facts]))


def _facts(
    tx: Transaction,
    workspace: str,
    eyes: Reader,
    ids: Sequence[str],
    over: Span,
    limit: int,
    *,
    only_new: bool = False,
) -> list[dict[str, Any]]:
    times = (over.since, over.start, over.end)
    heard = radar.heard(tx, workspace, eyes, ids, *times, sides=KINDS, rare=over.weeks)
    found = blips(heard, over, only_new=only_new)[:limit]
    silent = [blip.theme_id for blip in found if not blip.earlier]
    known = radar.heard_before(tx, workspace, eyes, silent, over.since) if silent else set()
    return [_fact(blip, over, first=not blip.earlier and blip.theme_id not in known) for blip in found]


def _fact(blip: Blip, over: Span, *, first: bool) -> dict[str, Any]:
    return {
        "theme_id": blip.theme_id,
        "now": blip.now,
        "earlier": blip.earlier,
        "days": ceil((over.end - over.start) / timedelta(days=1)),
        "weeks": over.weeks,
        "rising": blip.rising,
        "first": first,
        "sides": list(blip.sides),
    }
