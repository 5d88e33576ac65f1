"""The tier of a launch: how much of a plan it needs, by five questions that are always the same."""

from collections.abc import Collection
from dataclasses import dataclass

TIERS = (0, 1, 2, 3)
"""A company event, major, notable, a note in the digest."""

QUESTIONS = ("market", "habits", "competitor", "revenue", "undo")
"""A new market or price? Changes daily use? Answers a competitor? Touches revenue? Hard to take back?"""


@dataclass(frozen=True)
class Verdict:
    """The tier, and the questions answered by yes that lead to it, in their order."""

    tier: int
    reasons: tuple[str, ...]


def tier_of(answers: Collection[str]) -> Verdict:
    """Three, less one for each yes, and not below nought."""
    reasons = tuple(question for question in QUESTIONS if question in answers)
    return Verdict(max(0, max(TIERS) - len(reasons)), reasons)
