"""Migration 0029 with data in the tables: a digest of everything tells of launches, too; another one stays as it was chosen."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import select

from storage.database import Database
from storage.migrating import config, migrate
from storage.tables import rituals
from tests.storage.test_migrating import emptied

ALL = ["did", "shipped", "field", "radar", "decided", "coming", "silent", "next"]
OPTIONS = {
    "all": {"sections": ALL, "style": "full"},
    "some": {"sections": ["shipped", "field"]},
    "usual": {"days": 7},
}

THEN = datetime(2026, 11, 2, 9, tzinfo=UTC)
ROW = {
    "workspace_id": "T1",
    "kind": "weekly_digest",
    "channel_id": "C1",
    "rule": "FREQ=WEEKLY;BYDAY=MO",
    "at": "09:00",
    "active_since": THEN,
    "created_at": THEN,
}


def test_a_digest_of_everything_tells_of_launches(database: Database) -> None:
    emptied(database)
    with database.write() as tx:
        command.upgrade(config(tx), "0028")
        for name, options in OPTIONS.items():
            tx.execute(rituals.insert().values(**ROW | {"id": name, "name": name, "options": options}))
    assert migrate(database)
    with database.read() as tx:
        found = dict(tx.execute(select(rituals.c.id, rituals.c.options)).tuples().all())
    assert found["all"] == {"sections": ["did", "shipped", "launches", *ALL[2:]], "style": "full"}
    assert {name: found[name] for name in ("some", "usual")} == {
        name: OPTIONS[name] for name in ("some", "usual")
    }
