"""Long texts over several inputs and back."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.messages.release_forms import CHANGES_INPUTS
from rituals.releases.forms import CHANGES_LIMIT
from rituals.releases.inputs import gather, spread

NOTES = Path(__file__).parents[3] / "../shared/data/releases/releases.jsonl"


def test_a_short_text_is_one_piece() -> None:
    assert spread("a\nb") == ("a\nb",)


def test_a_long_text_is_cut_between_lines() -> None:
    assert spread("one\ntwo\nthree", room=8) == ("one\ntwo", "three")


def test_an_empty_line_at_a_cut_is_kept() -> None:
    assert gather(spread("aaaa\n\nbbbb", room=4)) == "aaaa\n\nbbbb"
    assert gather(spread("aaaa\n\nbbbb", room=5)) == "aaaa\n\nbbbb"


def test_an_indent_at_a_cut_is_kept() -> None:
    assert gather(spread("- aaa\n  - b", room=6)) == "- aaa\n  - b"


def test_a_line_longer_than_an_input_is_cut_between_words() -> None:
    assert spread("one two three", room=8) == ("one two", "three")
    assert spread("abcdefghij", room=4) == ("abcd", "efgh", "ij")


def test_characters_count_as_browsers_count_them() -> None:
    assert spread("😀😀😀", room=4) == ("😀😀", "😀")


def test_the_line_ends_of_browsers_become_plain() -> None:
    assert gather(["a\r\nb", "c"]) == "a\nb\nc"


@given(st.text(alphabet="ab é😀\n-", max_size=200), st.integers(12, 40))
def test_nothing_is_lost_and_each_piece_fits(text: str, room: int) -> None:
    pieces = spread(text, room)
    assert all(len(piece.encode("utf-16-le")) <= 2 * room for piece in pieces)
    kept = gather([text])
    if all(len(line.encode("utf-16-le")) <= 2 * room for line in kept.split("\n")):
        assert gather(spread(kept, room)) == kept
    else:
        assert "".join(gather(spread(kept, room)).split()) == "".join(kept.split())


@pytest.mark.skipif(not NOTES.exists(), reason="real release notes are not here")
def test_real_notes_fit_into_the_form() -> None:
    bodies = [json.loads(line)["body"] for line in NOTES.read_text(encoding="utf-8").splitlines()]
    bodies = [gather([body]) for body in bodies if len(body) <= CHANGES_LIMIT]
    assert len(bodies) > 500
    for body in bodies:
        pieces = spread(body)
        assert len(pieces) <= CHANGES_INPUTS
        assert gather(pieces) == body
