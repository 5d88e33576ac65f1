"""Bringing a database to the tables of this version, in one transaction, whoever else is starting at the same time."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from storage.database import Database, Transaction

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x44494150  # any number of ours, for PostgreSQL's advisory lock


class TooNew(Exception):
    """The database was migrated by a newer version of Diapason: run that one."""


def head() -> str:
    """The revision of this version: revisions are numbered, the newest file is the head."""
    return max(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def current(tx: Transaction) -> str | None:
    """The revision that a database is at; None for an empty one."""
    if not inspect(tx).has_table("alembic_version"):
        return None
    found: str | None = tx.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def migrate(database: Database) -> bool:
    """Migrate to the head. False if there was nothing to do. Safe when several processes start at once.

    Raises TooNew for a database from the future.
    """
    with database.read() as tx:
        if current(tx) == head():
            return False
    with database.rebuild() as tx:
        if not database.is_sqlite:  # on SQLite, the write transaction itself keeps others out
            tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        found = current(tx)
        if found == head():
            return False
        if found is not None and found > head():
            raise TooNew(found)
        from alembic import command  # a sixth of a second, and only needed here

        command.upgrade(config(tx), "head")
    return True


def config(tx: Transaction) -> "Config":
    """Alembic's configuration for one open transaction."""
    from alembic.config import Config

    made = Config(attributes={"connection": tx})
    made.set_main_option("script_location", str(FOLDER))
    return made
