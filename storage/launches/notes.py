"""What people write beside a task while they work on it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, insert, select, update

from storage import counters
from storage.database import Transaction
from storage.tables import launch_notes, launch_tasks


@dataclass(frozen=True)
class Note:
    person: str
    words: str
    at: datetime


def add_note(tx: Transaction, workspace: str, task_id: str, person: str, words: str, now: datetime) -> str:
    """Keep a note; returns its id."""
    note_id = counters.new_id()
    row = {"workspace_id": workspace, "id": note_id, "task_id": task_id}
    tx.execute(insert(launch_notes).values(row | {"person": person, "words": words, "at": now}))
    which = and_(launch_tasks.c.workspace_id == workspace, launch_tasks.c.id == task_id)
    tx.execute(update(launch_tasks).where(which).values(touched=True))
    return note_id


def notes(tx: Transaction, workspace: str, task_id: str, limit: int) -> list[Note]:
    """The newest notes beside a task, the oldest of them first."""
    found = tx.execute(
        select(launch_notes.c.person, launch_notes.c.words, launch_notes.c.at)
        .where(launch_notes.c.workspace_id == workspace, launch_notes.c.task_id == task_id)
        .order_by(launch_notes.c.at.desc(), launch_notes.c.id)
        .limit(limit)
    )
    return [Note(*row) for row in found][::-1]


def note(tx: Transaction, workspace: str, note_id: str) -> Note | None:
    row = tx.execute(
        select(launch_notes.c.person, launch_notes.c.words, launch_notes.c.at).where(
            launch_notes.c.workspace_id == workspace, launch_notes.c.id == note_id
        )
    ).one_or_none()
    return Note(*row) if row else None
