"""References are read however they are typed, and nothing else is taken for one."""

import pytest

from bot.kit.references import references


@pytest.mark.parametrize("typed", ["S-12", "s12", " S 12 ", "S–12", "S‑12"])
def test_one_reference_in_any_spelling(typed: str) -> None:
    assert references(typed) == [("s", 12)]


def test_several_come_in_order() -> None:
    assert references("I-7 S-12") == [("i", 7), ("s", 12)]
    assert references("i 7  s 12") == [("i", 7), ("s", 12)]


@pytest.mark.parametrize(
    "typed", ["", " ", "S", "12", "S-", "S-12 please", "see S-12", "S-12x", "S-1234567890", "SS-1"]
)
def test_what_is_not_all_references_is_none(typed: str) -> None:
    assert references(typed) == []
