"""Who comes where when people put options in order: the method of Schulze.

M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method,
Social Choice and Welfare 36, 2011; the strength of a link is its winning votes. Whoever wins each duel comes first; where
duels go in a circle, its weakest links give way.
"""

from collections.abc import Mapping, Sequence

Matrix = list[list[int]]


def beaten(options: Sequence[str], ballots: Sequence[tuple[Mapping[str, int], int]]) -> list[list[bool]]:
    """If the option of a row beats that of a column, given places (1 is best) with the weight of each ballot.

    The relation is transitive; two options of which none beats the other are tied.
    """
    paths = _strongest_paths(_duels(options, ballots))
    every = range(len(options))
    return [[paths[one][other] > paths[other][one] for other in every] for one in every]


def _duels(options: Sequence[str], ballots: Sequence[tuple[Mapping[str, int], int]]) -> Matrix:
    """How much weight prefers the option of a row to that of a column. What is left out stands below all that is ranked."""
    every = range(len(options))
    duels = [[0] * len(options) for _ in every]
    for places, weight in ballots:
        last = max(places.values(), default=0) + 1
        stands = [places.get(option, last) for option in options]
        for one in every:
            for other in every:
                if stands[one] < stands[other]:
                    duels[one][other] += weight
    return duels


def _strongest_paths(duels: Matrix) -> Matrix:
    """The widest path between any two options (Floyd and Warshall): a path is as strong as its weakest link."""
    every = range(len(duels))
    paths = [
        [duels[one][other] if duels[one][other] > duels[other][one] else 0 for other in every]
        for one in every
    ]
    for via in every:
        for one in every:
            for other in every:
                paths[one][other] = max(paths[one][other], min(paths[one][via], paths[via][other]))
    return paths
