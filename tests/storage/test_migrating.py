"""Migrations make what the code declares, once, whoever starts at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from storage.database import Database
from storage.migrating import TooNew, current, head, migrate
from storage.tables import metadata


def declared(name: str | None, kind: str, _parents: object) -> bool:
    """What the models can declare: not the index of searched words, whose kind each database has for itself."""
    return not (
        kind in ("table", "index") and name and name.startswith(("search_fts", "ix_search_entries_words"))
    )


def test_models_equal_migrations(database: Database) -> None:
    with database.read() as tx:
        assert current(tx) == head()
        compared = MigrationContext.configure(tx, opts={"compare_type": True, "include_name": declared})
        assert compare_metadata(compared, metadata) == []


def test_a_migrated_database_has_nothing_to_do(database: Database) -> None:
    assert not migrate(database)


def emptied(database: Database) -> None:
    with database.write() as tx:
        metadata.drop_all(tx)
        tx.execute(text("DROP TABLE IF EXISTS search_fts"))
        tx.execute(text("DROP TABLE alembic_version"))


def test_several_that_start_at_once_migrate_once(database_url: str) -> None:
    first = Database(database_url)
    emptied(first)
    starters = [Database(database_url) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        migrated = list(threads.map(migrate, starters))
    assert sorted(migrated) == [False, False, True]
    for database in (first, *starters):
        database.close()


def test_a_database_from_the_future_is_left_alone(database: Database) -> None:
    with database.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(TooNew):
        migrate(database)
