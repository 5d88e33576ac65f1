"""Countries: which have public holidays that we know, when these are, and how people find theirs.

The days come from the package `holidays`, which is loaded when they are first asked for: it takes a fifth of a second.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from babel import Locale

from bot.kit.times.workdays import Calendar
from bot.kit.times.zones import country_of
from bot.kit.words import fold

NO_COUNTRY = "none"
"""Chosen by teams that work on public holidays: their days off are the weekends."""

_LANGUAGES = ("en", "fr")  # people look for Germany and for Allemagne


def calendar_of(country: str | None) -> Calendar:
    """The working days of a country, by its ISO 3166 code: without its weekend and its national public holidays.

    Days off of a region alone are worked. For None, `NO_COUNTRY` and a country that we don't know, only Saturday and
    Sunday are free.
    """
    return _calendar(country) if country in countries() else Calendar()


def country_of_zone(zone: str) -> str:
    """The country to offer to whom lives in a time zone; `NO_COUNTRY` where it has none that we know."""
    country = country_of(zone)
    return country if country in countries() else NO_COUNTRY


def country_name(country: str, language: str) -> str:
    """What a country is called."""
    return str(Locale(language).territories[country])


def search_countries(typed: str, language: str, limit: int) -> list[str]:
    """The codes of at most `limit` countries whose name in English or French fits, sorted by name in this language.

    A name fits by the beginning of one of its words; accents and capitals do not count. An empty text fits all.
    """
    wanted = f" {_folded(typed)}"
    found = [country for country, names in _names().items() if any(wanted in name for name in names)]
    return sorted(found, key=lambda country: _folded(country_name(country, language)))[:limit]


@cache
def countries() -> frozenset[str]:
    """The codes of the countries whose public holidays we know."""
    from holidays import list_supported_countries

    known = Locale("en").territories
    return frozenset(code for code in list_supported_countries(include_aliases=False) if code in known)


@cache
def _calendar(country: str) -> Calendar:
    from holidays import country_holidays

    return Calendar(weekend=frozenset(country_holidays(country).weekend), holidays=_PublicHolidays(country))


class _PublicHolidays:
    """The public holidays of a country, in any year."""

    def __init__(self, country: str) -> None:
        self.country = country

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _in_year(self.country, day.year)


@lru_cache(maxsize=256)
def _in_year(country: str, year: int) -> frozenset[date]:
    """A year's days. Those of `holidays` are never shared: they come to know a year while others may read them."""
    from holidays import country_holidays

    return frozenset(country_holidays(country, years=year))


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return {
        country: tuple(f" {_folded(country_name(country, language))}" for language in _LANGUAGES)
        for country in countries()
    }


def _folded(name: str) -> str:
    """Without case, accents and hyphens: `Royaume-Uni` has two words."""
    return " ".join(fold(name).replace("-", " ").split())
