"""Interleaved rounds: the machine's noise falls on all that is compared, and the median of the ratios leaves it out."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Measure = Callable[[], float]
"""Does the work once and returns its seconds."""


@dataclass(frozen=True)
class Rounds:
    """Seconds by name, one value for each round."""

    seconds: Mapping[str, list[float]]

    def median(self, name: str) -> float:
        return statistics.median(self.seconds[name])

    def ratio(self, name: str, floor: str) -> float:
        """How many times the floor: the median of the ratios within each round."""
        pairs = zip(self.seconds[name], self.seconds[floor], strict=True)
        return statistics.median(ours / theirs for ours, theirs in pairs)


def interleave(measures: Mapping[str, Measure], rounds: int) -> Rounds:
    """Take every measure once a round, in turn; each round begins with another one."""
    seconds: dict[str, list[float]] = {name: [] for name in measures}
    names = list(measures)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            seconds[name].append(measures[name]())
    return Rounds(seconds)
