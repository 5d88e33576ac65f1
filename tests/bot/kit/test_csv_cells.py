"""Cells that a spreadsheet would run, made harmless, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.csv_cells import harmful, harmless


@pytest.mark.parametrize(
    "cell", ["=1+1", "+33 1", "-5 %", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "'=1", "''-x"]
)
def test_what_is_run_becomes_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmful(harmless(cell)) == cell


@pytest.mark.parametrize("cell", ["", "a=1", " =1", "'quoted'", "l'été", "45 €", "'"])
def test_what_is_not_run_stays(cell: str) -> None:
    assert harmless(cell) == harmful(cell) == cell


@given(st.text(st.sampled_from("'=+-@\t\r\nab"), max_size=8) | st.text())
def test_any_cell_comes_back(cell: str) -> None:
    assert harmful(harmless(cell)) == cell
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
