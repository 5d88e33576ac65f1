"""Whatever the text: reading raises nothing, takes time in step with the text, and invents nothing."""

import csv
import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.signals.kinds import Importance, Kind
from rituals.signals.reading import KnownAccounts, Reading, accounts, amounts, letters, marks, read

KNOWN = KnownAccounts.of(["Acme", "Acme Corp", "Globex", "Orange", "L'Oréal", "@Home", "東京電力"])
DATA = Path(__file__).parents[4] / "shared" / "data"

PIECES = [
    *("for:", "pour:", "vs:", "contre:", "account:", '"', "'", "«", "»", "“", "\u00a0:", "："),
    *("Acme", "Acme Corp", "Orange", "45k€", "45 000", "1.234,5", "$", "€", "CHF", "k", "9" * 30),
    *("million", "deux", "a ", "d'euros", "#sso", "#", "<#C1|sso>", "<@U1|ann>", "<!channel>"),
    *("<", ">", "|", "!risk", "!", "é", "e\u0301", "\u0301", "\u0301\u0327", "https://x.example/"),
    *("a@b.example", "www.", "/", "@", ".", "-", "_", " ", "\n", "\x00", "\ud800", "\u202e"),
    *(
        "US ",
        "dollar",
        "Canadian ",
        " canadiens",
        "franc",
        "livre",
        " suisse",
        " sterling",
        "s",
        "ſ",
        "ı",
        "K",
    ),
    *("שלום", "مرحبا", "👩‍💻", "&lt;", "'; DROP TABLE signals;--", "*", "~", "`"),
]
MONEY = [
    *(
        "5",
        "12",
        " ",
        "000",
        ",",
        ".",
        "'",
        "50",
        "k",
        "M",
        "million ",
        "milliards ",
        "d'",
        "de ",
        "of ",
        "deux ",
    ),
    *("$", "€", "US", "CA", "C$", "EUR", "usd", "CAD", "TND", "US ", "dollar", "dollars", " US", "canadian "),
    *(
        " canadien",
        "canadiens",
        "franc",
        " suisse",
        "swiss ",
        "livre",
        " sterling",
        "pound",
        "yen",
        "s",
        "ſ",
        "ı",
    ),
]
texts = st.text(st.characters(), max_size=300) | st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def assert_well_formed(reading: Reading) -> None:
    assert reading.account is None or 0 < len(reading.account.name) <= 300
    assert reading.amount is None or 0 <= reading.amount.minor <= 10**15
    assert all(0 < len(theme) <= 80 for theme in reading.themes)
    assert len({theme.casefold() for theme in reading.themes}) == len(reading.themes)
    assert reading.kind is None or reading.kind in Kind
    assert reading.importance is None or reading.importance in Importance
    assert len(set(reading.mentions)) == len(reading.mentions)


@given(texts)
def test_any_text_is_read(text: str) -> None:
    assert_well_formed(read(text, KNOWN))


@pytest.mark.parametrize("piece", PIECES)
def test_forty_thousand_characters_are_read(piece: str) -> None:
    assert_well_formed(read(piece * (40_000 // len(piece)), KNOWN))
    assert_well_formed(read((piece + " ") * (40_000 // (len(piece) + 1)), KNOWN))


@given(texts, st.sampled_from(["for:Initech ", "pour:« Initech » "]))
def test_a_certain_account_is_read_before_any_text(text: str, mark: str) -> None:
    guess = read(mark + text, KNOWN).account
    assert guess is not None
    assert guess.name == "Initech"


@given(st.lists(st.sampled_from(MONEY), min_size=2, max_size=8).map("".join))
def test_any_way_to_write_money_is_read(text: str) -> None:
    assert_well_formed(read(text, KNOWN))


@given(st.text(st.characters(exclude_characters="0123456789０１２３４５６７８９"), max_size=300))
def test_no_amount_without_a_digit_or_a_number_word(text: str) -> None:
    if not any(word in text.lower() for word in ("mill", "bill", "thousand")):
        assert read(text, KNOWN).amount is None


def lines_run(text: str) -> int:
    """How many lines of our own code run while the text is read."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(text, KNOWN)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    read(piece, KNOWN)  # the common words are loaded once
    once, twice = (lines_run((piece + " ") * times) for times in (200, 400))
    assert twice <= 2 * once


def patterns() -> Iterator[tuple[ModuleType, str, re.Pattern[str]]]:
    for module in (accounts, amounts, letters, marks):
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield module, name, value


@pytest.mark.parametrize(
    ("module", "name", "pattern"), list(patterns()), ids=lambda part: part if isinstance(part, str) else ""
)
def test_no_pattern_goes_back_over_a_long_run(
    module: ModuleType, name: str, pattern: re.Pattern[str]
) -> None:
    """Each repeat without a bound is possessive or atomic: a failed match is not tried again in shorter ways."""
    bare = re.sub(r"\\.", "e", pattern.pattern)  # escapes, then sets: what remains of * and + are repeats
    bare = re.sub(r"\[[^\]]*\]", "s", bare)
    bare = re.sub(r"\(\?>(\(\?:[^()]*\)[*+])\)", r"\1+", bare)  # an atomic group says the same
    for repeat in re.finditer(r"[*+]|\{\d+,\}", bare):
        before, after = bare[repeat.start() - 1], bare[repeat.end() :][:1]
        assert after == "+" or before in "*+?}", f"{module.__name__}.{name}: {pattern.pattern}"


def feedback() -> Iterator[str]:
    with (DATA / "feedback-en-banking77" / "test.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["text"] for row in csv.DictReader(file))
    for name in ("proposals", "arguments"):
        with (DATA / "feedback-fr-republique-numerique" / f"{name}.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            yield from (row["body"] for row in csv.DictReader(file))


@pytest.mark.skipif(not DATA.exists(), reason="no real texts beside the repository")
def test_real_texts_are_read_and_nothing_is_invented() -> None:
    number_word = re.compile(r"[0-9]|mill|bill|thousand", re.IGNORECASE)
    count = 0
    for text in itertools.islice(feedback(), 10_000):
        reading = read(text, KNOWN)
        assert_well_formed(reading)
        assert reading.amount is None or number_word.search(text), text
        assert (reading.competitor, reading.kind, reading.mentions) == (None, None, ()), text
        count += 1
    assert count > 7_000
