"""Wall times to instants, in the zones that do it in their own way."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.times import due_instant, parse_local, zones

ORDINARY = [
    ("2026-11-23 09:00", "Europe/Paris", "2026-11-23 08:00"),
    ("2026-07-06 09:00", "Europe/Paris", "2026-07-06 07:00"),
    ("2026-11-23 09:00", "Asia/Kathmandu", "2026-11-23 03:15"),
    ("2026-11-23 09:00", "Asia/Kolkata", "2026-11-23 03:30"),
    ("2026-11-23 09:00", "Pacific/Chatham", "2026-11-22 19:15"),
    ("2026-11-23 09:00", "America/St_Johns", "2026-11-23 12:30"),
    ("2026-11-23 09:00", "UTC", "2026-11-23 09:00"),
]
JUMPED_OVER = [
    ("2026-03-29 02:30", "Europe/Paris", "2026-03-29 01:30"),  # 03:30 summer time
    ("2026-03-29 02:00", "Europe/Paris", "2026-03-29 01:00"),
    ("2026-03-08 02:30", "America/New_York", "2026-03-08 07:30"),
    ("2026-10-04 02:15", "Australia/Lord_Howe", "2026-10-03 15:45"),  # half an hour: 02:45 at +11
    ("2026-03-08 00:00", "America/Havana", "2026-03-08 05:00"),  # midnight does not exist: 01:00
    ("2026-04-24 00:00", "Africa/Cairo", "2026-04-23 22:00"),
    ("2026-03-29 00:00", "Asia/Beirut", "2026-03-28 22:00"),
    ("2018-11-04 00:00", "America/Sao_Paulo", "2018-11-04 03:00"),
    ("2011-12-30 09:00", "Pacific/Apia", "2011-12-30 19:00"),  # the day does not exist: 09:00 of the 31st
]
SHOWN_TWICE = [
    ("2026-10-25 02:30", "Europe/Paris", "2026-10-25 00:30"),
    ("2026-11-01 01:30", "America/New_York", "2026-11-01 05:30"),
    ("2026-04-05 01:45", "Australia/Lord_Howe", "2026-04-04 14:45"),
    ("2026-11-01 00:30", "America/Havana", "2026-11-01 04:30"),
    ("2026-10-29 23:30", "Africa/Cairo", "2026-10-29 20:30"),
    ("2026-10-30 00:00", "Africa/Cairo", "2026-10-29 22:00"),  # once, after the hour that came twice
    ("2018-02-17 23:30", "America/Sao_Paulo", "2018-02-18 01:30"),
    ("2010-11-07 00:00", "America/St_Johns", "2010-11-07 02:30"),  # set back at 00:01, into yesterday
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("local", "zone", "expected"), ORDINARY + JUMPED_OVER + SHOWN_TWICE)
def test_a_wall_time_is_the_instant_that_people_there_expect(local: str, zone: str, expected: str) -> None:
    wall = datetime.fromisoformat(local)
    assert due_instant(wall.date(), wall.time(), zone) == utc(expected)
    assert parse_local(local, zone) == utc(expected)


def test_the_second_showing_of_a_time_can_not_be_asked_for() -> None:
    second = time(2, 30, fold=1)
    assert due_instant(date(2026, 10, 25), second, "Europe/Paris") == utc("2026-10-25 00:30")


def test_instants_are_utc() -> None:
    assert due_instant(date(2026, 11, 23), time(9), "Asia/Tokyo").tzinfo is UTC


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-11-30T09:00", "2026-11-30 08:00"),
        ("  2026-11-30 09:00\n", "2026-11-30 08:00"),
        ("2026-11-30", "2026-11-29 23:00"),
    ],
)
def test_a_local_time_is_typed_in_few_ways(typed: str, expected: str) -> None:
    assert parse_local(typed, "Europe/Paris") == utc(expected)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "tomorrow",
        "30/11/2026",
        "2026-11-30 9:00",
        "2026-11-30 24:00",
        "2026-02-30",
        "2026-11-30 09:00Z",
        "2026-11-30 09:00+01:00",
        "2026-W48-1",
        "٢٠٢٦-١١-٣٠",
        "0001-01-01 00:00",
        "2026-11-30 09:00\0",
    ],
)
def test_anything_else_is_refused_with_what_to_type(typed: str) -> None:
    with pytest.raises(ValueError, match="type it like 2026-11-30 09:00"):
        parse_local(typed, "Europe/Paris")


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(ValueError, match="unknown time zone 'Mars/Base'"):
        parse_local("2026-11-30 09:00", "Mars/Base")


@given(typed=st.text() | st.from_regex(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?"), zone=st.sampled_from(zones()))
def test_what_is_typed_gives_an_instant_or_words(typed: str, zone: str) -> None:
    try:
        assert parse_local(typed, zone).tzinfo is UTC
    except ValueError as error:
        assert "type it like" in str(error)  # noqa: PT017 - either outcome is right
