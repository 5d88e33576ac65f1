"""Search among a million signals: a page with its rows, through the reader's eyes, against the bare index and against
hand-written SQL; and common words against rare ones.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import accumulate, islice
from typing import Any

from sqlalchemy import insert, text

from benchmarks.places import postgres_database, sqlite_file
from benchmarks.report import Ratio, milliseconds
from benchmarks.rounds import Rounds, interleave
from rituals.likes.finding import COMPARED, LOOKED_AT
from rituals.likes.scoring import telling, weigh
from rituals.search.asking import PAGE
from storage import likes, search
from storage import signals as kept
from storage.common_words import COUNTED, CommonWords
from storage.database import Database
from storage.search import Wanted
from storage.signals import Reader
from storage.tables import search_entries, signals
from tests.team import HOME, START

SIGNALS = 1_000_000
ROUNDS = 15
QUERIES = 10  # of each sort, in each round
BATCH = 20_000
READER = Reader(f"{HOME}:U1")

VOCABULARY, LENGTH = 50_000, 10  # words with Zipf's frequencies, in each text
# Words of known frequency besides: how many of each sort, and the share of texts that have one.
SORTS = {"rare": (QUERIES, 0.000_03), "middling": (QUERIES, 0.002), "common": (QUERIES, 0.3)}
FEW = ("rare", "middling")

RAW = {
    "sqlite": "SELECT rowid FROM search_fts WHERE search_fts MATCH '\"{word}\"' ORDER BY rowid DESC LIMIT 11",
    "postgresql": """WITH found AS MATERIALIZED (SELECT seq FROM search_entries
        WHERE array_to_tsvector(string_to_array(words, ' ')) @@ '{word}'::tsquery)
        SELECT seq FROM found ORDER BY seq DESC LIMIT 11""",
}

# The same through the same eyes, as somebody would write it by hand: where the page's entries are, and with their rows.
_SEEN = f"""workspace_id = '{HOME}' AND signals.id = entry.object_id AND undone_at IS NULL
    AND (visibility = 'team' OR captured_by = '{READER.person}')"""
_BY_HAND = {
    "sqlite": f"""SELECT {{shown}} FROM search_fts, search_entries entry, signals
        WHERE search_fts MATCH '"{{{{word}}}}"' AND entry.seq = +search_fts.rowid AND signals.{_SEEN}
        ORDER BY search_fts.rowid DESC LIMIT 11""",
    "postgresql": f"""WITH found AS MATERIALIZED (SELECT seq, kind, object_id FROM search_entries
        WHERE array_to_tsvector(string_to_array(words, ' ')) @@ '{{{{word}}}}'::tsquery)
        SELECT {{shown}} FROM (SELECT * FROM found ORDER BY seq DESC OFFSET 0) entry, signals
        WHERE signals.{_SEEN} ORDER BY entry.seq DESC LIMIT 11""",
}
BY_HAND = {name: raw.format(shown="entry.seq, entry.kind, entry.object_id") for name, raw in _BY_HAND.items()}
BY_HAND_WITH_ROWS = {name: raw.format(shown="signals.*") for name, raw in _BY_HAND.items()}


def ratios(count: int = SIGNALS) -> list[Ratio]:
    """Ours to the raw index by sort of word, and common to rare words, on both databases."""
    found = []
    with ExitStack() as opened:
        places = {"SQLite": sqlite_file, "PostgreSQL": postgres_database}
        for name, place in places.items():
            database = Database(opened.enter_context(place()))
            fill(database, count)
            found += _told(name, _measured(database))
            database.close()
    return found


def _told(name: str, rounds: Rounds) -> list[Ratio]:
    def ratio(what: str, ours: str, floor: str, aim: float | None) -> Ratio:
        detail = f"{milliseconds(rounds.median(ours))} to {milliseconds(rounds.median(floor))}"
        return Ratio(f"{what}, {name}", rounds.ratio(ours, floor), aim, detail)

    found = [ratio(f"{sort} words to the raw index", sort, f"raw {sort}", 1.3) for sort in FEW]
    for sort in FEW:
        found.append(ratio(f"{sort} words to the same by hand-written SQL", sort, f"by hand {sort}", None))
        with_rows = f"{sort} words with their rows"
        found.append(ratio(f"{with_rows} to the same by hand", f"page {sort}", f"page by hand {sort}", None))
    return [
        *found,
        ratio("common words to the raw index", "common", "raw common", None),
        ratio("common words to rare words", "common", "rare", 3),
        ratio("likes of a signal to a search of rare words", "likes", "rare", None),
    ]


def _measured(database: Database) -> Rounds:
    common = CommonWords()
    measures: dict[str, Callable[[], float]] = {}
    for sort in SORTS:
        measures[sort] = partial(_ours, database, sort, common, rows=False)
        measures[f"raw {sort}"] = partial(_raw, database, sort, RAW)
    for sort in FEW:
        measures[f"by hand {sort}"] = partial(_raw, database, sort, BY_HAND)
        measures[f"page {sort}"] = partial(_ours, database, sort, common, rows=True)
        measures[f"page by hand {sort}"] = partial(_raw, database, sort, BY_HAND_WITH_ROWS)
    measures["likes"] = partial(_likes, database, common)
    interleave(measures, 1)  # what is read for the first time
    return interleave(measures, ROUNDS)


def _ours(database: Database, sort: str, common: CommonWords, *, rows: bool) -> float:
    with database.read() as tx:
        start = time.perf_counter()
        for number in range(QUERIES):
            wanted = Wanted((f"{sort}{number}",))
            hits = search.newest(tx, HOME, READER, wanted, common, limit=PAGE + 1)
            if rows:
                kept.several(tx, HOME, [hit.object_id for hit in hits], READER)
        return (time.perf_counter() - start) / QUERIES


def _raw(database: Database, sort: str, statements: Mapping[str, str]) -> float:
    with database.read() as tx:
        raw = statements[tx.dialect.name]
        start = time.perf_counter()
        for number in range(QUERIES):
            tx.exec_driver_sql(raw.format(word=f"{sort}{number}")).all()
        return (time.perf_counter() - start) / QUERIES


def _likes(database: Database, common: CommonWords) -> float:
    """All that is asked of the database to find the neighbours of a text of twelve words."""
    chance = random.Random(7)
    texts = [(*_words(chance), f"middling{number}", f"common{number}") for number in range(QUERIES)]
    with database.read() as tx:
        start = time.perf_counter()
        for words in texts:
            counts, total = common.counts(tx, words)
            weights = weigh(counts, total)
            rarest = {
                group: sum(map(weights.__getitem__, group)) for group in telling(counts, LOOKED_AT, COUNTED)
            }
            likes.candidates(tx, HOME, READER, rarest, besides="", limit=COMPARED)
        return (time.perf_counter() - start) / QUERIES


# What is searched -----------------------------------------------------------------------------------------------

_WEIGHTS = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
_WORDS = [f"word{number}" for number in range(VOCABULARY)]


def _words(chance: random.Random) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chance.choices(_WORDS, cum_weights=_WEIGHTS, k=LENGTH)))


def fill(database: Database, count: int) -> None:
    """Write the signals and their entries; one of twenty is restricted."""
    chance = random.Random(count)
    with database.write() as tx:
        if not database.is_sqlite:  # an index is built faster than it is grown
            definition = tx.scalar(
                text("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_search_entries_words'")
            )
            tx.exec_driver_sql("DROP INDEX ix_search_entries_words")
        made = (_row(number, chance) for number in range(1, count + 1))
        while batch := list(islice(made, BATCH)):
            tx.execute(insert(signals), [row for row, _ in batch])
            tx.execute(insert(search_entries), [entry for _, entry in batch])
        if not database.is_sqlite:
            tx.exec_driver_sql(definition)
    _settle(database)


def _settle(database: Database) -> None:
    """What each database does by itself sooner or later."""
    if database.is_sqlite:
        with database.write() as tx:
            tx.exec_driver_sql("ANALYZE")
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def _row(number: int, chance: random.Random) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    signal = {
        "workspace_id": HOME,
        "id": f"{number:024x}",
        "number": number,
        "verbatim": "They would renew at once if their people could sign in as they do elsewhere.",
        "said_at": START,
        "captured_by": f"{HOME}:U{chance.randrange(400)}",
        "captured_at": START,
        "source": "command",
        "kind": "feedback",
        "account_certain": True,
        "visibility": "restricted" if chance.random() < 0.05 else "team",
        "revision": 1,
    }
    words = " ".join((*_words(chance), *_sorted_words(chance)))
    entry = {"workspace_id": HOME, "kind": "signal", "object_id": signal["id"], "words": words}
    return signal, entry


def _sorted_words(chance: random.Random) -> Iterator[str]:
    for sort, (words, share) in SORTS.items():
        for number in range(words):
            if chance.random() < share:
                yield f"{sort}{number}"
