"""Migration 0007 with data in the tables: releases of before are announced ones, and keep what belongs to them."""

import pytest
from alembic import command
from sqlalchemy import text

from storage import releases
from storage.database import Database
from storage.migrating import config, migrate
from tests.storage.test_migrating import emptied

HERE = "T1"
BEFORE = (
    """INSERT INTO releases (workspace_id, id, number, name, changes, released_on, announced_by, announced_at, revision)
    VALUES ('T1', 'r1', 1, '4.2', 'x', '2026-11-02', 'T1:U1', '2026-11-02 10:00:00', 3)""",
    """INSERT INTO items (workspace_id, id, number, title, place, position, release_id, created_by, created_at, revision)
    VALUES ('T1', 'i1', 1, 'SSO', 'shipped', 1, 'r1', 'T1:U1', '2026-11-02 10:00:00', 1)""",
    """INSERT INTO tellings (workspace_id, item_id, person, release_id, told_by, told_at)
    VALUES ('T1', 'i1', 'T1:U2', 'r1', 'T1:U1', '2026-11-02 10:00:00')""",
)


def test_releases_of_before_are_announced(database: Database) -> None:
    emptied(database)
    with database.write() as tx:
        command.upgrade(config(tx), "0006")
        for statement in BEFORE:
            tx.execute(text(statement))
    assert migrate(database)
    with database.read() as tx:
        found = releases.get(tx, HERE, "r1")
        assert found is not None
        assert (found.state, found.owner, found.revision) == ("announced", "T1:U1", 3)
        assert found.created_at == found.announced_at
        assert releases.planned_items(tx, HERE, "r1") == ["i1"]
        assert tx.scalar(text("SELECT release_id FROM tellings")) == "r1"


def test_a_rebuild_that_loses_a_row_s_owner_changes_nothing(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL looks at each statement")
    with pytest.raises(RuntimeError, match="items"), database.rebuild() as tx:
        tx.execute(
            text(
                """INSERT INTO items (workspace_id, id, number, title, place, position, release_id, created_by,
                created_at, revision) VALUES ('T1', 'i1', 1, 'SSO', 'shipped', 1, 'none', 'T1:U1', '2026-11-02', 1)"""
            )
        )
    with database.read() as tx:
        assert tx.scalar(text("SELECT count(*) FROM items")) == 0
        assert tx.scalar(text("PRAGMA foreign_keys")) == 1
