"""What no form of ours sends, but a signed request may hold: refused beside a field, never an error of ours."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from rituals.messages.polls.voting import CHOICE, place_input, points_input, stance_input
from rituals.polls.counting import Kind
from rituals.polls.filling import fill
from rituals.refusals import FieldErrors
from tests import written

FIRST, SECOND = points_input("o0"), points_input("o1")


@pytest.mark.parametrize(
    ("kind", "values", "chosen", "beside"),
    [
        (Kind.POINTS, {FIRST: "-5", SECOND: "105"}, (), FIRST),
        (Kind.POINTS, {FIRST: "1e2"}, (), FIRST),
        (Kind.POINTS, {SECOND: "9" * 5000}, (), SECOND),  # more digits than Python reads
        (Kind.POINTS, {points_input("of another poll"): "100"}, (), FIRST),
        (Kind.STANCE, {stance_input("o0"): "7"}, (), stance_input("o0")),
        (Kind.RANKING, {place_input(1): "of another poll"}, (), place_input(1)),
        (Kind.RANKING, {place_input(9): "o0"}, (), place_input(1)),
        (Kind.ONE, {CHOICE: "of another poll"}, (), CHOICE),
        (Kind.SEVERAL, {}, ("of another poll",), CHOICE),
        (Kind.SEVERAL, {}, ("o0", "o1", "o2"), CHOICE),
    ],
)
def test_a_vote_that_no_form_sends_is_refused(
    kind: Kind, values: Mapping[str, str], chosen: tuple[str, ...], beside: str
) -> None:
    seen = written.poll(0, 0, 0, kind=kind, most=2)
    with pytest.raises(FieldErrors) as refused:
        fill(seen.poll, seen.options, values, chosen, "T1:U1")
    assert list(refused.value.errors) == [beside]


def test_what_was_chosen_twice_counts_once() -> None:
    seen = written.poll(0, 0, 0, most=2)
    cast = fill(replace(seen.poll, comments=True), seen.options, {}, ("o0", "o0"), "T1:U1")
    assert cast.choices == {"o0": 1}
