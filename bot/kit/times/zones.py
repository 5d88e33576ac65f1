"""Time zones by name: which exist, which to offer, and how people find theirs."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

_LANGUAGES = ("en", "fr")  # people look for London and for Londres
_PLACEHOLDER = "Factory"  # in the database for "not set yet": nobody lives there


def zone_or_none(name: str) -> ZoneInfo | None:
    """The zone of that exact IANA name, old names such as `US/Pacific` included; None when there is none.

    Names come from the tzdata package, so that a name accepted on one machine is accepted on all: the files
    of the system also answer to `localtime`, and on some systems to any capitals.
    """
    return _zone(name) if name in _all_names() else None


def known_zone(name: str) -> ZoneInfo:
    """The zone of that IANA name; `ValueError` says what a name looks like."""
    zone = zone_or_none(name)
    if zone is None:
        raise ValueError(f"unknown time zone {name!r}: use an IANA name such as Europe/Paris, or UTC")
    return zone


def zones() -> list[str]:
    """The names to offer in a chooser, sorted: one for each place, and `UTC`; no `Etc/…`, no old names.

    Source: zone.tab of the IANA database, which is made for this purpose
    (https://data.iana.org/time-zones/theory.html).
    """
    return list(_country_by_zone())


def search_zones(typed: str, limit: int) -> list[str]:
    """At most `limit` names of `zones()` that match what a person typed, best first.

    Accents, case and punctuation do not count. A zone is found by the beginning of its name or of its city in
    English or French (`Londres`), then by a later word of these or of an old name (`US/Pacific`), then by its
    country. An empty text gives the first names.
    """
    if not typed.strip():
        return zones()[:limit]
    wanted = _folded(typed)
    if not wanted:
        return []
    ranked = ((rank, entry.zone) for entry in _entries() if (rank := entry.rank(wanted)) is not None)
    return [zone for _, zone in sorted(ranked)][:limit]


def country_of(zone: str) -> str | None:
    """The ISO 3166 code of the country that a zone is in, old names included; None where it has none."""
    current = get_global("zone_aliases").get(zone, zone)
    return _country_by_zone().get(zone) or _country_by_zone().get(current)


@dataclass(frozen=True)
class _Entry:
    """What a zone is called, folded."""

    zone: str
    names: frozenset[str]
    old_names: frozenset[str]
    countries: frozenset[str]

    def rank(self, wanted: str) -> int | None:
        """How well a folded text fits, 0 is best; None when it does not."""
        if any(name.startswith(wanted) for name in self.names):
            return 0
        if any(_has_word(name, wanted) for name in self.names | self.old_names):
            return 1
        return 2 if any(_has_word(name, wanted) for name in self.countries) else None


@cache  # ZoneInfo keeps eight, and reads the file of a ninth again: teams around the world have more
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@cache
def _all_names() -> frozenset[str]:
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return frozenset(names) - {_PLACEHOLDER}


@cache
def _country_by_zone() -> dict[str, str | None]:
    """Zone -> ISO 3166 code of its country, in the order of the names; UTC has none."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    found: dict[str, str | None] = {row[2]: row[0] for row in rows}
    return dict(sorted((found | {"UTC": None}).items()))


@cache
def _entries() -> tuple[_Entry, ...]:
    old_names: dict[str, list[str]] = {}
    for old, current in get_global("zone_aliases").items():
        zone = "UTC" if current in ("Etc/UTC", "Etc/GMT") else current
        old_names.setdefault(zone, []).append(old)
    locales = [Locale(language) for language in _LANGUAGES]
    return tuple(
        _Entry(
            zone,
            names=_all_folded(zone, _last_part(zone), *_cities([zone, *old_names.get(zone, [])], locales)),
            old_names=_all_folded(*old_names.get(zone, [])),
            countries=_all_folded(*(locale.territories[country] for locale in locales if country)),
        )
        for zone, country in _country_by_zone().items()
    )


def _cities(names: list[str], locales: list[Locale]) -> Iterator[str]:
    """The city of a zone in each language; CLDR, where they come from, knows some zones by an old name."""
    for locale in locales:
        for name in names:
            if city := locale.time_zones.get(name, {}).get("city"):
                yield city


def _last_part(zone: str) -> str:
    return zone.rpartition("/")[2]


def _has_word(name: str, wanted: str) -> bool:
    """Whether the wanted text stands in a folded name, from the beginning of a word on."""
    return f" {wanted}" in f" {name}"


def _all_folded(*texts: str) -> frozenset[str]:
    return frozenset(map(_folded, texts))


def _folded(text: str) -> str:
    """Small letters without accents, words apart by one space."""
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
