"""The score and its interval: by hand, and how often the interval holds the truth, over every way a survey may turn out."""

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.surveys.scoring import Score, change, response_rate, score

Shares = tuple[float, float, float]  # of promoters, passives and detractors
USUAL: list[Shares] = [
    (0.5, 0.3, 0.2), (0.35, 0.4, 0.25), (0.7, 0.2, 0.1), (0.2, 0.3, 0.5), (0.4, 0.2, 0.4), (0.1, 0.2, 0.7),
]  # fmt: skip
EXTREME: list[Shares] = [(0.85, 0.1, 0.05), (0.05, 0.1, 0.85), (0.05, 0.9, 0.05), (0.9, 0.05, 0.05)]


def scored(promoters: int, passives: int, detractors: int) -> Score:
    found = score([detractors, 0, 0, 0, 0, 0, 0, 0, passives, promoters, 0])
    assert found
    return found


def outcomes(answers: int, true: Shares) -> Iterator[tuple[tuple[int, int, int], float]]:
    """Every way so many answers may turn out, and how likely it is."""
    for promoters in range(answers + 1):
        for passives in range(answers + 1 - promoters):
            detractors = answers - promoters - passives
            ways = comb(answers, promoters) * comb(answers - promoters, passives)
            chance = ways * true[0] ** promoters * true[1] ** passives * true[2] ** detractors
            yield (promoters, passives, detractors), chance


def coverage(answers: int, true: Shares) -> float:
    """How often the interval holds the true score: exact, since all outcomes are tried."""
    truth = 100 * (true[0] - true[2])
    return sum(
        chance
        for outcome, chance in outcomes(answers, true)
        if scored(*outcome).low - 1e-9 <= truth <= scored(*outcome).high + 1e-9
    )


def test_a_score_by_hand() -> None:
    """5 detractors, 2 passives, 3 promoters: -20. With 3/4, 3/2 and 3/4 more, of 13: 23/52 against, 15/52 for, -8/52 = -0.154;
    variance (38/52 - (8/52)^2) / 13 = 0.0543943, its root 0.233226, times 1.959964 is 0.457115."""
    found = score([1, 0, 0, 2, 0, 0, 2, 1, 1, 2, 1])
    assert found
    assert (found.promoters, found.passives, found.detractors, found.nps) == (3, 2, 5, -20.0)
    assert (found.low, found.high) == pytest.approx((-61.0961, 30.3269), abs=0.001)


def test_a_change_by_hand() -> None:
    """From the score above to 6, 2 and 2 of ten: 60 points. With half as many more, of 11.5: -2/11.5 and 4/11.5;
    variances (8.75/11.5 - 0.030246) / 11.5 and (8.75/11.5 - 0.120983) / 11.5, together 0.119172, root 0.345213."""
    found = change(scored(3, 2, 5), scored(6, 2, 2))
    assert found.points == 60.0
    assert (found.low, found.high) == pytest.approx((52.1739 - 67.6605, 52.1739 + 67.6605), abs=0.001)


@pytest.mark.parametrize(
    ("answer", "nps"), [(0, -100.0), (6, -100.0), (7, 0.0), (8, 0.0), (9, 100.0), (10, 100.0)]
)
def test_who_is_a_promoter(answer: int, nps: float) -> None:
    found = score([int(number == answer) for number in range(11)])
    assert found
    assert found.nps == nps


def test_no_answers_have_no_score() -> None:
    assert score([0] * 11) is None
    with pytest.raises(ValueError, match="not 10"):
        score([1] * 10)


@pytest.mark.parametrize("answers", [5, 10, 20, 50, 100])
def test_the_interval_holds_the_truth_about_95_times_in_100(answers: int) -> None:
    assert all(0.92 <= coverage(answers, true) <= 0.98 for true in USUAL)


@pytest.mark.parametrize(("answers", "least"), [(5, 0.89), (10, 0.94), (20, 0.94), (50, 0.94)])
def test_where_nearly_all_answer_alike_it_falls_short_only_with_five(answers: int, least: float) -> None:
    assert all(coverage(answers, true) >= least for true in EXTREME)


@pytest.mark.parametrize(("before", "after"), [(5, 5), (5, 10), (8, 12)])
def test_the_interval_of_a_change_holds_the_truth_about_95_times_in_100(before: int, after: int) -> None:
    def held(was: Shares, now: Shares) -> float:
        truth = 100 * ((now[0] - now[2]) - (was[0] - was[2]))
        return sum(
            chance * later
            for (one, chance), (other, later) in product(outcomes(before, was), outcomes(after, now))
            if moves[one, other].low - 1e-9 <= truth <= moves[one, other].high + 1e-9
        )

    moves = {
        (one, other): change(scored(*one), scored(*other))
        for (one, _), (other, _) in product(outcomes(before, USUAL[0]), outcomes(after, USUAL[0]))
    }
    assert all(0.92 <= held(was, now) <= 0.98 for was, now in combinations_with_replacement(USUAL[:4], 2))


sorts = st.tuples(*[st.integers(0, 300)] * 3).filter(any)


@given(sorts, sorts)
def test_what_was_seen_lies_in_its_interval(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    before, after = scored(*one), scored(*other)
    assert -100 <= before.low <= before.nps <= before.high <= 100
    moved, back = change(before, after), change(after, before)
    assert -200 <= moved.low <= moved.points <= moved.high <= 200
    assert (moved.low, moved.points) == pytest.approx((-back.high, -back.points))
    assert change(before, before).points == 0


@given(sorts)
def test_more_answers_alike_narrow_the_interval(one: tuple[int, int, int]) -> None:
    few = scored(*one)
    many = scored(*(4 * count for count in one))
    assert many.nps == pytest.approx(few.nps)
    assert many.high - many.low < few.high - few.low


def test_how_many_answered() -> None:
    assert (response_rate(3, 12), response_rate(0, 12), response_rate(0, 0)) == (0.25, 0.0, None)
