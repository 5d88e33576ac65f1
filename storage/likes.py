"""What similar signals are found among: how rare words are, and who else used them."""

from sqlalchemy import Executable, func, select, text

from storage.database import Transaction
from storage.search import MATCHES, CommonWords, Hit, Shape, hits
from storage.signals import KIND, Reader, seen_by
from storage.tables import search_entries, signal_themes, signals

COUNTED = 1000  # entries or signals: beyond, it is enough to know that there are many

_TOTAL = select(func.max(search_entries.c.seq))
_COUNT: dict[str, Executable] = {
    "sqlite": text(
        "SELECT count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH :words LIMIT :counted)"
    ),
    "postgresql": select(func.count()).select_from(search_entries).where(text(MATCHES)),
}


def total(tx: Transaction) -> int:
    """How many entries there are, about."""
    return tx.scalar(_TOTAL) or 0


def counts(tx: Transaction, words: tuple[str, ...], common: CommonWords) -> dict[str, int]:
    """In how many entries each stem stands; on SQLite no further than `COUNTED`.

    PostgreSQL counts by its index, which takes long for a common word only: for those its statistics are taken.
    """
    shares, whole = common.frequencies(tx), total(tx)
    sign = '"' if tx.dialect.name == "sqlite" else "'"
    found = {}
    for word in words:
        if word in shares:
            found[word] = int(shares[word] * whole)
            continue
        values: dict[str, object] = {"words": f"{sign}{word}{sign}"}
        if tx.dialect.name == "sqlite":
            values["counted"] = COUNTED
        found[word] = int(tx.scalar(_COUNT[tx.dialect.name], values) or 0)
    return found


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

    shape = Shape(everything=reader.everything, besides=True, only=KIND)
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
