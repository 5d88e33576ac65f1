"""A look with a limit is stopped when it takes longer, and leaves nothing behind."""

import pytest
from sqlalchemy import text

from storage.database import Database, TooSlow

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT count(*) FROM generate_series(1, 1000000000000)",
}


def test_a_look_that_takes_too_long_is_stopped(database: Database) -> None:
    with pytest.raises(TooSlow), database.read(within=0.05) as tx:
        tx.execute(text(ENDLESS[tx.dialect.name]))


def test_the_next_look_has_no_limit(database: Database) -> None:
    with database.read(within=0.001) as tx:
        tx.execute(text("SELECT 1"))
    longer = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT count(*) FROM n"
    with database.read() as tx:
        assert tx.scalar(text(longer)) == 200_000
