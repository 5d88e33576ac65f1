"""How frequent words are among all that can be found: what is common is remembered, what is rare is counted each time."""

import json
import time
from collections.abc import Mapping
from threading import Lock

from sqlalchemy import text

from storage.database import Transaction

FRESH_SECONDS = 600.0
COUNTED = 10_000  # entries: beyond, it is enough to know that there are many
REMEMBERED = 100  # entries: who has fewer is counted in no time, and a few more make a difference

_FREQUENCIES = text(
    """SELECT word, share FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (word, share)
    WHERE schemaname = current_schema() AND tablename = 'ix_search_entries_words' AND word IS NOT NULL"""
)
# One question for all words, and the number of entries (about) with them: each of its own would be a trip to PostgreSQL.
# PostgreSQL is given no limit: with one it may prefer to read all entries from the first on.
_COUNT = {
    "sqlite": text(
        """SELECT value, (SELECT count(*) FROM (
            SELECT 1 FROM search_fts WHERE search_fts MATCH '"' || value || '"' LIMIT :counted
        )) FROM json_each(:asked) UNION ALL SELECT NULL, max(seq) FROM search_entries"""
    ),
    "postgresql": text(
        """SELECT word, (SELECT count(*) FROM (
            SELECT 1 FROM search_entries
            WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(quote_literal(word) AS tsquery)
        ) found) FROM json_array_elements_text(CAST(:asked AS json)) asked (word)
        UNION ALL SELECT NULL, max(seq) FROM search_entries"""
    ),
}


class CommonWords:
    """How frequent words are, remembered for ten minutes.

    PostgreSQL's own statistics know the most frequent ones, once it has analysed its table; what was counted and
    found common is kept besides. Rare words are not among either.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._shares: tuple[float, Mapping[str, float]] = (float("-inf"), {})
        self._counts: tuple[float, dict[str, int]] = (float("-inf"), {})

    def frequencies(self, tx: Transaction) -> Mapping[str, float]:
        """By word, from 0 to 1, as PostgreSQL's statistics say it; SQLite needs none of this."""
        if tx.dialect.name == "sqlite":
            return {}
        with self._lock:
            read_at, known = self._shares
        if time.monotonic() - read_at > FRESH_SECONDS:
            known = {str(word): float(share) for word, share in tx.execute(_FREQUENCIES)}
            with self._lock:
                self._shares = (time.monotonic(), known)
        return known

    def counts(self, tx: Transaction, words: tuple[str, ...]) -> tuple[dict[str, int], int]:
        """In how many entries each stem stands, no further than `COUNTED`, and how many entries there are, about."""
        shares = self.frequencies(tx)
        with self._lock:
            read_at, kept = self._counts
            if time.monotonic() - read_at > FRESH_SECONDS:
                kept = {}
                self._counts = (time.monotonic(), kept)
            known = {word: kept[word] for word in words if word in kept}
        asked = [word for word in words if word not in known and word not in shares]
        values: dict[str, object] = {"asked": json.dumps(asked)}
        if tx.dialect.name == "sqlite":
            values["counted"] = COUNTED
        *counted, (_, newest) = tx.execute(_COUNT[tx.dialect.name], values).all()
        found = {str(word): min(COUNTED, int(count)) for word, count in counted}
        with self._lock:
            kept.update((word, count) for word, count in found.items() if count >= REMEMBERED)
        whole = int(newest or 0)
        known |= {word: min(COUNTED, int(shares[word] * whole)) for word in words if word in shares} | found
        return {word: known[word] for word in words}, whole
