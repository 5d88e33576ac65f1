"""Countries and their regions: which have public holidays that we know, when these are, and how people find theirs.

A country is named by its ISO 3166-1 code (`DE`), a region of it by its ISO 3166-2 code (`DE-BY`). The days come from the
package `holidays`, which is loaded when they are first asked for: it takes a fifth of a second.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from babel import Locale

from bot.kit.times.workdays import Calendar
from bot.kit.times.zones import country_of
from bot.kit.words import fold

NO_COUNTRY = "none"
"""Chosen by teams that work on public holidays: their days off are the weekends."""

_LANGUAGES = ("en", "fr")
_SOUGHT_IN = (*_LANGUAGES, "de", "es", "it", "nl", "pt")  # Germany, Allemagne and Deutschland are looked for
_WORD = re.compile(r"[^\W_]+")


def calendar_of(country: str | None) -> Calendar:
    """The working days of a country or a region of it: without its weekend and its public holidays.

    Those of a country are its national ones: where days off of a region alone matter, the region is to be named. For None,
    `NO_COUNTRY` and a code that we don't know, only Saturday and Sunday are free.
    """
    return _calendar(country) if country and known_country(country) else Calendar()


def known_country(code: str) -> bool:
    """Whether this is a country, or a region of one, whose public holidays we know."""
    return code in _names()


def country_of_zone(zone: str) -> str:
    """The country to offer to whom lives in a time zone; `NO_COUNTRY` where it has none that we know."""
    country = country_of(zone)
    return country if country and known_country(country) else NO_COUNTRY


def country_name(code: str, language: str) -> str:
    """What a country is called, or a region after its country: `Germany · Bavaria`."""
    return _names()[code][language]


def search_countries(typed: str, language: str, limit: int) -> list[str]:
    """The codes of at most `limit` countries and regions that fit, by name in this language, countries before regions.

    Each word typed is to begin a word of the name in English, French, another large language of Europe or at home, whatever
    its accents and capitals: a country's name also finds its regions. An empty text fits all.
    """
    wanted = _split(typed)
    found = [
        code
        for code, words in _words().items()
        if all(any(word.startswith(start) for word in words) for start in wanted)
    ]
    return sorted(found, key=lambda code: ("-" in code, fold(country_name(code, language))))[:limit]


def _country_and_region(code: str) -> tuple[str, str | None]:
    country, _, region = code.partition("-")
    return country, region or None


@cache
def _calendar(code: str) -> Calendar:
    from holidays import country_holidays

    country, region = _country_and_region(code)
    weekend = frozenset(country_holidays(country, subdiv=region).weekend)
    return Calendar(weekend=weekend, holidays=_PublicHolidays(code))


class _PublicHolidays:
    """The public holidays of a country or region, in any year."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _in_year(self.code, day.year)


@lru_cache(maxsize=256)
def _in_year(code: str, year: int) -> frozenset[date]:
    """A year's days. Those of `holidays` are never shared: they come to know a year while others may read them."""
    from holidays import country_holidays

    country, region = _country_and_region(code)
    return frozenset(country_holidays(country, subdiv=region, years=year))


# Names --------------------------------------------------------------------------------------------------------------


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    """What each country and region is called, by code and language."""
    found: dict[str, Mapping[str, str]] = {}
    for country, regions in _at_home().items():
        called = {language: str(Locale(language).territories[country]) for language in _LANGUAGES}
        found[country] = called
        for code, names in regions.items():
            own = _translated().get(code) or dict.fromkeys(_LANGUAGES, max(names, key=len))
            found[code] = {language: f"{called[language]} · {own[language]}" for language in _LANGUAGES}
    return found


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """The words by which each country and region is found."""
    found: dict[str, frozenset[str]] = {}
    for country, regions in _at_home().items():
        found[country] = _split(*(Locale(language).territories.get(country, "") for language in _SOUGHT_IN))
        for code, names in regions.items():
            found[code] = found[country] | _split(*names, *_names()[code].values())
    return found


def _split(*names: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(" ".join(names))))


@cache
def _at_home() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Country -> region -> its names, without the parts of countries that have no code in ISO 3166-2, such as cities."""
    from holidays import country_holidays, list_supported_countries

    known = Locale("en").territories
    return {
        country: {
            f"{country}-{region}": (*names, region)
            for region, names in country_holidays(country).get_subdivision_aliases().items()
            if len(region) <= 3
        }
        for country in list_supported_countries(include_aliases=False)
        if country in known
    }


@cache
def _translated() -> Mapping[str, Mapping[str, str]]:
    """What regions are called in our languages, where that is not their only name at home."""
    lines = resources.files("bot.kit.times").joinpath("regions.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("; ") for line in lines if not line.startswith("#")]
    return {code: dict(zip(_LANGUAGES, names, strict=True)) for code, *names in rows}
