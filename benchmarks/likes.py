"""How often a signal finds its like: recall among the first one, three and five, with its 95 % interval.

Each pair says one thing in two ways. Both texts, those of all other pairs and the distractors are captured; then the first
text of a pair asks for what it is like. Pairs that say the same as another one are no error: they are left out of its answer.
Once by words alone, once with the extra `semantic`, where it is installed.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

from benchmarks.places import sqlite_file
from benchmarks.report import aligned
from bot import semantic
from rituals.likes.finding import nearest
from rituals.likes.learning import learn
from rituals.likes.meaning import Meanings
from rituals.services import Person, Services
from rituals.signals.capture import Heard, capture
from storage.database import Database
from storage.signals import Reader, Signal
from tests.team import HOME, Clock, add_person, add_workspace, services_of

ROOT = Path(__file__).parent.parent
OURS = ROOT / "tests/rituals/likes/pairs.jsonl"
SHARED = ROOT.parent / "shared/data/similarity-pairs"
FIRST = (1, 3, 5)
Z = 1.96  # of a 95 % interval


@dataclass(frozen=True)
class Pair:
    source: str
    sort: str
    a: str
    b: str
    same: tuple[str, ...] = ()  # texts of other pairs that say the same


def report() -> str:
    """A Markdown table: by source and sort of pair, the share that is found and its interval."""
    rows: list[tuple[str, ...]] = [("pairs", "", "by", "how many", *(f"first {first}" for first in FIRST))]
    found = {"words": _ranks(None)}
    if (encoder := semantic.encoder()) is not None:
        found["words and meaning"] = _ranks(Meanings(encoder))
    for source, sort in sorted(found["words"]):
        for way, ranks in found.items():
            of_sort = ranks[source, sort]
            told = (_told(of_sort, first) for first in FIRST)
            rows.append((source, sort, way, str(len(of_sort)), *told))
    return aligned(rows)


def _ranks(meanings: Meanings | None) -> dict[tuple[str, str], list[int | None]]:
    """By source and sort, and by source alone: the place at which each pair's second text is found."""
    pairs, distractors = [*_shared(), *_read(OURS, "ours")], _distractors()
    ranks: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    with sqlite_file() as url:
        database = Database(url)
        services = replace(services_of(database, Clock()), meanings=meanings)
        add_workspace(services)
        ann = add_person(services, "Ann")
        texts = dict.fromkeys([text for pair in pairs for text in (pair.a, pair.b)] + distractors)
        known = {text: _captured(services, ann, text) for text in texts}
        while learn(services):
            pass
        for pair in pairs:
            rank = _rank(services, known, pair)
            for group in (pair.sort, "all"):
                ranks[pair.source, group].append(rank)
        database.close()
    return ranks


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, Journal of the American Statistical Association 22, 1927)."""
    share, z2 = hits / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _told(ranks: Sequence[int | None], first: int) -> str:
    hits = sum(rank is not None and rank < first for rank in ranks)
    low, high = wilson(hits, len(ranks))
    return f"{hits / len(ranks):.0%} ({low:.0%} to {high:.0%})"


def _rank(services: Services, known: dict[str, Signal], pair: Pair) -> int | None:
    """The place of the pair's second text among what the first is like, from 0; None where it is not found."""
    same = {known[text].id for text in pair.same}
    with services.read() as tx:
        found = nearest(tx, services, HOME, known[pair.a], Reader("", everything=True), limit=50)
    others = [signal for signal in found if signal not in same]
    wanted = known[pair.b].id
    return others.index(wanted) if wanted in others else None


def _captured(services: Services, by: Person, text: str) -> Signal:
    return capture(services, Heard(text, by, "command", f"text:{text}"), again=True).signal


def _shared() -> list[Pair]:
    """The pairs of the shared data, where they are."""
    if not SHARED.exists():
        return []
    rows = [json.loads(line) for line in (SHARED / "pairs.jsonl").read_text("utf-8").splitlines()]
    texts = {row["id"]: (row["a"], row["b"]) for row in rows}
    same: dict[int, list[str]] = defaultdict(list)
    for group in json.loads((SHARED / "same_topic_groups.json").read_text("utf-8")):
        for one in group:
            same[one] += [text for other in group if other != one for text in texts[other]]
    return [Pair("shared", row["lang"], row["a"], row["b"], tuple(same[row["id"]])) for row in rows]


def _read(path: Path, source: str) -> Iterator[Pair]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Pair(source, row["lang"], row["a"], row["b"])


def _distractors() -> list[str]:
    path = SHARED / "distractors.txt"
    return path.read_text("utf-8").splitlines() if path.exists() else []
