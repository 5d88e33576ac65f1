"""Vectors: what is encoded anew comes after all that was there, so that no process that has read on misses it."""

from alembic import command
from sqlalchemy import insert, select, text

from storage import vectors
from storage.database import Database
from storage.migrating import config, migrate
from storage.tables import vectors as table
from tests.storage.test_migrating import emptied
from tests.team import HOME

MODEL = "of-the-test"


def keep(database: Database, object_id: str) -> int:
    """Keep a vector of an object in place of the one that it has; its place in the order."""
    values = {"model": MODEL, "kind": "signal", "object_id": object_id, "vector": object_id.encode()}
    with database.write() as tx:
        vectors.forget(tx, HOME, "signal", object_id)
        tx.execute(insert(table).values(workspace_id=HOME, **values))
    with database.read() as tx:
        return int(tx.execute(select(table.c.seq).where(table.c.object_id == object_id)).scalar_one())


def test_a_place_in_the_order_is_never_used_again(database: Database) -> None:
    first = keep(database, "one")
    assert keep(database, "one") > first
    second = keep(database, "two")
    with database.write() as tx:
        vectors.forget(tx, HOME, "signal", "two")
    third = keep(database, "three")
    assert third > second
    with database.read() as tx:
        assert list(vectors.since(tx, HOME, MODEL, second)) == [third]


def test_what_was_encoded_before_the_migration_stays_where_it_stood(database: Database) -> None:
    emptied(database)
    with database.write() as tx:
        command.upgrade(config(tx), "0016")
        for seq, name in ((3, "one"), (7, "two")):
            tx.execute(
                text(
                    "INSERT INTO vectors (workspace_id, seq, model, kind, object_id, vector)"
                    " VALUES (:home, :seq, :model, 'signal', :name, :vector)"
                ),
                {"home": HOME, "seq": seq, "model": MODEL, "name": name, "vector": name.encode()},
            )
    assert migrate(database)
    with database.read() as tx:
        assert list(vectors.since(tx, HOME, MODEL, 0)) == [3, 7]
        assert [kept.vector for kept in vectors.these(tx, HOME, MODEL, [3, 7])] == [b"one", b"two"]
    if database.is_sqlite:
        assert keep(database, "two") == 8
