"""Amounts as people write them, in both languages: what is one, what is not, and which."""

import pytest

from rituals.signals.reading import KnownAccounts, read

NOBODY = KnownAccounts.of([])


def amount(text: str) -> tuple[int, str] | None:
    money = read(text, NOBODY).amount
    return (money.minor, money.currency) if money else None


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("45k€", 45_000_00, "EUR"),
        ("45K€", 45_000_00, "EUR"),
        ("€45,000", 45_000_00, "EUR"),
        ("45 000 €", 45_000_00, "EUR"),
        ("45\u00a0000\u00a0€", 45_000_00, "EUR"),
        ("45\u202f000\u202f€", 45_000_00, "EUR"),
        ("45.000 €", 45_000_00, "EUR"),
        ("45.000,50 €", 45_000_50, "EUR"),
        ("45,000.50 €", 45_000_50, "EUR"),
        ("1 234 567,8 €", 1_234_567_80, "EUR"),
        ("1.234.567 €", 1_234_567_00, "EUR"),
        ("1.2M$", 1_200_000_00, "USD"),
        ("1,2 M€", 1_200_000_00, "EUR"),
        ("1.250 M€", 1_250_000_00, "EUR"),
        ("1,250 million euros", 1_250_000_00, "EUR"),
        ("1,250 k€", 1_250_000_00, "EUR"),
        ("$1.2m", 1_200_000_00, "USD"),
        ("$1.2mm", 1_200_000_00, "USD"),
        ("$2bn", 2_000_000_000_00, "USD"),
        ("2 Mds€", 2_000_000_000_00, "EUR"),
        ("£30k", 30_000_00, "GBP"),
        ("CHF 12'000", 12_000_00, "CHF"),
        ("CHF 12’000.–", 12_000_00, "CHF"),
        ("12000 EUR", 12_000_00, "EUR"),
        ("USD 5k", 5_000_00, "USD"),
        ("USD5k", 5_000_00, "USD"),
        ("5kUSD", 5_000_00, "USD"),
        ("12k eur", 12_000_00, "EUR"),
        ("45k euros", 45_000_00, "EUR"),
        ("45 keuros", 45_000_00, "EUR"),
        ("45 mille euros", 45_000_00, "EUR"),
        ("3 millions d'euros", 3_000_000_00, "EUR"),
        ("3 millions d’euros", 3_000_000_00, "EUR"),
        ("2 million dollars", 2_000_000_00, "USD"),
        ("deux millions d'euros", 2_000_000_00, "EUR"),
        ("a million dollars", 1_000_000_00, "USD"),
        ("cent mille euros", 100_000_00, "EUR"),
        ("a hundred thousand dollars", 100_000_00, "USD"),
        ("310 k€", 310_000_00, "EUR"),
        ("M€ 1,2", 1_200_000_00, "EUR"),
        ("10k€/an", 10_000_00, "EUR"),
        ("10k€ par mois", 10_000_00, "EUR"),
        ("45k€HT", 45_000_00, "EUR"),
        ("12€50", 12_50, "EUR"),
        ("0,5 M€", 500_000_00, "EUR"),
        ("US$5k", 5_000_00, "USD"),
        ("5k US dollars", 5_000_00, "USD"),
        ("$45k CAD", 45_000_00, "CAD"),
        ("C$45k", 45_000_00, "CAD"),
        ("45 000 $ CA", 45_000_00, "CAD"),
        ("20k dollars canadiens", 20_000_00, "CAD"),
        ("5k francs suisses", 5_000_00, "CHF"),
        ("5k livres sterling", 5_000_00, "GBP"),
        ("5k Canadian Dollars", 5_000_00, "CAD"),
        ("5k US dollars US", 5_000_00, "USD"),
        ("¥1,500,000", 1_500_000, "JPY"),
        ("1.5M yen", 1_500_000, "JPY"),
        ("SEK 90 000", 90_000_00, "SEK"),
    ],
)
def test_an_amount_is_read(text: str, minor: int, currency: str) -> None:
    assert amount(text) == (minor, currency)
    assert amount(f"Acme ({text}), à revoir.") == (minor, currency)
    assert amount(f"budget:{text}.") == (minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        "45k",
        "1,234",
        "45 000",
        "12 %",
        "100%",
        "2026-11-23",
        "23/11/2026",
        "12.10.2026",
        "09:30",
        "+33 6 12 34 56 78",
        "v2.5",
        "S-12",
        "S-12 €",
        "24/7",
        "24/7 $",
        "$HOME",
        "$ x dollars",
        "12 meurtres",
        "12 euroſ",
        "5 mıllion euros",
        "5 livres",  # books
        "12€505",
        "500 cad 6000 par an",  # c'est-à-dire
        "1,00,000 €",
        "1.2.3 €",
        "12,34,56 €",
        "10.0.0.1$",
        "€0.075",  # a unit price, finer than a cent
        "a million reasons",
        "half a million dollars",
        "two hundred thousand dollars",
        "vingt et un millions d'euros",
        "999999999999999999999999 €",
        "9" * 5000 + "€",
        "https://shop.example/?price=45€",
        "45\n000 and 12\n€",
    ],
)
def test_what_is_no_amount_stays_text(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("first $40k, then 50k€", 40_000_00, "USD"),
        ("40 à 45k€", 45_000_00, "EUR"),
        ("$40k-50k", 40_000_00, "USD"),
        ("300 $45 seats", 45_00, "USD"),
        ("12 users, v2.5, 30 %, then 7 k€ and 9 k€", 7_000_00, "EUR"),
        ("S-12 450 €", 450_00, "EUR"),
        ("en 2026 45 000 €", 45_000_00, "EUR"),
        ("45 000, then 12 €", 12_00, "EUR"),
        ("12\n450 €", 450_00, "EUR"),
        ("€0.075 per call, €900 a month", 900_00, "EUR"),
    ],
)
def test_the_first_amount_with_a_currency_counts(text: str, minor: int, currency: str) -> None:
    assert amount(text) == (minor, currency)
