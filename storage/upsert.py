"""`INSERT ... ON CONFLICT`, which SQLAlchemy spells once for each database."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Executable, Table, delete
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Transaction

Insert = sqlite.Insert | postgresql.Insert


def insert(tx: Transaction, table: Table) -> Insert:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return sqlite.insert(table) if tx.dialect.name == "sqlite" else postgresql.insert(table)


def by_database(table: Table, finish: Callable[[Insert], Executable]) -> Mapping[str, Executable]:
    """An INSERT finished by a conflict clause, by `tx.dialect.name`; its values are given when it is executed.

    For statements that run at every capture: building one takes several times as long as running it.
    """
    return {"sqlite": finish(sqlite.insert(table)), "postgresql": finish(postgresql.insert(table))}


def put(tx: Transaction, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Write a row, in place of the one with the same key if there is one."""
    statement = insert(tx, table).values(**key, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def add(tx: Transaction, table: Table, **values: Any) -> bool:
    """Write a row that says that something is so. False if it was so already."""
    row = insert(tx, table).values(**values).on_conflict_do_nothing()
    return tx.execute(row.returning(*table.primary_key)).first() is not None


def drop(tx: Transaction, table: Table, **key: Any) -> bool:
    """Take away the row that says that something is so. False if it was not so."""
    of_row = (table.c[name] == value for name, value in key.items())
    return tx.execute(delete(table).where(*of_row).returning(*table.primary_key)).first() is not None
