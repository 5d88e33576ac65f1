"""What ballots come to, against the same counted in another way."""

import json
from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.polls.counting import Kind, Line, Problem, Tally, check, compare, count
from tests.rituals.polls.ballots import GONE, OPTIONS, filled_in, kinds, many, some_options

SUMMED = [kind for kind in Kind if kind is not Kind.RANKING]
weighing = st.integers(0, 10**15)


def by_option(tally: Tally) -> dict[str, Line]:
    return {line.option: line for line in tally.lines}


@pytest.mark.parametrize(
    ("kind", "ballots", "lines"),
    [
        (
            Kind.ONE,
            [{"a": 1}, {"b": 1}, {"b": 1}, {"c": 1}],
            [Line("b", 2, 1, 0.5), Line("a", 1, 2, 0.25), Line("c", 1, 2, 0.25), Line("d", 0, 4, 0.0)],
        ),
        (
            Kind.SEVERAL,
            [{"a": 1, "d": 1}, {"d": 1}],
            [Line("d", 2, 1, 1.0), Line("a", 1, 2, 0.5), Line("b", 0, 3, 0.0), Line("c", 0, 3, 0.0)],
        ),
        (
            Kind.POINTS,
            [{"a": 70, "b": 30}, {"b": 100}],
            [Line("b", 130, 1, 0.65), Line("a", 70, 2, 0.35), Line("c", 0, 3, 0.0), Line("d", 0, 3, 0.0)],
        ),
        (
            Kind.STANCE,
            [{"a": 1, "b": 0}, {"a": 0, "c": -1}, {"a": 1, "c": -1}, {"c": 1}],
            [
                Line("a", 2, 1, 2 / 3, (2, 1, 0)),
                Line("b", 0, 2, 0.0, (0, 1, 0)),
                Line("d", 0, 2, None, (0, 0, 0)),
                Line("c", -1, 4, 1 / 3, (1, 0, 2)),
            ],
        ),
        (
            Kind.RANKING,
            [{"b": 1, "a": 2}, {"b": 1, "c": 5}, {"a": 1, "b": 2}],
            [Line("b", 3, 1), Line("a", 2, 2), Line("c", 1, 3), Line("d", 0, 4)],
        ),
    ],
)
def test_each_kind_has_its_count(kind: Kind, ballots: list[dict[str, int]], lines: list[Line]) -> None:
    assert count(kind, "abcd", ballots) == Tally(kind, len(ballots), len(ballots), tuple(lines))


@given(st.data(), st.sampled_from(SUMMED), some_options)
def test_sums_equal_a_count_of_every_number_said(
    data: st.DataObject, kind: Kind, options: tuple[str, ...]
) -> None:
    ballots = data.draw(many(kind, options))
    weights = data.draw(st.lists(weighing, min_size=len(ballots), max_size=len(ballots)))
    said: Counter[tuple[str, int]] = Counter()
    votes = 0
    for ballot, weight in zip(ballots, weights, strict=True):
        for option, number in ballot.items():
            said[option, number] += weight
        votes += (
            weight
            if any(option != GONE and (number or kind is Kind.STANCE) for option, number in ballot.items())
            else 0
        )
    amounts = {
        option: sum(number * weight for (named, number), weight in said.items() if named == option)
        for option in options
    }
    tally = count(kind, options, ballots, weights)
    assert tally.weight == votes
    assert {line.option: line.amount for line in tally.lines} == amounts
    for line in tally.lines:
        stances = tuple(said[line.option, stance] for stance in (1, 0, -1))
        part, whole = {
            Kind.STANCE: (stances[0], sum(stances)),
            Kind.POINTS: (line.amount, sum(amounts.values())),
        }.get(kind, (line.amount, votes))
        assert line.stances == (stances if kind is Kind.STANCE else None)
        assert line.share == (float(Fraction(part, whole)) if whole else None)


@given(st.data(), kinds, some_options)
def test_best_first_ties_share_a_place_and_keep_the_order_of_the_options(
    data: st.DataObject, kind: Kind, options: tuple[str, ...]
) -> None:
    lines = count(kind, options, data.draw(many(kind, options))).lines
    assert sorted(line.option for line in lines) == sorted(options)
    assert lines[0].place == 1
    for at, (one, other) in enumerate(pairwise(lines), 1):
        assert other.place in (one.place, at + 1)
        if one.place == other.place:
            assert options.index(one.option) < options.index(other.option)
        if kind is not Kind.RANKING:
            assert (one.amount > other.amount) == (one.place < other.place)


@given(st.data(), kinds, some_options)
def test_the_order_of_ballots_changes_nothing(
    data: st.DataObject, kind: Kind, options: tuple[str, ...]
) -> None:
    ballots = data.draw(many(kind, options))
    assert count(kind, options, data.draw(st.permutations(ballots))) == count(kind, options, ballots)


@given(st.data(), kinds, some_options)
def test_a_weight_is_as_many_ballots(data: st.DataObject, kind: Kind, options: tuple[str, ...]) -> None:
    ballots = data.draw(many(kind, options))
    weights = data.draw(st.lists(st.integers(0, 4), min_size=len(ballots), max_size=len(ballots)))
    weighed = count(kind, options, ballots, weights)
    repeated = count(kind, options, [b for b, n in zip(ballots, weights, strict=True) for _ in range(n)])
    assert (weighed.weight, weighed.lines) == (repeated.ballots, repeated.lines)
    assert weighed == count(
        kind,
        options,
        [ballot for ballot, weight in zip(ballots, weights, strict=True) if weight],
        [weight for weight in weights if weight],
    )


