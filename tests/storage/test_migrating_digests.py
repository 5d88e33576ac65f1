"""Migrations 0029, 0035 and 0038 with data in the tables: a digest of everything tells of launches and of polls, too, another
one stays as it was chosen; the reminders of a meeting go on where they went.
"""

from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import select

from rituals.messages.demos.settings import Settings
from storage.database import Database
from storage.migrating import config, migrate
from storage.tables import rituals
from tests.storage.test_migrating import emptied

BEFORE_LAUNCHES = ["did", "shipped", "field", "radar", "decided", "coming", "silent", "next"]
BEFORE_POLLS = ["did", "shipped", "launches", *BEFORE_LAUNCHES[2:]]
NOW = ["did", "shipped", "launches", "field", "radar", "polls", "decided", "coming", "silent", "next"]

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


@pytest.mark.parametrize(("revision", "everything"), [("0028", BEFORE_LAUNCHES), ("0034", BEFORE_POLLS)])
def test_a_digest_of_everything_tells_of_what_is_new(
    database: Database, revision: str, everything: list[str]
) -> None:
    chosen = {
        "all": {"sections": everything, "style": "full"},
        "some": {"sections": ["shipped", "field"]},
        "usual": {"days": 7},
    }
    emptied(database)
    with database.write() as tx:
        command.upgrade(config(tx), revision)
        for name, options in chosen.items():
            tx.execute(rituals.insert().values(**ROW | {"id": name, "name": name, "options": options}))
    assert migrate(database)
    with database.read() as tx:
        found = dict(tx.execute(select(rituals.c.id, rituals.c.options)).tuples().all())
    assert found == chosen | {"all": {"sections": NOW, "style": "full"}}


def test_the_channel_of_all_reminders_is_that_of_each(database: Database) -> None:
    emptied(database)
    with database.write() as tx:
        command.upgrade(config(tx), "0037")
        for name, options in {"moved": {"minutes": 45, "channel": "C2"}, "usual": {"channel": None}}.items():
            row = {"id": name, "name": name, "kind": "demo", "options": options}
            tx.execute(rituals.insert().values(**ROW | row))
    assert migrate(database)
    with database.read() as tx:
        found = dict(tx.execute(select(rituals.c.id, rituals.c.options)).tuples().all())
    assert found["moved"] == {"minutes": 45, "channels": {"call": "C2", "tomorrow": "C2", "soon": "C2"}}
    assert Settings.read(found["usual"]).channels == {}
