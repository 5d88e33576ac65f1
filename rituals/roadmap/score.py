"""The score of a roadmap item: a weighted sum, so that everybody can check it with the terms beside it.

A plain weighted scoring model; what it leaves out (effort, strategy) stays people's to judge.
"""

from dataclasses import dataclass

from bot.kit.money import Money
from storage.roadmap import Evidence

SIGNAL = 1
ACCOUNT = 3
DEALBREAKER = 5
REVENUE_STEP = (
    10_000  # major units of the workspace's currency that weigh one point; other currencies are not counted
)


@dataclass(frozen=True)
class Score:
    """The terms, each already multiplied by its weight. Revenue counts whole steps only."""

    signals: int
    accounts: int
    dealbreakers: int
    revenue: int

    @property
    def total(self) -> int:
        return self.signals + self.accounts + self.dealbreakers + self.revenue


def score(evidence: Evidence, currency: str) -> Score:
    """What the evidence weighs; revenue in the workspace's `currency`."""
    revenue = Money(evidence.revenue.get(currency, 0), currency).amount
    return Score(
        signals=evidence.signals * SIGNAL,
        accounts=evidence.accounts * ACCOUNT,
        dealbreakers=evidence.dealbreakers * DEALBREAKER,
        revenue=int(revenue // REVENUE_STEP),
    )