@pytest.mark.parametrize("kind", Kind)
def test_what_is_gone_or_weighs_nothing_does_not_count(kind: Kind) -> None:
    ballots = [{"a": 1}, {GONE: 1}, {GONE: 2, "a": 1}, {"b": 1}, {}]
    tally = count(kind, "ab", ballots, [1, 1, 1, 0, 1])
    assert tally == count(kind, "ab", [{"a": 1}, {"a": 1}])
    assert (tally.ballots, tally.lines[0].option) == (2, "a")


@pytest.mark.parametrize("kind", Kind)
def test_nobody_voted(kind: Kind) -> None:
    stances = (0, 0, 0) if kind is Kind.STANCE else None
    nothing = (Line("a", 0, 1, None, stances), Line("b", 0, 1, None, stances))
    assert count(kind, "ab", []) == Tally(kind, 0, 0, nothing)
    assert count(kind, "", []) == Tally(kind, 0, 0, ())


@given(st.data(), kinds, some_options)
def test_a_tally_comes_back_from_json(data: st.DataObject, kind: Kind, options: tuple[str, ...]) -> None:
    ballots = data.draw(many(kind, options))
    weights = data.draw(st.lists(weighing, min_size=len(ballots), max_size=len(ballots)))
    tally = count(kind, options, ballots, weights)
    assert Tally.read(json.loads(json.dumps(tally.written()))) == tally


def test_what_is_stored_stays_readable() -> None:
    stored = {
        "kind": "stance",
        "ballots": 3,
        "weight": 3,
        "lines": [
            {"option": "a", "amount": 1, "place": 1, "share": 0.5, "stances": [1, 1, 0]},
            {"option": "b", "amount": 0, "place": 2, "stances": [0, 0, 0]},
        ],
    }
    lines = (Line("a", 1, 1, 0.5, (1, 1, 0)), Line("b", 0, 2, None, (0, 0, 0)))
    assert Tally.read(stored) == Tally(Kind.STANCE, 3, 3, lines)
    assert Tally.read(stored).written() == stored


def test_shares_move_in_points_and_a_ranking_in_places() -> None:
    one = count(Kind.ONE, "ab", [{"a": 1}, {"b": 1}, {"b": 1}, {"b": 1}])
    later = count(Kind.ONE, "abc", [{"a": 1}, {"c": 1}])
    assert compare(later, one) == {"a": 25.0, "b": -75.0, "c": None}
    ranked = count(Kind.RANKING, "abc", [{"a": 1, "b": 2, "c": 3}])
    again = count(Kind.RANKING, "cbd", [{"c": 1, "b": 2, "d": 3}])
    assert compare(again, ranked) == {"c": 2, "b": 0, "d": None}
    assert compare(count(Kind.ONE, "ab", []), one) == {"a": None, "b": None}
    assert compare(ranked, one) == {"a": None, "b": None, "c": None}


@pytest.mark.parametrize(
    ("kind", "ballot", "problem"),
    [
        (Kind.ONE, {"a": 1}, None),
        (Kind.ONE, {}, Problem.EMPTY),
        (Kind.ONE, {"a": 1, "b": 1}, Problem.TOO_MANY),
        (Kind.ONE, {"a": 5}, Problem.UNKNOWN),
        (Kind.ONE, {GONE: 1}, Problem.UNKNOWN),
        (Kind.SEVERAL, {"a": 1, "b": 1}, None),
        (Kind.SEVERAL, {"a": 1, "b": 1, "c": 1}, Problem.TOO_MANY),
        (Kind.POINTS, {"a": 60, "b": 40, "c": 0}, None),
        (Kind.POINTS, {"a": 0}, Problem.EMPTY),
        (Kind.POINTS, {"a": 60, "b": 39}, Problem.NOT_HUNDRED),
        (Kind.POINTS, {"a": 101}, Problem.NOT_HUNDRED),
        (Kind.POINTS, {"a": 110, "b": -10}, Problem.NEGATIVE),
        (Kind.STANCE, {"a": 0}, None),
        (Kind.STANCE, {"a": 1, "b": -1}, None),
        (Kind.STANCE, {"a": 2}, Problem.UNKNOWN),
        (Kind.STANCE, {}, Problem.EMPTY),
        (Kind.RANKING, {"a": 3, "b": 1}, None),
        (Kind.RANKING, {"a": 1, "b": 1}, Problem.TWICE),
        (Kind.RANKING, {"a": 0}, Problem.UNKNOWN),
        (Kind.RANKING, {}, Problem.EMPTY),
    ],
)
def test_what_is_wrong_with_a_ballot(kind: Kind, ballot: dict[str, int], problem: Problem | None) -> None:
    assert check(kind, "abc", ballot, 2) == problem


def test_without_a_limit_all_may_be_chosen() -> None:
    assert check(Kind.SEVERAL, OPTIONS, dict.fromkeys(OPTIONS, 1)) is None


@given(st.data(), kinds, some_options)
def test_what_may_be_cast_counts_once(data: st.DataObject, kind: Kind, options: tuple[str, ...]) -> None:
    ballot = data.draw(filled_in(kind, options))
    assert check(kind, options, ballot) is None
    assert count(kind, options, [ballot]).ballots == 1
