"""Which texts are about the same thing: those that share the words that are rare among all.

The score is BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over stems, where a word counts once
in a text however often it stands there: short texts repeat a word by chance.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from math import log

K, B = 1.2, 0.5  # how fast a word saturates, how much a long text is held back
USUAL_LENGTH = 12  # stems of a usual signal
FUSION = 60  # how little first places count for more than later ones, when rankings are fused
LEAST = 0.15  # of the score that a text has with itself: below, two texts have a word in common by chance


def telling(counts: Mapping[str, int], most: int) -> tuple[str, ...]:
    """The rarest words, as long as they stand in no more than `most` texts together; always one, if there is any."""
    chosen: list[str] = []
    for word in sorted(counts, key=lambda word: (counts[word], word)):
        if chosen and counts[word] > most:
            break
        chosen.append(word)
        most -= counts[word]
    return tuple(chosen)


def weigh(counts: Mapping[str, int], total: int) -> dict[str, float]:
    """What each word tells, by the number of texts it stands in: the rarer, the more."""
    return {word: log(1 + max(0.0, total - count + 0.5) / (count + 0.5)) for word, count in counts.items()}


def rank(weights: Mapping[str, float], texts: Iterable[tuple[str, Set[str]]], limit: int) -> list[str]:
    """The keys of the texts nearest to one whose words have these weights, the nearest first."""
    least = LEAST * _score(weights, weights.keys())
    scored = [(_score(weights, words), key) for key, words in texts]
    best = sorted((one for one in scored if one[0] >= least and one[0] > 0), key=lambda one: -one[0])
    return [key for _, key in best[:limit]]


def fuse(*rankings: Sequence[str], limit: int) -> list[str]:
    """One ranking of several, by places alone, since their scores can't be compared: Reciprocal Rank Fusion.

    Cormack, Clarke and Büttcher, 2009, https://doi.org/10.1145/1571941.1572114; the constant is theirs.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for place, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1 / (FUSION + place)
    return sorted(scores, key=lambda key: -scores[key])[:limit]


def _score(weights: Mapping[str, float], words: Set[str]) -> float:
    shared = sum(weights[word] for word in weights.keys() & words)
    return shared * (K + 1) / (1 + K * (1 - B + B * len(words) / USUAL_LENGTH))
