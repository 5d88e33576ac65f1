"""Days and moments as people and tools write them."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.imports.dates import Order, ambiguous, only_order, read_moment

PARIS = "Europe/Paris"


def read(typed: str, order: Order = Order.DAY_FIRST) -> str:
    return read_moment(typed, PARIS, order).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2026-03-04", "2026-03-04 11:00"),  # noon in Paris
        ("2026-03-04 09:30", "2026-03-04 08:30"),
        ("2026-07-04T09:30:15", "2026-07-04 07:30"),
        ("2015-10-18T22:24:20+0200", "2015-10-18 20:24"),
        ("2026-03-04T09:30:15.123456+00:00", "2026-03-04 09:30"),
        ("2026-03-04T09:30Z", "2026-03-04 09:30"),
        ("2026/3/4", "2026-03-04 11:00"),
        ("03/04/2026", "2026-04-03 10:00"),
        ("3.4.26", "2026-04-03 10:00"),
        ("31/12/2025 14h05", "2025-12-31 13:05"),
        ("31-12-2025 à 9 h", "2025-12-31 08:00"),
        ("3 mars 2026", "2026-03-03 11:00"),
        ("1er août 2026", "2026-08-01 10:00"),
        ("lundi 23 novembre 2026 à 09:00", "2026-11-23 08:00"),
        ("November 23, 2026", "2026-11-23 11:00"),
        ("Nov 23, 2026, 4:05 pm", "2026-11-23 15:05"),
        ("Mon, 23 Nov 2026 12:00 am", "2026-11-22 23:00"),
        ("23rd of November 2026", "2026-11-23 11:00"),
    ],
)
def test_what_can_be_read(typed: str, utc: str) -> None:
    assert read(typed) == utc


def test_the_order_decides_numbers_alone() -> None:
    assert read("03/04/2026", Order.MONTH_FIRST) == "2026-03-04 11:00"
    assert read("2026-03-04", Order.MONTH_FIRST) == "2026-03-04 11:00"
    assert (only_order("13/04/2026"), only_order("04/13/2026"), only_order("04/05/2026")) == (
        Order.DAY_FIRST,
        Order.MONTH_FIRST,
        None,
    )
    assert ambiguous("04/05/2026")
    assert not ambiguous("05/05/2026")
    assert not ambiguous("2026-04-05")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "yesterday",
        "2026-13-01",
        "31/02/2026",
        "13/13/2026",
        "45123",
        "2026",
        "3 foo 2026",
        "0001-01-01",
        "25:61",
        "2026-03-04 25:00",
        "1/1/1969",
        "2026-03-04T09:30+99:99",
    ],
)
def test_what_is_no_date(typed: str) -> None:
    with pytest.raises(ValueError):
        read(typed)


@given(st.integers(86_400_000_000, 253_370_764_800_000_000))  # microseconds, from 1970 to 9998
def test_our_own_instants_come_back_exactly(micros: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
    assert read_moment(moment.isoformat(), PARIS, Order.DAY_FIRST) == moment


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(typed: str) -> None:
    with suppress(ValueError, OverflowError):
        read_moment(typed, PARIS, Order.DAY_FIRST)
