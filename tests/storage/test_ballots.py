"""Ballot boxes: a vote once, ballots without a name, and nothing left once they are counted."""

from itertools import pairwise

from sqlalchemy import select

from storage import ballots
from storage.ballots import Ballot, Remark, Turnout
from storage.database import Database
from storage.tables import ballots as kept
from storage.tables import remarks, voters

HOME, BOX = "T1", "b" * 24
ANN, BOB, EVE = "T1:UANN", "T1:UBOB", "T1:UEVE"


def test_a_vote_is_in_once_and_joiners_are_asked_from_then_on(database: Database) -> None:
    with database.write() as tx:
        ballots.ask(tx, HOME, BOX, [ANN, BOB, ANN])
        assert ballots.turnout(tx, HOME, BOX) == Turnout(asked=2, voted=0)
        assert ballots.has_voted(tx, HOME, BOX, EVE) is None
        assert [ballots.mark(tx, HOME, BOX, person) for person in (ANN, ANN, EVE)] == [True, False, True]
        ballots.ask(tx, HOME, BOX, [ANN])  # asked again, her vote stays in
        assert ballots.turnout(tx, HOME, BOX) == Turnout(asked=3, voted=2)
        assert ballots.asked(tx, HOME, BOX, voted=False) == [BOB]


def test_what_is_counted_is_gone(database: Database) -> None:
    said = [Remark("o1", -1, "Too <late>"), Remark(None, None, "Thanks")]
    with database.write() as tx:
        ballots.ask(tx, HOME, BOX, [ANN])
        ballots.mark(tx, HOME, BOX, ANN)
        ballots.drop_in(tx, HOME, BOX, {"o1": 1}, "sales", said)
        ballots.mark(tx, HOME, "other", ANN)
        ballots.drop_in(tx, HOME, "other", {"o2": 1}, None, [])
        assert ballots.in_box(tx, HOME, BOX) == [Ballot({"o1": 1}, "sales")]
        ballots.empty(tx, HOME, BOX, keep_words=True)
    with database.read() as tx:
        assert ballots.in_box(tx, HOME, BOX) == []
        assert ballots.turnout(tx, HOME, BOX) == Turnout(asked=1, voted=0)
        assert sorted(one.words for one in ballots.written(tx, HOME, BOX)) == ["Thanks", "Too <late>"]
        assert len(ballots.in_box(tx, HOME, "other")) == 1
    with database.write() as tx:
        ballots.empty(tx, HOME, BOX, keep_words=False)
        assert ballots.written(tx, HOME, BOX) == []
        ballots.drop(tx, HOME, BOX)
        assert ballots.asked(tx, HOME, BOX) == []


def test_nothing_tells_afterwards_who_has_voted(database: Database) -> None:
    with database.write() as tx:
        ballots.ask(tx, HOME, BOX, [EVE, BOB, ANN])
    for person in (EVE, "T1:UJOINED", ANN):
        with database.write() as tx:
            ballots.mark(tx, HOME, BOX, person)
    with database.write() as tx:
        ballots.empty(tx, HOME, BOX, keep_words=True)
    with database.read() as tx:
        assert list(tx.scalars(select(voters.c.person))) == [ANN, BOB, EVE]  # as they lie in the table
        assert ballots.asked(tx, HOME, BOX, voted=True) == []


def test_a_vote_moves_others_and_loses_none(database: Database) -> None:
    cast = [({"o1": number}, [Remark(None, None, f"Words {number}")]) for number in range(2 * ballots.MIXED)]
    keys: list[set[str]] = []
    for choices, words in cast:
        with database.write() as tx:
            ballots.drop_in(tx, HOME, BOX, choices, None, words)
            keys.append(set(tx.scalars(select(kept.c.id))))
    with database.read() as tx:
        assert sorted(one.choices["o1"] for one in ballots.in_box(tx, HOME, BOX)) == list(range(len(cast)))
        assert {one.words for one in ballots.written(tx, HOME, BOX)} == {words[0].words for _, words in cast}
    assert [len(now - before) for before, now in pairwise(keys)] == [
        min(number + 2, ballots.MIXED + 1) for number in range(len(cast) - 1)
    ]


def test_each_of_several_remarks_is_one_of_as_many_as_a_single_one(database: Database) -> None:
    said = [Remark(f"o{number}", -1, f"Words {number}") for number in range(3)]
    with database.write() as tx:
        for number in range(100):
            ballots.drop_in(tx, HOME, BOX, {"o0": 1}, None, [Remark(None, None, f"Earlier {number}")])
        before = set(tx.scalars(select(remarks.c.id)))
        ballots.drop_in(tx, HOME, BOX, {"o0": -1}, None, said)
        assert len(set(tx.scalars(select(remarks.c.id))) - before) == len(said) * (ballots.MIXED + 1)
