"""The radar's rules: small counts against chance, sides, and what is too early or too common to say anything."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import comb, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.radar.rules import BEFORE, KINDS, Side, Span, blips, chance_of, span
from rituals.signals.kinds import Kind
from storage.radar import Heard

START, END = datetime(2026, 11, 16, 8, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)
EIGHT_WEEKS = Span(START - BEFORE, START, END)


def heard(theme: str, now: int, earlier: int, sides: Iterable[Side], before: Iterable[Side] = ()) -> Heard:
    return Heard(theme, now, earlier, frozenset(sides), frozenset(before))


def request(now: int, earlier: int, theme: str = "t") -> Heard:
    return heard(theme, now, earlier, (Side.CUSTOMERS,))


@pytest.mark.parametrize(
    ("now", "earlier", "chance", "rising"),
    [
        (3, 0, 0.00137, True),
        (3, 1, 0.00503, True),
        (3, 2, 0.01153, False),
        (4, 2, 0.00190, True),
        (4, 4, 0.00737, True),
        (4, 5, 0.01211, False),
        (6, 8, 0.00255, True),
        (2, 0, 0.01235, False),  # too few, whatever came before
        (9, 9, 0.00005, False),  # more than one a week before: not rare
    ],
)
def test_how_many_after_how_many_is_no_chance(now: int, earlier: int, chance: float, rising: bool) -> None:
    assert isclose(chance_of(now, earlier, EIGHT_WEEKS.share), chance, abs_tol=0.00001)
    found = blips([request(now, earlier)], EIGHT_WEEKS)
    assert [blip.rising for blip in found] == [True] * rising


@given(st.integers(1, 40), st.integers(0, 8), st.fractions(Fraction(1, 50), Fraction(1, 2)))
def test_the_chance_is_the_tail_of_the_binomial(now: int, earlier: int, share: Fraction) -> None:
    total = now + earlier
    tail = sum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(now, total + 1))
    assert isclose(chance_of(now, earlier, float(share)), float(tail), rel_tol=1e-9)


def test_very_many_at_once_are_counted_too() -> None:
    [blip] = blips([request(100_000, 3)], EIGHT_WEEKS)
    assert blip.rising
    assert blip.chance == 0


@pytest.mark.parametrize(
    ("began", "weeks"),
    [
        (START - timedelta(weeks=52), 8),
        (START - timedelta(weeks=3, days=1), 3),
        (START - timedelta(weeks=1), 1),
        (START - timedelta(days=6), None),  # less before than now
        (END, None),
        (None, None),
    ],
)
def test_a_young_team_is_compared_with_the_time_that_there_was(
    began: datetime | None, weeks: int | None
) -> None:
    over = span(START, END, began)
    assert (over.weeks if over else None) == weeks


def test_after_one_week_three_prove_nothing_and_seven_do() -> None:
    over = span(START, END, START - timedelta(weeks=1))
    assert over
    assert blips([request(3, 0)], over) == []
    assert blips([request(7, 0)], over)[0].rising


THREE = (Side.CUSTOMERS, Side.DEALS, Side.COMPETITORS)


def test_three_sides_are_several_and_one_of_them_is_new() -> None:
    said = [
        heard("t", 1, 1, THREE[::-1]),
        heard("two", 1, 2, THREE[:2]),
        heard("past", 0, 3, THREE),
        heard("often", 1, 9, THREE),
    ]
    [blip] = blips(said, EIGHT_WEEKS)
    assert (blip.theme_id, blip.now, blip.earlier, blip.rising) == ("t", 1, 1, False)
    assert blip.sides == THREE


def test_a_digest_tells_of_sides_once() -> None:
    before = [heard("t", 1, 3, THREE, THREE)]
    assert len(blips(before, EIGHT_WEEKS)) == 1
    assert blips(before, EIGHT_WEEKS, only_new=True) == []
    assert len(blips([heard("t", 1, 2, THREE, THREE[:2])], EIGHT_WEEKS, only_new=True)) == 1


def test_every_kind_has_one_side() -> None:
    assert sorted(kind for kinds in KINDS.kinds.values() for kind in kinds) == sorted(Kind)
    assert set(KINDS.kinds) == set(Side)


sides = st.sets(st.sampled_from(list(Side)))
counts = st.lists(
    st.builds(heard, st.sampled_from("abcdefgh"), st.integers(0, 9), st.integers(0, 9), sides, sides),
    unique_by=lambda one: one.theme_id,
)


@given(counts)
def test_the_order_of_what_was_heard_does_not_matter(said: list[Heard]) -> None:
    found = blips(said, EIGHT_WEEKS)
    assert blips(said[::-1], EIGHT_WEEKS) == found
    assert {blip.theme_id for blip in blips(said, EIGHT_WEEKS, only_new=True)} <= {
        blip.theme_id for blip in found
    }
    for blip in found:
        assert blip.now >= 1
        assert blip.earlier <= EIGHT_WEEKS.weeks
        assert blip.rising or len(blip.sides) >= 3
