"""Opening transactions, on SQLite and PostgreSQL alike."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, RootTransaction, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError

Transaction = Connection
"""What storage's functions take first: an open transaction."""

BUSY_SECONDS = 15  # for work that nobody waits for
LEAST_SECONDS = 0.05
CHECKED_EVERY = 10_000  # steps of SQLite's machine, some milliseconds
QUERY_CANCELED = "57014"  # PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html


class OutcomeUnknown(Exception):
    """The connection was lost while committing: the change may be saved or not. Look before saying so."""


class Unreachable(Exception):
    """The database can't be reached or refused; nothing of the transaction is saved."""


class Busy(Unreachable):
    """SQLite has room for one writer, and somebody else held it for longer than we could wait."""


class TooSlow(Exception):
    """A look that was given a limit took longer, and was stopped."""


class _Hurry(threading.local):
    """Until when this thread may wait for its turn to write; None where nobody waits for it."""

    until: float | None = None

    def left(self) -> float:
        return BUSY_SECONDS if self.until is None else max(self.until - time.monotonic(), LEAST_SECONDS)


class Database:
    """One database. Writers on SQLite queue behind one lock in the process (contending, they would wait far longer)."""

    def __init__(self, url: str, *, connections: int = 20) -> None:
        self.url: URL = _with_driver(make_url(url))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # hide_parameters: what people wrote must not reach the logs inside an error's text
        self.engine: Engine = create_engine(
            self.url, hide_parameters=True, **_engine_options(self.is_sqlite, connections)
        )
        self._writer = threading.Lock()
        self._hurry = _Hurry()
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One short transaction that changes things; never hold it while talking to the network.

        Raises OutcomeUnknown when the connection is lost in the commit, Unreachable when it can't be opened, Busy when
        its turn does not come.
        """
        with self._turn(), self._connect() as connection, self._writing(connection):
            yield connection

    @contextmanager
    def rebuild(self) -> Iterator[Transaction]:
        """As `write`, for making tables anew: SQLite looks at its foreign keys at the end, not on the way.

        https://www.sqlite.org/lang_altertable.html#otheralter. Raises RuntimeError where a row would be left without
        the one that it belongs to; then nothing is changed.
        """
        if not self.is_sqlite:
            with self.write() as connection:
                yield connection
            return
        with self._turn(), self._connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA foreign_keys=OFF")  # within a transaction it has no effect
            try:
                with self._writing(connection):
                    yield connection
                    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                        raise RuntimeError(f"rows of {lost[0]} would lose what they belong to in {lost[2]}")
            finally:
                raw.execute("PRAGMA foreign_keys=ON")

    @contextmanager
    def hurried(self, seconds: float) -> Iterator[None]:
        """This thread's writers wait for their turn that long in all: somebody waits for an answer."""
        self._hurry.until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._hurry.until = None

    @contextmanager
    def read(self, *, within: float | None = None) -> Iterator[Transaction]:
        """One consistent look at the database.

        Raises TooSlow when a statement is not answered `within` so many seconds of its start (PostgreSQL) or of the
        look's (SQLite): for what may be left out.
        """
        with self._connect() as connection, self._begin(connection):
            if within is None:
                yield connection
                return
            with _no_longer_than(connection, within, self.is_sqlite):
                yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """One look at the database for long reading: all statements see what was there at the first, rows are streamed."""
        with self._connect() as connection:
            connection = connection.execution_options(stream_results=True)
            if not self.is_sqlite:  # on SQLite, every look is such a one
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with self._begin(connection):
                yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Our turn among the writers of this process."""
        if not self.is_sqlite:
            yield
            return
        if not self._writer.acquire(timeout=self._hurry.left()):
            raise Busy
        try:
            yield
        finally:
            self._writer.release()

    def _connect(self) -> Connection:
        try:
            return self.engine.connect()
        except DBAPIError as error:
            raise Unreachable from error

    def _begin(self, connection: Connection, *, writes: bool = False) -> RootTransaction:
        # Here, not in a listener of the engine's: with one, SQLAlchemy takes the slow path for every statement.
        transaction = connection.begin()
        if self.is_sqlite and writes:
            self._take_turn(connection)
        elif self.is_sqlite:
            connection.exec_driver_sql("BEGIN")
        return transaction

    def _take_turn(self, connection: Connection) -> None:
        """Our turn among the writers of all processes."""
        raw: Any = connection.connection.dbapi_connection
        if hurried := self._hurry.until is not None:
            raw.execute(f"PRAGMA busy_timeout={int(self._hurry.left() * 1000)}")
        try:
            # A deferred transaction that writes later may fail at once with "database is locked", whatever the timeout.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                raise
            raise Busy from error
        finally:
            if hurried:
                raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")

    @contextmanager
    def _writing(self, connection: Connection) -> Iterator[None]:
        """One transaction that changes things, committed at the end of the block."""
        transaction = self._begin(connection, writes=True)
        try:
            yield
        except BaseException:
            transaction.rollback()
            raise
        try:
            transaction.commit()
        except DBAPIError as error:
            raise OutcomeUnknown from error

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _no_longer_than(connection: Connection, seconds: float, is_sqlite: bool) -> Iterator[None]:
    raw: Any = connection.connection.dbapi_connection
    if is_sqlite:
        until = time.monotonic() + seconds
        raw.set_progress_handler(lambda: time.monotonic() > until, CHECKED_EVERY)
    else:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
    try:
        yield
    except DBAPIError as error:
        stopped = getattr(error.orig, "sqlstate", None) == QUERY_CANCELED or "interrupted" in str(error.orig)
        if not stopped:
            raise
        raise TooSlow from error
    finally:
        if is_sqlite:
            raw.set_progress_handler(None, 0)


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _engine_options(is_sqlite: bool, connections: int) -> dict[str, Any]:
    if is_sqlite:
        return {
            "pool_size": connections,
            "connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False},
        }
    return {
        "pool_size": connections,
        "max_overflow": 10,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": 5, "prepare_threshold": 3},
    }


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = (
        None  # pysqlite's own BEGIN comes too late for IMMEDIATE; see Database._begin
    )
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
