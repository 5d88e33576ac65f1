"""Money is exact: whole minor units, no rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.money import Money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("45000", "EUR", 4_500_000),
        ("12.5", "USD", 1250),
        ("1500", "JPY", 1500),
        ("1.234", "TND", 1234),
        ("-3", "CHF", -300),
    ],
)
def test_minor_units_follow_the_currency(amount: str, currency: str, minor: int) -> None:
    money = Money.of(Decimal(amount), currency)
    assert money == Money(minor, currency)
    assert money.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.075", "EUR"), ("12.5", "JPY"), ("NaN", "EUR"), ("Infinity", "EUR")]
)
def test_what_is_not_whole_minor_units_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match="minor units"):
        Money.of(Decimal(amount), currency)


@pytest.mark.parametrize("currency", ["", "eur", "€", "EURO", "E1R"])
def test_a_currency_is_an_iso_code(currency: str) -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, currency)


@given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "TND"]))
def test_an_amount_comes_back_exact(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money
