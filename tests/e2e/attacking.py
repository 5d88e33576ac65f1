"""An attacker who has all that is stored: every table, what the database keeps beside its rows, and the bytes of its files.

They know who has voted and what was cast, and guess who cast what: what is stored helps them where they are right more often
than by chance.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from storage.database import Database, Transaction

BY_CHANCE = 8
"""Of twelve that are shuffled, more than these are in their place about once in a million times."""
FILES = """
SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class
WHERE relkind IN ('r', 'i', 't') AND pg_relation_filepath(oid) IS NOT NULL
"""
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:")


@dataclass(frozen=True)
class Cast:
    """What somebody chose, and a mark in each of the texts that they wrote."""

    choices: Mapping[str, int]
    marks: tuple[str, ...]

    def is_in(self, values: Iterable[Any]) -> bool:
        """Whether one of a row's values is this ballot or has one of the marks."""
        return any(
            value == self.choices or any(mark in str(value) for mark in self.marks) for value in values
        )


Truth = Mapping[str, Cast]
"""By voter (Slack's user id)."""


@dataclass(frozen=True)
class Row:
    """A row of any table, with the voters that it names, and those whose secrets it holds."""

    table: str
    transaction: str | None  # that wrote it, where the database tells
    named: frozenset[str]
    said: frozenset[str]
    times: Mapping[str, str]  # by column


def right_guesses(database: Database, truth: Truth) -> dict[str, int]:
    """How many voters are rightly tied to what they cast, by the kind of attack."""
    with database.read() as tx:
        rows = [row for table in inspect(tx).get_table_names() for row in _rows(tx, table, truth)]
    together = defaultdict(list)
    for row in rows:
        together[row.transaction].append(row)
    together.pop(None, None)
    return {
        "one row": len(_alone([row] for row in rows)),
        "one transaction": len(_alone(together.values())),
        "one order": max(
            sum(voter == secret for voter, secret in zip(voters, secrets, strict=True))
            for voters, secrets in product(
                _orders(rows, lambda row: row.named), _orders(rows, lambda row: row.said)
            )
            if len(voters) == len(secrets) == len(truth)
        ),
    }


def holders(database: Database, needles: Iterable[str]) -> set[str]:
    """The tables that hold one of these."""
    with database.read() as tx:
        return {
            table
            for table in inspect(tx).get_table_names()
            if any(
                needle in str(row)
                for row in tx.execute(text(f'SELECT * FROM "{table}"'))
                for needle in needles
            )
        }


def _alone(groups: Iterable[Sequence[Row]]) -> set[str]:
    """Voters who alone are named, beside their own secret alone."""
    found: set[str] = set()
    for rows in groups:
        named = frozenset().union(*(row.named for row in rows))
        said = frozenset().union(*(row.said for row in rows))
        if len(named) == 1 and named == said:
            found |= named
    return found


def _orders(rows: Sequence[Row], about: Callable[[Row], frozenset[str]]) -> list[list[str]]:
    """In which orders people come, by where their rows lie in a table and by each of its times."""
    tables = defaultdict(list)
    for row in rows:
        if len(about(row)) == 1:
            tables[row.table].append(row)
    found = []
    for kept in tables.values():
        for order in (kept, *(_by_time(kept, column) for column in kept[0].times)):
            found.append(list(dict.fromkeys(who for row in order for who in about(row))))
    return found


def _by_time(rows: Sequence[Row], column: str) -> list[Row]:
    return sorted((row for row in rows if column in row.times), key=lambda row: row.times[column])


def _rows(tx: Transaction, table: str, truth: Truth) -> list[Row]:
    """As they lie in the table."""
    found = []
    for row in tx.execute(text(_everything(tx, table))).mappings():
        values = [_read(value) for value in row.values()]
        whole = str(values)
        found.append(
            Row(
                table,
                row.get("written_by"),
                frozenset(voter for voter in truth if voter in whole),
                frozenset(voter for voter, cast in truth.items() if cast.is_in(values)),
                {name: str(value) for name, value in row.items() if TIME.match(str(value))},
            )
        )
    return found


def _everything(tx: Transaction, table: str) -> str:
    if tx.dialect.name == "postgresql":
        return f'SELECT xmin::text AS written_by, * FROM "{table}" ORDER BY ctid'
    made = tx.scalar(text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table})
    return f'SELECT * FROM "{table}"' + ("" if "WITHOUT ROWID" in str(made) else " ORDER BY rowid")


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value.startswith("{") else value


def stored(database: Database) -> bytes:
    """All files that the database keeps its tables in; PostgreSQL's write-ahead log is not among them."""
    if database.is_sqlite:
        file = Path(str(database.url.database))
        return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        return b"".join(connection.scalars(text(FILES)))


def ballots_in(held: bytes, truth: Truth) -> int:
    """How many ballots are in these bytes, whoever's: as JSON, and as PostgreSQL's binary JSON, all keys before the numbers."""
    (ids,) = {tuple(cast.choices) for cast in truth.values()}
    return held.count(f'"{ids[0]}": '.encode()) + held.count("".join(sorted(ids)).encode())


def times_written(held: bytes, truth: Truth) -> Counter[int]:
    """Of each text that was written, how often it is in these bytes."""
    return Counter(held.count(mark.encode()) for cast in truth.values() for mark in cast.marks)
