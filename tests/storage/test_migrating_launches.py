"""Migrations 0019 and 0030 with data in the tables: tasks of before stand as they stood, and know what was done to them."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import insert, text

from storage import launches
from storage.database import Database
from storage.migrating import config, migrate
from storage.tables import audit
from tests.storage.test_migrating import emptied

HERE = "T1"
AT = datetime(2026, 11, 3, tzinfo=UTC)
BEFORE = (
    """INSERT INTO releases (workspace_id, id, number, name, changes, released_on, owner, created_at, state, announced_by,
    announced_at, revision) VALUES ('T1', 'r1', 1, '4.2', 'x', '2026-11-02', 'T1:U1', '2026-11-02 10:00:00', 'announced',
    'T1:U1', '2026-11-02 10:00:00', 3)""",
    """INSERT INTO launches (workspace_id, id, number, release_id, tier, proposed, answers, audience, ready_on, market_on,
    channel_id, started_by, started_at) VALUES ('T1', 'l1', 1, 'r1', 2, 2, '[]', 'customers', '2026-12-07', '2026-12-14',
    'C1', 'T1:U1', '2026-11-02 10:00:00')""",
    """INSERT INTO launch_tasks (workspace_id, id, launch_id, position, key, title, role, side, help, done_when, due_on,
    state, remind_on) VALUES ('T1', 't1', 'l1', 0, 'faq', 'FAQ', 'support', 'support', 'x', 'x', '2026-12-08', 'open',
    '2026-12-09')""",
    """INSERT INTO launch_tasks (workspace_id, id, launch_id, position, key, title, role, side, help, done_when, due_on,
    state, closed_by, closed_at) VALUES ('T1', 't2', 'l1', 1, 'demo', 'Demo', 'pm', 'product', 'x', 'x', '2026-12-09',
    'done', 'T1:U1', '2026-11-03 10:00:00')""",
)


def test_tasks_of_before_stand_as_they_stood(database: Database) -> None:
    emptied(database)
    with database.write() as tx:
        command.upgrade(config(tx), "0018")
        for statement in BEFORE:
            tx.execute(text(statement))
        after = {"task": "faq", "due_on": "2026-12-08"}
        row = {"workspace_id": HERE, "object_kind": "launch", "object_id": "l1", "act": "task_moved"}
        tx.execute(insert(audit).values(row | {"by": "T1:U1", "at": AT, "before": {}, "after": after}))
    assert migrate(database)
    with database.read() as tx:
        faq, demo = launches.tasks(tx, HERE, "l1")
        assert (faq.state, faq.remind_on and faq.remind_on.isoformat(), faq.is_open) == (
            "open",
            "2026-12-09",
            True,
        )
        assert (demo.state, demo.closed_by, demo.is_open) == ("done", "T1:U1", False)
        assert (faq.anchor, faq.days, faq.enables) == (None, None, False)
        assert (faq.touched, faq.moved) == (True, True)
        assert (demo.touched, demo.moved) == (True, False)
