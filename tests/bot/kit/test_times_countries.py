"""Working days with public holidays: against a count of our own, in three countries, over both clock changes."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.kit.times import (
    NO_COUNTRY,
    calendar_of,
    country_name,
    country_of_zone,
    known_country,
    search_countries,
    zones,
)

# The national public holidays of 2026, copied from the official lists, not from the package.
FRANCE = "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"
GERMANY = "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"
UNITED_STATES = "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25"
OFF = {
    country: {date.fromisoformat(f"2026-{day}") for day in days.split()}
    for country, days in (("FR", FRANCE), ("DE", GERMANY), ("US", UNITED_STATES))
}
ZONE = {"FR": "Europe/Paris", "DE": "Europe/Berlin", "US": "America/New_York"}
SPRING = {"FR": date(2026, 3, 29), "DE": date(2026, 3, 29), "US": date(2026, 3, 8)}
AUTUMN = {"FR": date(2026, 10, 25), "DE": date(2026, 10, 25), "US": date(2026, 11, 1)}
COUNTS = (-40, -11, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10, 11, 40)


def counted(country: str, day: date, n: int) -> date:
    """The n-th working day after or before a day: one day after the other, by the wall calendar of the zone."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(ZONE[country]))
    left = abs(n)
    while left:
        noon += timedelta(days=1 if n > 0 else -1)
        off = noon.strftime("%A") in ("Saturday", "Sunday") or noon.date() in OFF[country]
        left -= not off
    return noon.date()


@pytest.mark.parametrize("country", OFF)
def test_a_years_holidays_are_the_official_ones(country: str) -> None:
    calendar = calendar_of(country)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    free = {day for day in days if day.weekday() < 5 and not calendar.is_working(day)}
    assert free == {day for day in OFF[country] if day.weekday() < 5}


@pytest.mark.parametrize("country", OFF)
def test_days_are_counted_as_by_hand_from_every_weekday_over_the_whole_year(country: str) -> None:
    calendar = calendar_of(country)
    for start in (
        date(2026, 3, 9) + timedelta(days=n) for n in range(230)
    ):  # 40 days back and on are in 2026
        for n in COUNTS:
            assert calendar.add_working_days(start, n) == counted(country, start, n), (start, n)


@pytest.mark.parametrize("country", OFF)
@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_clock_change_loses_no_day(country: str, change: dict[str, date]) -> None:
    midnight = datetime.combine(change[country], datetime.min.time(), ZoneInfo(ZONE[country]))
    assert midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset()  # the clock does change then
    calendar = calendar_of(country)
    friday, monday = change[country] - timedelta(days=2), change[country] + timedelta(days=1)
    assert calendar.add_working_days(friday, 1) == monday
    assert calendar.add_working_days(monday, -1) == friday


def test_a_weekend_is_that_of_the_country() -> None:
    friday, sunday = date(2026, 11, 20), date(2026, 11, 22)
    assert not calendar_of("SA").is_working(friday)
    assert calendar_of("SA").is_working(sunday)


@pytest.mark.parametrize("country", [None, NO_COUNTRY, "XX"])
def test_without_a_country_only_weekends_are_free(country: str | None) -> None:
    calendar = calendar_of(country)
    assert calendar.is_working(date(2026, 12, 25))
    assert not calendar.is_working(date(2026, 12, 26))


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Paris", "FR"),
        ("America/Toronto", "CA"),
        ("America/Montreal", "CA"),  # an old name
        ("US/Pacific", "US"),
        ("UTC", NO_COUNTRY),
    ],
)
def test_a_zone_offers_its_country(zone: str, country: str) -> None:
    assert country_of_zone(zone) == country


def test_every_zone_offers_a_country_that_we_know_or_none() -> None:
    offered = {country_of_zone(zone) for zone in zones()} - {NO_COUNTRY}
    assert all(map(known_country, offered))
    assert {"FR", "DE", "US"} <= offered


