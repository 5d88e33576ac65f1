"""The score of a roadmap item: a weighted sum, so that everybody can check it with the terms beside it.

A plain weighted scoring model; what it leaves out (effort, strategy) stays people's to judge. The weights are settings.
"""

from dataclasses import dataclass

from bot.kit.money import Money
from storage.roadmap import Evidence


@dataclass(frozen=True)
class Weights:
    """What each term weighs. `revenue_step`: how much revenue weighs one point, in major units of the workspace's
    currency; whole steps count, other currencies don't. 0 leaves revenue out.
    """

    signal: int = 1
    account: int = 3
    dealbreaker: int = 5
    revenue_step: int = 10_000


@dataclass(frozen=True)
class Score:
    """The terms, each already multiplied by its weight."""

    weights: Weights
    signals: int
    accounts: int
    dealbreakers: int
    revenue: int

    @property
    def total(self) -> int:
        return self.signals + self.accounts + self.dealbreakers + self.revenue


def score(evidence: Evidence, currency: str, weights: Weights) -> Score:
    """What the evidence weighs; revenue in the workspace's `currency`."""
    revenue = Money(evidence.revenue.get(currency, 0), currency).amount
    return Score(
        weights,
        signals=evidence.signals * weights.signal,
        accounts=evidence.accounts * weights.account,
        dealbreakers=evidence.dealbreakers * weights.dealbreaker,
        revenue=int(revenue // weights.revenue_step) if weights.revenue_step else 0,
    )
