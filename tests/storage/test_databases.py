"""The databases that tests are given."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, insert, inspect, select

from storage.database import Database
from storage.tables import machine, metadata
from tests.databases import BACKENDS


def test_has_every_table(database: Database) -> None:
    assert set(metadata.tables) <= set(inspect(database.engine).get_table_names())


@pytest.mark.parametrize("backend", BACKENDS)
def test_each_is_empty(backend: str, fresh_database: Callable[[str], AbstractContextManager[str]]) -> None:
    for _ in range(2):
        with fresh_database(backend) as url:
            database = Database(url)
            with database.write() as tx:
                assert tx.scalar(select(func.count()).select_from(machine)) == 0
                tx.execute(insert(machine).values(name="beat", value="1"))
            database.close()