# Days off of regions alone, as their authorities publish them.
REGIONS = [
    ("FR-57", "2026-04-03"),  # Good Friday where French law came back in 1918
    ("FR-6AE", "2025-12-26"),
    ("FR-974", "2027-12-20"),  # the end of slavery
    ("DE-BY", "2026-06-04"),  # Corpus Christi
    ("DE-BY", "2027-01-06"),
    ("DE-SN", "2026-11-18"),  # Repentance and Prayer
    ("DE-BE", "2027-03-08"),
    ("CA-ON", "2026-02-16"),  # Family Day
    ("CA-QC", "2026-06-24"),
    ("CH-GE", "2026-09-10"),  # the Genevan fast
    ("ES-CT", "2026-09-11"),
    ("GB-SCT", "2026-11-30"),
    ("US-HI", "2026-03-26"),  # Prince Kuhio
    ("AU-VIC", "2026-11-03"),  # Melbourne Cup
]


@pytest.mark.parametrize(("region", "day"), REGIONS)
def test_a_region_has_days_off_of_its_own_beside_those_of_its_country(region: str, day: str) -> None:
    off, country = date.fromisoformat(day), region[:2]
    assert off.weekday() < 5
    assert calendar_of(country).is_working(off)
    assert not calendar_of(region).is_working(off)
    christmas = date(2026, 12, 25)
    assert not calendar_of(region).is_working(christmas)


def test_what_is_a_day_off_in_one_region_alone_is_worked_in_the_next() -> None:
    epiphany = date(2027, 1, 6)
    assert not calendar_of("AT-9").is_working(epiphany)  # all of Austria
    assert not calendar_of("DE-BW").is_working(epiphany)
    assert calendar_of("DE-HE").is_working(epiphany)
    easter_monday = date(2026, 4, 6)  # in England, not in Scotland
    assert not calendar_of("GB-ENG").is_working(easter_monday)
    assert calendar_of("GB-SCT").is_working(easter_monday)


def test_countries_are_found_in_many_languages_before_their_regions() -> None:
    assert search_countries("allem", "en", 50) == search_countries("deutschl", "en", 50)
    germany = search_countries("germ", "en", 50)
    assert germany[0] == "DE"
    assert len(germany) == 17  # and its sixteen states
    assert search_countries("ETATS UNIS", "fr", 5)[0] == "US"
    assert "GB" in search_countries("kingdom", "fr", 5)
    assert search_countries("qqqq", "fr", 5) == []
    names = [country_name(country, "fr") for country in search_countries("", "fr", 100)]
    assert len(names) == 100
    assert names[0] == "Afghanistan"


@pytest.mark.parametrize(
    ("typed", "found", "english", "french"),
    [
        ("Deutschland · Bayern", ["DE-BY"], "Germany · Bavaria", "Allemagne · Bavière"),
        ("baviere", ["DE-BY"], "Germany · Bavaria", "Allemagne · Bavière"),
        ("France Alsace-Moselle", ["FR-6AE", "FR-57"], "France · Alsace (Alsace-Moselle)", None),
        ("ontario", ["CA-ON"], "Canada · Ontario", "Canada · Ontario"),
        ("Québec", ["CA-QC"], "Canada · Quebec", "Canada · Québec"),
        ("wallis", ["WF", "FR-WF", "CH-VS"], "Wallis & Futuna", "Wallis-et-Futuna"),
        ("lucerne suisse", ["CH-LU"], "Switzerland · Lucerne", "Suisse · Lucerne"),
        ("catalunya", ["ES-CT"], "Spain · Catalonia", "Espagne · Catalogne"),
    ],
)
def test_regions_are_found_by_any_of_their_names(
    typed: str, found: list[str], english: str, french: str | None
) -> None:
    assert search_countries(typed, "en", 9) == found
    assert country_name(found[0], "en") == english
    assert country_name(found[0], "fr") == (french or english)


def test_every_country_and_region_has_names_that_fit_and_a_calendar() -> None:
    codes = search_countries("", "en", 5_000)
    assert len(codes) > 800
    for code in codes:
        assert len(code) <= 8  # the width of its column
        assert all(0 < len(country_name(code, language)) <= 75 for language in ("en", "fr"))
        assert calendar_of(code).add_working_days(date(2026, 12, 23), 3) > date(2026, 12, 25), code


def test_start_does_not_wait_for_the_holidays() -> None:
    code = "import sys, bot.wiring; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
