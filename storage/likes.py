"""What similar signals are found among: who else used the same rare words, and how big their themes are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from storage.database import Transaction
from storage.roadmap import KIND as ITEM
from storage.signals import KIND as SIGNAL
from storage.signals import Reader, seen_by, speaks_for
from storage.tables import accounts, signal_themes, signals

NEWEST = 500  # entries looked at for a group of words
COUNTED = 1000  # signals that stand in a theme: beyond, it is enough to know that there are many


@dataclass(frozen=True)
class Candidate:
    """Something that shares rare words: its kind and id, and all its stems."""

    kind: str
    object_id: str
    words: frozenset[str]


@dataclass(frozen=True)
class Size:
    """How much of a theme a reader may see: signals (no more than `COUNTED`), certain accounts, and what these are worth.

    Revenue is in minor units of the workspace's currency: the yearly one, else the most that a signal of the account named.
    """

    signals: int = 0
    accounts: int = 0
    revenue: int = 0


# Each entry weighs what its words weigh. The rarest words drive: the index is asked for each, and little else is read.
_CANDIDATES = {
    "sqlite": """SELECT entry.kind, entry.object_id, entry.words
        FROM (
            SELECT entry.seq, sum(asked.value) AS weight
            FROM json_each(:weights) AS asked CROSS JOIN search_entries AS entry ON entry.seq IN (
                SELECT rowid FROM search_fts WHERE search_fts MATCH asked.key ORDER BY rowid DESC LIMIT :newest
            ) GROUP BY entry.seq
        ) AS found CROSS JOIN search_entries AS entry ON entry.seq = found.seq
        WHERE {seen} ORDER BY found.weight DESC, entry.seq DESC LIMIT :limit""",
    "postgresql": """SELECT entry.kind, entry.object_id, entry.words
        FROM json_each_text(CAST(:weights AS json)) AS asked (words, weight) CROSS JOIN LATERAL (
            SELECT * FROM (
                SELECT * FROM search_entries
                WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(asked.words AS tsquery) OFFSET 0
            ) AS matching ORDER BY seq DESC LIMIT :newest
        ) AS entry
        WHERE {seen} GROUP BY entry.seq, entry.kind, entry.object_id, entry.words
        ORDER BY sum(CAST(asked.weight AS real)) DESC, entry.seq DESC LIMIT :limit""",
}
_OTHERS = f"""entry.workspace_id = :workspace AND entry.kind IN ('{SIGNAL}', '{ITEM}') AND entry.object_id <> :besides"""
_SEEN = {
    True: _OTHERS,
    False: f"{_OTHERS} AND (entry.only_for IS NULL OR entry.only_for = :reader)",
}
_STATEMENTS = {
    (dialect, everything): text(statement.format(seen=seen))
    for dialect, statement in _CANDIDATES.items()
    for everything, seen in _SEEN.items()
}


def candidates(
    tx: Transaction,
    workspace: str,
    reader: Reader,
    weights: Mapping[tuple[str, ...], float],
    *,
    besides: str,
    limit: int,
) -> list[Candidate]:
    """Signals and roadmap items with all stems of any of these groups that the reader may see, `besides` one.

    What weighs most by these groups comes first, then the newest.
    """
    if reader.own_only:  # guests capture nothing that could be alike
        return []
    values: dict[str, object] = {"workspace": workspace, "besides": besides, "newest": NEWEST, "limit": limit}
    values["weights"] = json.dumps({_all_of(tx, words): weight for words, weight in weights.items()})
    if not reader.everything:
        values["reader"] = reader.person
    found = tx.execute(_STATEMENTS[tx.dialect.name, reader.everything], values)
    return [Candidate(kind, object_id, frozenset(words.split(" "))) for kind, object_id, words in found]


def _all_of(tx: Transaction, words: Sequence[str]) -> str:
    """A query for texts with all of these words."""
    if tx.dialect.name == "sqlite":
        return " AND ".join(f'"{word}"' for word in words)
    return " & ".join(f"'{word}'" for word in words)


def sizes(
    tx: Transaction, workspace: str, theme_ids: Sequence[str], reader: Reader, currency: str
) -> dict[str, Size]:
    """How big these themes are, by id; without those of which the reader sees nothing."""
    if not theme_ids:
        return {}
    values: dict[str, object] = {"workspace": workspace, "reader": reader.person, "currency": currency}
    if tx.dialect.name == "sqlite":
        values |= {f"theme{number}": theme for number, theme in enumerate(theme_ids)}
        statement = _one_by_one(len(theme_ids), reader.everything, reader.own_only)
    else:
        values["themes"] = list(theme_ids)
        statement = _together(reader.everything, reader.own_only)
    found = tx.execute(statement, values)
    return {theme: Size(int(count), names, int(revenue or 0)) for theme, count, names, revenue in found}


@lru_cache(maxsize=64)
def _one_by_one(count: int, everything: bool, own_only: bool) -> Select[Any] | CompoundSelect[Any]:
    """One question for so many themes, on SQLite."""
    which = (bindparam(f"theme{number}", type_=String) for number in range(count))
    return union_all(*(_size(theme, Reader("", everything, own_only)) for theme in which))


@lru_cache(maxsize=4)
def _together(everything: bool, own_only: bool) -> Select[Any]:
    """One question for all themes, on PostgreSQL, which would take longer to plan a question of many parts than to answer it."""
    asked = func.unnest(bindparam("themes", type_=ARRAY(String))).table_valued("theme").render_derived()
    return _size(asked.c.theme, Reader("", everything, own_only), asked)


def _size(theme: ColumnElement[str], reader: Reader, asked: FromClause | None = None) -> Select[Any]:
    workspace, currency = bindparam("workspace", type_=String), bindparam("currency", type_=String)
    # A part of its own with a limit: else a database without statistics may read all signals to find those of a theme.
    filed = (
        select(signal_themes.c.signal_id)
        .where(signal_themes.c.workspace_id == workspace, signal_themes.c.theme_id == theme)
        .limit(literal_column(str(COUNTED)))
    )
    of_theme = filed.subquery() if asked is None else filed.correlate(asked).lateral()
    account = case((signals.c.account_certain, signals.c.account_id))
    by_account = (
        select(
            account.label("account"),
            func.count().label("heard"),
            func.max(case((signals.c.amount_currency == currency, signals.c.amount_minor))).label("named"),
        )
        .select_from(of_theme.join(signals, speaks_for(of_theme.c.signal_id)))
        .where(signals.c.workspace_id == workspace, seen_by(reader.as_given()))
        .group_by(account)
    )
    said = by_account.subquery() if asked is None else by_account.correlate(asked).lateral()
    worth = case(
        (accounts.c.revenue_minor.is_(None), said.c.named),
        (accounts.c.revenue_currency == currency, accounts.c.revenue_minor),
    )
    of_workspace = and_(accounts.c.workspace_id == workspace, accounts.c.id == said.c.account)
    found: FromClause = said if asked is None else asked.join(said, true())
    size: Any = (
        select(theme, func.sum(said.c.heard), func.count(said.c.account), func.sum(worth))
        .select_from(found.outerjoin(accounts, of_workspace))
        .group_by(theme)
    )
    return cast(Select[Any], size)
