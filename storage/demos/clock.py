"""What time asks for of demos: rows that whoever takes them away does."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select

from storage.database import Transaction
from storage.demos.rows import Reminder
from storage.tables import demo_reminders
from storage.upsert import put

NOBODY = ""
_NOW: BindParameter[datetime] = bindparam("now")
_DUE = (  # made once: each look of the clock asks it
    select(
        demo_reminders.c.workspace_id,
        demo_reminders.c.demo_id,
        demo_reminders.c.what,
        demo_reminders.c.person,
    )
    .where(demo_reminders.c.due_at <= _NOW)
    .order_by(demo_reminders.c.due_at, demo_reminders.c.demo_id)
)


def due(tx: Transaction, now: datetime) -> list[Reminder]:
    """What is due by now, the oldest first."""
    return [Reminder(*row) for row in tx.execute(_DUE, {"now": now})]


def next_due(tx: Transaction) -> datetime | None:
    first: datetime | None = tx.scalar(select(func.min(demo_reminders.c.due_at)))
    return first


def take(tx: Transaction, one: Reminder, now: datetime) -> int | None:
    """It is ours to do; how often it was done before. None where somebody else does it, or it is not due any more."""
    return tx.scalar(
        delete(demo_reminders)
        .where(
            demo_reminders.c.workspace_id == one.workspace,
            demo_reminders.c.demo_id == one.demo_id,
            demo_reminders.c.what == one.what,
            demo_reminders.c.person == one.person,
            demo_reminders.c.due_at <= now,
        )
        .returning(demo_reminders.c.tries)
    )


def remind(
    tx: Transaction,
    workspace: str,
    demo_id: str,
    what: str,
    due_at: datetime,
    person: str = NOBODY,
    tries: int = 0,
) -> None:
    """Have something done at that time, in place of the time that was said before."""
    key = {"workspace_id": workspace, "demo_id": demo_id, "what": what, "person": person}
    put(tx, demo_reminders, key, {"due_at": due_at, "tries": tries})


def remind_all(
    tx: Transaction, workspace: str, demo_id: str, times: Mapping[tuple[str, str], datetime]
) -> None:
    """Have just these things done for a session, by what and person."""
    forget(tx, workspace, demo_id)
    rows = [
        {
            "workspace_id": workspace,
            "demo_id": demo_id,
            "what": what,
            "person": person,
            "due_at": due_at,
            "tries": 0,
        }
        for (what, person), due_at in times.items()
    ]
    if rows:
        tx.execute(insert(demo_reminders), rows)


def forget(
    tx: Transaction, workspace: str, demo_id: str, what: str | None = None, person: str | None = None
) -> None:
    """Have nothing done any more; not of that kind, not for that person, where these are named."""
    which = [demo_reminders.c.workspace_id == workspace, demo_reminders.c.demo_id == demo_id]
    if what is not None:
        which.append(demo_reminders.c.what == what)
    if person is not None:
        which.append(demo_reminders.c.person == person)
    tx.execute(delete(demo_reminders).where(*which))
