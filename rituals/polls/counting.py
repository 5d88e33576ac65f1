"""What a ballot may say, and what ballots come to: whole numbers, counted exactly, in an order that is always the same.

A ballot says a number for each option that it names: 1 where it is chosen, points, a stance, or a place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rituals.polls import schulze

Ballot = Mapping[str, int]
HUNDRED = 100  # points that each person shares out
FOR, MIXED, AGAINST = 1, 0, -1


class Kind(StrEnum):
    """How people answer. The values are stored."""

    ONE = "one"
    SEVERAL = "several"
    POINTS = "points"
    STANCE = "stance"
    RANKING = "ranking"


CHOICES = (Kind.ONE, Kind.SEVERAL)


class Problem(StrEnum):
    """What is wrong with a ballot as it was filled in."""

    EMPTY = "empty"
    TOO_MANY = "too_many"
    NOT_HUNDRED = "not_hundred"
    NEGATIVE = "negative"
    TWICE = "twice"  # one place for two options
    UNKNOWN = "unknown"  # an option, or a number for one, that the poll does not have


def check(kind: Kind, options: Iterable[str], ballot: Ballot, most: int | None = None) -> Problem | None:
    """What keeps a ballot from being cast. `most`: options that may be chosen; places may have gaps, their order counts."""
    if not ballot.keys() <= set(options):
        return Problem.UNKNOWN
    if kind is Kind.POINTS and min(ballot.values(), default=0) < 0:
        return Problem.NEGATIVE
    if not all(_known(kind, number) for number in ballot.values()):
        return Problem.UNKNOWN
    if not _said(kind, ballot, ballot.keys()):
        return Problem.EMPTY
    if kind in CHOICES and len(ballot) > (1 if kind is Kind.ONE else most or len(ballot)):
        return Problem.TOO_MANY
    if kind is Kind.POINTS and sum(ballot.values()) != HUNDRED:
        return Problem.NOT_HUNDRED
    if kind is Kind.RANKING and len(set(ballot.values())) < len(ballot):
        return Problem.TWICE
    return None


def _known(kind: Kind, number: int) -> bool:
    """If a number means something in a poll of this kind."""
    if kind is Kind.STANCE:
        return number in (FOR, MIXED, AGAINST)
    if kind is Kind.RANKING:
        return number >= 1
    return kind is Kind.POINTS or number == 1


def _said(kind: Kind, ballot: Ballot, options: Iterable[str]) -> dict[str, int]:
    """What a ballot says of these options. No points are nothing said; a mixed stance, also 0, is one."""
    there = set(options)
    return {
        option: number
        for option, number in ballot.items()
        if option in there and (number or kind is Kind.STANCE)
    }


@dataclass(frozen=True)
class Line:
    """What one option came to.

    `amount`: votes, points, those for it minus those against, or how many other options it beats.
    `place`: 1 is best; ties share one, and the next is left out (1, 2, 2, 4).
    `share`, 0 to 1: of those who voted, of all points, or of those with a stance on it who are for it; None for a ranking,
    and where nobody said anything.
    `stances`: for, mixed and against it.
    """

    option: str
    amount: int
    place: int
    share: float | None = None
    stances: tuple[int, int, int] | None = None

    def written(self) -> dict[str, Any]:
        """As it is stored; `read` reads it."""
        line: dict[str, Any] = {"option": self.option, "amount": self.amount, "place": self.place}
        if self.share is not None:
            line["share"] = self.share
        if self.stances is not None:
            line["stances"] = list(self.stances)
        return line

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Line":
        """What `written` wrote."""
        stances = tuple(stored["stances"]) if "stances" in stored else None
        return cls(stored["option"], stored["amount"], stored["place"], stored.get("share"), stances)


@dataclass(frozen=True)
class Tally:
    """What the ballots came to, best first. `ballots`: that were counted; `weight`: theirs together, without weights the same."""

    kind: Kind
    ballots: int
    weight: int
    lines: tuple[Line, ...]

    def written(self) -> dict[str, Any]:
        """As it is stored; `read` reads it."""
        lines = [line.written() for line in self.lines]
        return {"kind": self.kind.value, "ballots": self.ballots, "weight": self.weight, "lines": lines}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Tally":
        """What `written` wrote."""
        lines = tuple(Line.read(line) for line in stored["lines"])
        return cls(Kind(stored["kind"]), stored["ballots"], stored["weight"], lines)


def count(
    kind: Kind, options: Sequence[str], ballots: Sequence[Ballot], weights: Sequence[int] | None = None
) -> Tally:
    """Count ballots, each as often as its weight says, once without weights. Ties stand in the order of the options.

    Options that are no longer there are passed over; a ballot that says nothing else, or weighs nothing, does not count.
    """
    counted = [
        (said, weight)
        for ballot, weight in zip(ballots, [1] * len(ballots) if weights is None else weights, strict=True)
        if weight > 0 and (said := _said(kind, ballot, options))
    ]
    total = sum(weight for _, weight in counted)
    lines = _ranked(options, counted) if kind is Kind.RANKING else _summed(kind, options, counted, total)
    return Tally(kind, len(counted), total, tuple(sorted(lines, key=lambda line: line.place)))


def _summed(
    kind: Kind, options: Sequence[str], ballots: Sequence[tuple[Ballot, int]], total: int
) -> list[Line]:
    amounts = [sum(weight * ballot.get(option, 0) for ballot, weight in ballots) for option in options]
    places = _places([-amount for amount in amounts])
    if kind is Kind.STANCE:
        stances = [_stances(option, ballots) for option in options]
        return [
            Line(option, amount, place, _share(took[0], sum(took)), took)
            for option, amount, place, took in zip(options, amounts, places, stances, strict=True)
        ]
    whole = sum(amounts) if kind is Kind.POINTS else total
    return [
        Line(option, amount, place, _share(amount, whole))
        for option, amount, place in zip(options, amounts, places, strict=True)
    ]


def _stances(option: str, ballots: Sequence[tuple[Ballot, int]]) -> tuple[int, int, int]:
    """How much weight is for it, mixed and against it."""
    for_it, mixed, against = (
        sum(weight for ballot, weight in ballots if ballot.get(option) == stance)
        for stance in (FOR, MIXED, AGAINST)
    )
    return for_it, mixed, against


def _ranked(options: Sequence[str], ballots: Sequence[tuple[Ballot, int]]) -> list[Line]:
    """By the method of Schulze. Where it leaves options tied, fewer that beat one is better: all that none beats come first."""
    beats = schulze.beaten(options, ballots)
    places = _places([sum(column) for column in zip(*beats, strict=True)])
    return [Line(option, sum(row), place) for option, row, place in zip(options, beats, places, strict=True)]


def _places(scores: Sequence[int]) -> list[int]:
    """The place of each score, the lowest first."""
    return [1 + sum(other < score for other in scores) for score in scores]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def compare(now: Tally, before: Tally) -> dict[str, float | None]:
    """How each option moved: its share in percentage points, in a ranking its places, up is positive.

    None where there is nothing to compare with: it was not there, nobody said anything of it, or the kind was another.
    """
    earlier = {line.option: line for line in before.lines if before.kind is now.kind}
    return {line.option: _moved(now.kind, line, earlier.get(line.option)) for line in now.lines}


def _moved(kind: Kind, now: Line, before: Line | None) -> float | None:
    if before is None:
        return None
    if kind is Kind.RANKING:
        return before.place - now.place
    return None if now.share is None or before.share is None else 100 * (now.share - before.share)
