"""Having the database's own files hold nothing of what was deleted."""

from collections.abc import Sequence

from sqlalchemy import Table, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database, Transaction


def secure(tx: Transaction) -> None:
    """Have SQLite overwrite what this connection deletes."""
    if tx.dialect.name == "sqlite":
        tx.execute(text("PRAGMA secure_delete = ON"))


def sweep(database: Database, tables: Sequence[Table] = ()) -> bool:
    """Have the database keep nothing of what was deleted in its own files. False where others are using it: try again.

    `tables`: those alone that something was deleted from; SQLite has one file for all.
    """
    try:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not database.is_sqlite:
                connection.exec_driver_sql(f"VACUUM {', '.join(table.name for table in tables)}")
                return True
            # The index of words keeps what was taken out of it until its parts are put together.
            connection.exec_driver_sql("INSERT INTO search_fts (search_fts) VALUES ('optimize')")
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
            return not busy
    except DBAPIError:
        return False
