"""What the doctor asks of the database itself: can we write, is it of this version, how big is it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage import machine, migrating
from storage.database import Database, OutcomeUnknown, Transaction, Unreachable

CHECKED = "checked"


@dataclass(frozen=True)
class DatabaseFacts:
    """How a database is. `error` names what failed; then what stands after it is not known."""

    kind: str
    wanted: str  # the revision of this version
    revision: str | None = None
    size: int | None = None  # bytes
    error: str | None = None

    @property
    def usable(self) -> bool:
        """Whether its tables can be read as this version knows them."""
        return self.error is None and self.revision == self.wanted


def examine(database: Database, now: datetime) -> DatabaseFacts:
    """Read and write for real. `now` is real time. Raises nothing: what fails is the finding."""
    kind, wanted = database.engine.dialect.name, migrating.head()
    try:
        with database.read() as tx:
            revision = migrating.current(tx)
            size = _size(tx)
        if revision == wanted:
            with database.write() as tx:
                machine.put(tx, CHECKED, now.isoformat())
    except (Unreachable, OutcomeUnknown, SQLAlchemyError) as error:
        return DatabaseFacts(kind, wanted, error=type(error.__cause__ or error).__name__)
    return DatabaseFacts(kind, wanted, revision, size)


def _size(tx: Transaction) -> int:
    """Bytes on disk: https://www.sqlite.org/pragma.html#pragma_page_count and PostgreSQL's pg_database_size."""
    if tx.dialect.name == "sqlite":
        pages = tx.scalar(text("PRAGMA page_count"))
        return int(pages or 0) * int(tx.scalar(text("PRAGMA page_size")) or 0)
    return int(tx.scalar(text("SELECT pg_database_size(current_database())")) or 0)
