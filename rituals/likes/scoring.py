"""Which texts are about the same thing: those that share the words that are rare among all.

The score is BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over stems, where a word counts once
in a text however often it stands there: short texts repeat a word by chance.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations
from math import log

K, B = 1.2, 0.5  # how fast a word saturates, how much a long text is held back
USUAL_LENGTH = 12  # stems of a usual signal
ALONE = 2000  # texts: a word that stands in more is usual
PAIRED = 4  # words of which all pairs are tried
FUSION = 60  # how little first places count for more than later ones, when rankings are fused
LEAST = 0.15  # of the score that a text has with itself: below, two texts have a word in common by chance


def telling(counts: Mapping[str, int], most: int, many: int) -> tuple[tuple[str, ...], ...]:
    """By which words to look for likes: each group's words together.

    The rarest words, one by one, as long as they stand in no more than `most` texts together, and the rarest in any case.
    Where even that is usual, the rarest in pairs: two usual words together are rare. Words of `many` texts tell nothing.
    """
    rarest = sorted((word for word in counts if counts[word] < many), key=lambda word: (counts[word], word))
    chosen: list[tuple[str, ...]] = []
    for word in rarest:
        most -= counts[word]
        if most < 0 and (chosen or counts[word] > ALONE):
            break
        chosen.append((word,))
    return tuple(chosen or tuple(combinations(rarest[:PAIRED], 2)) or ((word,) for word in rarest))


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
