"""Groups of texts that speak of one thing, found among many, and the words that tell what each speaks of.

A group is made of the texts that have two words in common which go together: frequent term-based clustering (Beil, Ester
and Xu, Frequent Term-Based Text Clustering, KDD 2002). Two words go together where they stand in the same texts more
often than chance explains, as the likelihood ratio says for few texts, too (Dunning, Accurate Methods for the Statistics
of Surprise and Coincidence, 1993). The group that is least explained by chance comes first, and its texts belong to no
other. What tells a group from all other texts are the words with the greatest log-odds ratio, smoothed by what all texts
say (Monroe, Colaresi and Quinn, Fightin' Words, 2008).

The same texts give the same groups in whatever order they come.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from itertools import combinations
from math import log, sqrt

LEAST = 3  # texts: fewer are no group
COMMON = 0.1  # of all texts: a word that stands in more of them tells nothing ...
ALWAYS_TELLING = 12  # ... unless that is so few
WORDS_PAIRED = 20  # of one text, its rarest: what a long text says in passing is left out
SURPRISING = 10.83  # chi-squared with one degree of freedom, at one in a thousand
LIFT = 3.0  # times as often as by chance: among many texts the smallest surprise is significant
FEW = 30  # texts: fewer are taken for part of so many, since among eight no three stand out
TELLING = 5  # words

Pair = tuple[str, str]


@dataclass(frozen=True)
class Cluster:
    """Texts, by their keys in order, that all have both stems of `core`; `words` are the stems that tell most, in order."""

    core: Pair
    members: tuple[str, ...]
    words: tuple[str, ...]


def clusters(texts: Mapping[str, Collection[str]], limit: int) -> list[Cluster]:
    """Up to `limit` groups among texts, given as key and stems. No text is in two of them."""
    keys = sorted(texts)
    stems = [frozenset(texts[key]) for key in keys]
    counts = Counter(stem for words in stems for stem in words)
    most = max(ALWAYS_TELLING, COMMON * len(keys))
    telling = {stem for stem, count in counts.items() if LEAST <= count <= most}
    ties = _ties((_rarest(words & telling, counts) for words in stems), counts, max(FEW, len(keys)))
    groups = _greedily(stems, ties, limit)
    return [
        Cluster(core, tuple(keys[at] for at in members), _words([stems[at] for at in members], counts))
        for core, members in groups
    ]


def _rarest(words: Iterable[str], counts: Mapping[str, int]) -> list[str]:
    return sorted(sorted(words, key=lambda stem: (counts[stem], stem))[:WORDS_PAIRED])


def _ties(texts: Iterable[list[str]], counts: Mapping[str, int], total: int) -> dict[Pair, float]:
    """The pairs of words that go together, with how many times as often as by chance they do."""
    together = Counter(pair for words in texts for pair in combinations(words, 2))
    return {
        (one, other): both * total / (counts[one] * counts[other])
        for (one, other), both in together.items()
        if both >= LEAST and _go_together(both, counts[one], counts[other], total)
    }


def _go_together(both: int, one: int, other: int, total: int) -> bool:
    if both * total < LIFT * one * other:
        return False
    cells = (
        (both, one * other),
        (one - both, one * (total - other)),
        (other - both, (total - one) * other),
        (total - one - other + both, (total - one) * (total - other)),
    )
    return 2 * sum(seen * log(seen * total / chance) for seen, chance in cells if seen) >= SURPRISING


def _greedily(
    stems: list[frozenset[str]], ties: Mapping[Pair, float], limit: int
) -> Iterator[tuple[Pair, list[int]]]:
    """The group that is least explained by chance, then the next among what is left.

    A set of texts is one integer, a bit for each text.
    """
    standing = _standing(stems, {stem for pair in ties for stem in pair})
    groups = {pair: standing[pair[0]] & standing[pair[1]] for pair in ties}

    def weight(pair: Pair, group: int) -> float:
        return -group.bit_count() * log(ties[pair])

    # Groups only shrink: one that still weighs what it weighed when it was put here is the heaviest of all.
    heap = [(weight(pair, group), pair) for pair, group in groups.items()]
    heapify(heap)
    free = (1 << len(stems)) - 1
    while heap and limit:
        weighed, pair = heap[0]
        group = groups[pair] & free
        if group.bit_count() < LEAST:
            heappop(heap)
        elif (now := weight(pair, group)) > weighed:
            heapreplace(heap, (now, pair))
        else:
            heappop(heap)
            free &= ~group
            limit -= 1
            yield pair, [at for at in range(len(stems)) if group >> at & 1]


def _standing(stems: list[frozenset[str]], wanted: Collection[str]) -> dict[str, int]:
    """In which texts each wanted stem stands."""
    rows = {stem: bytearray(len(stems) // 8 + 1) for stem in wanted}
    for at, words in enumerate(stems):
        for stem in words & rows.keys():
            rows[stem][at >> 3] |= 1 << (at & 7)
    return {stem: int.from_bytes(bits, "little") for stem, bits in rows.items()}


def _words(members: list[frozenset[str]], counts: Mapping[str, int]) -> tuple[str, ...]:
    """The stems by which these texts differ most from all others, in standard deviations of the log-odds ratio."""
    here = Counter(stem for words in members for stem in words)
    inside, total = here.total(), sum(counts.values())

    def odds(count: int, of: int, prior: int) -> float:
        return log((count + prior) / (of + total - count - prior))

    def distinctness(stem: str) -> float:
        prior, there = counts[stem], counts[stem] - here[stem]
        ratio = odds(here[stem], inside, prior) - odds(there, total - inside, prior)
        return ratio / sqrt(1 / (here[stem] + prior) + 1 / (there + prior))

    best = sorted((stem for stem in here if here[stem] >= 2), key=lambda stem: (-distinctness(stem), stem))
    return tuple(best[:TELLING])
