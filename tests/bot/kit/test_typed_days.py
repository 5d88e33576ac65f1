"""Days as people type them, in both languages."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.times import read_day

TODAY = date(2026, 11, 26)


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.sampled_from(["en", "fr"]))
def test_what_is_written_is_read(day: date, language: str) -> None:
    for written in (
        day.isoformat(),
        format_date(day, "d MMMM y", language),
        format_date(day, "dd/MM/y", "fr"),
    ):
        assert read_day(written, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12 December", date(2026, 12, 12)),
        ("1er février", date(2027, 2, 1)),
        ("3rd Jan", date(2027, 1, 3)),
        ("26 nov.", TODAY),
        ("demain", date(2026, 11, 27)),
    ],
)
def test_without_a_year_the_next_one_is_meant(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "soon", "31 February", "2026-13-01", "12", "99/99/9999", "December"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed, TODAY) is None
