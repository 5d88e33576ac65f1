"""What similar signals are found among: how rare words are, and who else used them."""

import json

from sqlalchemy import func, select, text

from storage.database import Transaction
from storage.search import CommonWords, Hit, Shape, hits
from storage.signals import KIND, Reader, seen_by
from storage.tables import search_entries, signal_themes, signals

COUNTED = 1000  # entries or signals: beyond, it is enough to know that there are many

_TOTAL = select(func.max(search_entries.c.seq))
# One question for all words: each of its own would be a trip to PostgreSQL.
_COUNT = {
    "sqlite": text(
        """SELECT value, (SELECT count(*) FROM (
            SELECT 1 FROM search_fts WHERE search_fts MATCH '"' || value || '"' LIMIT :counted
        )) FROM json_each(:asked)"""
    ),
    "postgresql": text(
        """SELECT word, (SELECT count(*) FROM (
            SELECT 1 FROM search_entries
            WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(quote_literal(word) AS tsquery)
        ) found) FROM json_array_elements_text(CAST(:asked AS json)) asked (word)"""
    ),
}


def total(tx: Transaction) -> int:
    """How many entries there are, about."""
    return tx.scalar(_TOTAL) or 0


def counts(tx: Transaction, words: tuple[str, ...], common: CommonWords) -> dict[str, int]:
    """In how many entries each stem stands; on SQLite no further than `COUNTED`.

    PostgreSQL counts by its index, which takes long for a common word only: for those its statistics are taken.
    """
    shares, whole = common.frequencies(tx), total(tx)
    known = {word: int(shares[word] * whole) for word in words if word in shares}
    values: dict[str, object] = {"asked": json.dumps([word for word in words if word not in known])}
    if tx.dialect.name == "sqlite":
        values["counted"] = COUNTED
    counted = {str(word): int(count) for word, count in tx.execute(_COUNT[tx.dialect.name], values)}
    return {word: known[word] if word in known else counted[word] for word in words}


def candidates(
    tx: Transaction,
    workspace: str,
    reader: Reader,
    words: tuple[str, ...],
    common: CommonWords,
    *,
    besides: str,
    limit: int,
) -> list[Hit]:
    """The newest signals with any of these stems that the reader may see, `besides` one."""

    shape = Shape(everything=reader.everything, own_only=reader.own_only, besides=True, only=KIND)
    return hits(tx, workspace, reader, words, shape, {"besides": besides}, common, every=False, limit=limit)


def in_theme(tx: Transaction, workspace: str, theme: str, reader: Reader) -> tuple[int, int]:
    """How many signals of a theme the reader may see, and of how many accounts; no further than `COUNTED`."""
    seen = (
        select(signals.c.id, signals.c.account_id, signals.c.account_certain)
        .join(
            signal_themes,
            (signal_themes.c.workspace_id == signals.c.workspace_id)
            & (signal_themes.c.signal_id == signals.c.id),
        )
        .where(signal_themes.c.workspace_id == workspace, signal_themes.c.theme_id == theme, seen_by(reader))
        .limit(COUNTED)
        .subquery()
    )
    certain = func.count(seen.c.account_id.distinct()).filter(seen.c.account_certain)
    count, accounts = tx.execute(select(func.count(), certain).select_from(seen)).one()
    return int(count), int(accounts)
