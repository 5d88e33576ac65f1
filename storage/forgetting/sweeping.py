"""Having the database's own files hold nothing of what was deleted."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database, Transaction
from storage.tables import metadata

LOCK_MILLISECONDS = 2000
# ANALYZE leaves the samples of a table that has no rows any more; they go where a column is given a type, its own.
SAMPLES_OF_NOTHING = """
SELECT format('ALTER TABLE %I ALTER COLUMN %I TYPE %s', tablename, attname, format_type(atttypid, atttypmod))
FROM pg_stats JOIN pg_attribute USING (attname) JOIN pg_class ON pg_class.oid = attrelid AND relname = tablename
WHERE schemaname = current_schema() AND relnamespace = schemaname::regnamespace AND reltuples = 0
"""


def secure(tx: Transaction) -> None:
    """Have SQLite overwrite what this connection deletes."""
    if tx.dialect.name == "sqlite":
        tx.execute(text("PRAGMA secure_delete = ON"))


def sweep(database: Database, tables: Sequence[Table] = ()) -> bool:
    """Have the database keep nothing of what was deleted in its own files. False where others are using it: try again.

    `tables`: those alone that something was deleted from; else all. SQLite has one file for all. PostgreSQL leaves what it
    deleted in the gaps of a page; only a table that is made anew (FULL) has none. Each is locked meanwhile, and needs
    its size once more on the disk.
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
    names = ", ".join(table.name for table in tables or metadata.sorted_tables)
    # Who waits for the lock keeps others out.
    connection.exec_driver_sql(f"SET lock_timeout = {LOCK_MILLISECONDS}")
    try:
        if tables:
            connection.exec_driver_sql(f"VACUUM (FULL) {names}")
        else:  # samples of what was in the tables are taken anew, too
            connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {names}")
            for change in connection.scalars(text(SAMPLES_OF_NOTHING)).all():
                connection.exec_driver_sql(change)
            connection.exec_driver_sql("VACUUM (FULL) pg_statistic")
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
