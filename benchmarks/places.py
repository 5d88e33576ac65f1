"""Where the benchmarks' databases are: a SQLite file on the disk of the temporary folder, a PostgreSQL server of our own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.database import Database
from storage.migrating import migrate
from tests.databases import own_postgres


@contextmanager
def sqlite_file() -> Iterator[str]:
    """The URL of a migrated SQLite database, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="diapason-bench-") as folder:
        yield _migrated(f"sqlite:///{Path(folder) / 'bench.db'}")


@contextmanager
def postgres_database() -> Iterator[str]:
    """The URL of a migrated PostgreSQL database whose commits are as durable as anybody's, gone afterwards."""
    with own_postgres() as server:
        server.psql("ALTER SYSTEM RESET fsync; SELECT pg_reload_conf();")  # the tests' server does without
        yield _migrated(server.get_uri())


def _migrated(url: str) -> str:
    database = Database(url)
    migrate(database)
    database.close()
    return url
