"""Days as people type them: 2026-12-12, 12/12/2026, 12 December, 12 décembre 2027."""

import re
from datetime import date, timedelta
from functools import cache

from babel import Locale

from bot.kit.words import fold

_LANGUAGES = ("en", "fr")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_NAMED = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d]+)\.?(?:\s+(\d{4}))?")


def read_day(typed: str, today: date) -> date | None:
    """The day; None for what is none. Without a year, the next such day from today on; 3/4/2026 is the third of April."""
    text = fold(typed).strip().rstrip(".,")
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if (found := _NAMED.fullmatch(text)) and (month := _months().get(found[2])):
        if found[3]:
            return _day(int(found[3]), month, int(found[1]))
        here = _day(today.year, month, int(found[1]))
        return here if here is None or here >= today else _day(today.year + 1, month, int(found[1]))
    if text in ("tomorrow", "demain"):
        return today + timedelta(days=1)
    return None


@cache
def _months() -> dict[str, int]:
    """By folded name, whole or short, in both languages."""
    names = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in Locale(language).months["format"][width].items():
                names[fold(name).rstrip(".")] = number
    return names


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
