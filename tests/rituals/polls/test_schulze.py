"""Rankings against every path written out, and what the method promises."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rituals.polls.counting import Kind, Tally, count
from tests.rituals.polls.ballots import GONE, OPTIONS, many, some_options

Ballots = Sequence[Mapping[str, int]]


def prefer(ballots: Ballots, one: str, other: str) -> int:
    return sum(one in ballot and (other not in ballot or ballot[one] < ballot[other]) for ballot in ballots)


def strongest(ballots: Ballots, options: Sequence[str], start: str, end: str) -> int:
    """Over all simple paths, the strength of the best one's weakest link."""
    between = [option for option in options if option not in (start, end)]
    best = 0
    for length in range(len(between) + 1):
        for middle in permutations(between, length):
            links = [
                (prefer(ballots, *link), prefer(ballots, *reversed(link)))
                for link in pairwise((start, *middle, end))
            ]
            best = max(best, min(wins if wins > losses else 0 for wins, losses in links))
    return best


def places(tally: Tally) -> dict[str, int]:
    return {line.option: line.place for line in tally.lines}


def ranked(*orders: tuple[int, str]) -> list[dict[str, int]]:
    """So many ballots each: `ranked((5, "acb"))`."""
    return [
        {option: place for place, option in enumerate(order, 1)}
        for times, order in orders
        for _ in range(times)
    ]


@settings(deadline=None)
@given(st.data(), some_options)
def test_equals_every_path_written_out(data: st.DataObject, options: tuple[str, ...]) -> None:
    ballots = data.draw(many(Kind.RANKING, options, most=7))
    beats = {
        one: {
            other
            for other in options
            if other != one
            and strongest(ballots, options, one, other) > strongest(ballots, options, other, one)
        }
        for one in options
    }
    beaten = {one: sum(one in others for others in beats.values()) for one in options}
    tally = count(Kind.RANKING, options, ballots)
    assert {line.option: line.amount for line in tally.lines} == {one: len(beats[one]) for one in options}
    order = sorted(beaten.values())
    assert places(tally) == {one: 1 + order.index(beaten[one]) for one in options}
    for one in options:  # who beats another stands above it
        assert all(places(tally)[one] < places(tally)[other] for other in beats[one])


def test_the_example_of_schulze() -> None:
    """45 people and five options that beat each other in circles (example 1 of his paper): E, A, C, B, D."""
    ballots = ranked(
        (5, "acbed"), (5, "adecb"), (8, "bedac"), (3, "cabed"),
        (7, "caebd"), (2, "cbade"), (7, "dceba"), (8, "ebadc"),
    )  # fmt: skip
    assert places(count(Kind.RANKING, "abcde", ballots)) == {"e": 1, "a": 2, "c": 3, "b": 4, "d": 5}


@given(st.data())
def test_who_wins_every_duel_comes_first_alone(data: st.DataObject) -> None:
    ballots = data.draw(many(Kind.RANKING, OPTIONS, most=5))
    winners = [
        one
        for one in OPTIONS
        if all(prefer(ballots, one, other) > prefer(ballots, other, one) for other in OPTIONS if other != one)
    ]
    assume(winners)
    first, second = count(Kind.RANKING, OPTIONS, ballots).lines[:2]
    assert ([first.option], second.place) == (winners, 2)


@given(st.data())
def test_raising_the_winner_does_not_harm_it(data: st.DataObject) -> None:
    ballots = [dict(ballot) for ballot in data.draw(many(Kind.RANKING, OPTIONS[:4], most=7))]
    assume(ballots)
    winner = count(Kind.RANKING, OPTIONS[:4], ballots).lines[0].option
    data.draw(st.sampled_from(ballots))[winner] = 1  # places start at 2
    assert places(count(Kind.RANKING, OPTIONS[:4], ballots))[winner] == 1


@given(st.data())
def test_a_clone_neither_helps_nor_harms(data: st.DataObject) -> None:
    """An option like another, next to it on each ballot, changes nothing among the rest."""
    ballots = data.draw(many(Kind.RANKING, OPTIONS[:4], most=7))
    cloned = [ballot | ({"clone": ballot["a"] + 1} if "a" in ballot else {}) for ballot in ballots]
    before = places(count(Kind.RANKING, OPTIONS[:4], ballots))
    after = places(count(Kind.RANKING, (*OPTIONS[:4], "clone"), cloned))
    assert {one for one in "bcd" if before[one] == 1} == {one for one in "bcd" if after[one] == 1}
    assert (before["a"] == 1) == (after["a"] == 1 or after["clone"] == 1)


def test_what_is_left_out_stands_below_and_what_is_gone_is_no_rival() -> None:
    ballots: Ballots = [{GONE: 1, "c": 7}, {"b": 2}, {"b": 1}]
    assert places(count(Kind.RANKING, "abc", ballots)) == {"b": 1, "c": 2, "a": 3}


def test_all_that_nothing_beats_come_first_though_one_of_them_beats_more() -> None:
    tally = count(Kind.RANKING, "abc", ranked((1, "bac"), (1, "acb")))
    assert places(tally) == {"a": 1, "b": 1, "c": 3}
