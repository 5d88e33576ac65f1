"""Having the database's own files hold nothing of what was deleted."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database, Transaction

LOCK_MILLISECONDS = 2000


def secure(tx: Transaction) -> None:
    """Have SQLite overwrite what this connection deletes."""
    if tx.dialect.name == "sqlite":
        tx.execute(text("PRAGMA secure_delete = ON"))


def sweep(database: Database, tables: Sequence[Table] = ()) -> bool:
    """Have the database keep nothing of what was deleted in its own files. False where others are using it: try again.

    `tables`: those alone that something was deleted from, small ones: they are locked meanwhile. SQLite has one file for
    all. PostgreSQL leaves what it deleted in the gaps of a page; only a table that is made anew (FULL) has none.
    """
    try:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not database.is_sqlite:
                _sweep_postgresql(connection, tables)
                return True
            # The index of words keeps what was taken out of it until its parts are put together.
            connection.exec_driver_sql("INSERT INTO search_fts (search_fts) VALUES ('optimize')")
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
            return not busy
    except DBAPIError:
        return False


def _sweep_postgresql(connection: Connection, tables: Sequence[Table]) -> None:
    if not tables:
        connection.exec_driver_sql("VACUUM")
        return
    connection.exec_driver_sql(
        f"SET lock_timeout = {LOCK_MILLISECONDS}"
    )  # who waits for the lock keeps others out
    try:
        connection.exec_driver_sql(f"VACUUM (FULL) {', '.join(table.name for table in tables)}")
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
