"""What all tests share: a database of their own, on SQLite and on PostgreSQL."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from hypothesis import HealthCheck, settings

from storage.database import Database
from tests.databases import BACKENDS, Databases, share_statements

# Without the extra, which reads its model for seconds: the tests of likes by meaning ask for it.
os.environ["SEMANTIC"] = "false"
# A busy machine is no error of ours.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    # What was imported and collected stays to the end: the garbage collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    # A request leaves thousands of objects: looking through the young ones at each 700 is a tenth of the tests' time.
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Where fresh databases come from."""
    databases = Databases()
    yield databases
    databases.close()


@pytest.fixture(scope="session")
def fresh_database(databases: Databases) -> Callable[[str], AbstractContextManager[str]]:
    """`with fresh_database("sqlite" | "postgresql") as url:` for tests that need more than one database."""
    return databases.fresh


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database; the test runs once on each."""
    return str(request.param)


@pytest.fixture
def database_url(backend: str, databases: Databases) -> Iterator[str]:
    """The URL of an empty database with the tables; the test runs once on each kind."""
    with databases.fresh(backend) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with the tables; the test runs once on each kind."""
    database = share_statements(Database(database_url))
    yield database
    database.close()
