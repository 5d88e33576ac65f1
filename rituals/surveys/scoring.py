"""The Net Promoter Score and how sure it is (F. Reichheld, The One Number You Need to Grow, Harvard Business Review, 2003).

Few answers make a score jump, so each comes with its 95 % interval: adjusted Wald with three pseudo-answers, 3/4 of them
promoters, 3/4 detractors and the rest passives, which keeps its word with ten answers, and nearly so with five (B. Rocks,
Interval Estimation for the Net Promoter Score, The American Statistician 70, 2016). Between two surveys, each gets half of
them (after A. Agresti and B. Caffo, Simple and Effective Confidence Intervals for Proportions and Differences of Proportions,
The American Statistician 54, 2000). Whoever answered is taken as drawn at random.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

ANSWERS = 11  # 0 to 10
PASSIVE, PROMOTER = 7, 9  # the least answer of each; below are detractors
SURE = NormalDist().inv_cdf(0.975)  # standard errors to either side: 95 % between
PSEUDO = 3.0  # answers


@dataclass(frozen=True)
class Score:
    """Answers of each sort; promoters minus detractors in percent of all, -100 to 100; its 95 % interval."""

    promoters: int
    passives: int
    detractors: int
    nps: float
    low: float
    high: float


@dataclass(frozen=True)
class Change:
    """By how many points a score moved, -200 to 200, and the 95 % interval: where it holds 0, it may be chance."""

    points: float
    low: float
    high: float


def score(counts: Sequence[int]) -> Score | None:
    """The score of so many answers of 0, of 1 ... of 10; None without answers. Raises ValueError where they are not eleven."""
    if len(counts) != ANSWERS:
        raise ValueError(f"a count for each answer from 0 to 10, not {len(counts)}")
    detractors, passives, promoters = (
        sum(counts[:PASSIVE]),
        sum(counts[PASSIVE:PROMOTER]),
        sum(counts[PROMOTER:]),
    )
    answers = promoters + passives + detractors
    if not answers:
        return None
    centre, variance = _adjusted(promoters, detractors, answers, PSEUDO)
    low, high = _interval(centre, variance, 100)
    return Score(promoters, passives, detractors, 100 * (promoters - detractors) / answers, low, high)


def change(before: Score, after: Score) -> Change:
    """How the score moved between two surveys, taken as independent: answers are not tied to people."""
    (was, was_variance), (is_now, now_variance) = (
        _adjusted(one.promoters, one.detractors, one.promoters + one.passives + one.detractors, PSEUDO / 2)
        for one in (before, after)
    )
    low, high = _interval(is_now - was, was_variance + now_variance, 200)
    return Change(after.nps - before.nps, low, high)


def response_rate(answers: int, asked: int) -> float | None:
    """Which share of those asked answered, 0 to 1; None where nobody was asked."""
    return answers / asked if asked else None


def _adjusted(promoters: int, detractors: int, answers: int, pseudo: float) -> tuple[float, float]:
    """The score, -1 to 1, with so many more answers, a quarter to either end; and the variance of this difference of shares."""
    whole = answers + pseudo
    for_it, against = (promoters + pseudo / 4) / whole, (detractors + pseudo / 4) / whole
    centre = for_it - against
    return centre, (for_it + against - centre**2) / whole


def _interval(centre: float, variance: float, most: int) -> tuple[float, float]:
    """In points, within what is possible."""
    reach = SURE * sqrt(variance)
    return max(-most, 100 * (centre - reach)), min(most, 100 * (centre + reach))
