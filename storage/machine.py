"""Facts about the machine itself, by name: the ticker's last beat, the demo's clock."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, func, select

from storage.database import Transaction
from storage.leases import State
from storage.tables import jobs, machine, outbox, rituals
from storage.upsert import put as upsert

BEAT = "beat"  # when the ticker last looked (real time, ISO)


def put(tx: Transaction, name: str, value: str) -> None:
    upsert(tx, machine, {"name": name}, {"value": value})


def get(tx: Transaction, name: str) -> str | None:
    return tx.scalar(select(machine.c.value).where(machine.c.name == name))


@dataclass(frozen=True)
class Health:
    """How a workspace's work goes. `waiting` and `failed` count messages, `held` ones too; `beat` is real time."""

    waiting: int
    failed: int
    jobs_failed: int
    rituals_stopped: int  # that paused themselves
    beat: datetime | None
    database: str  # its kind


def health(tx: Transaction, workspace: str, kinds_apart: str) -> Health:
    """By one query. Messages of the kind `kinds_apart` are not counted as waiting."""
    stuck = (State.FAILED, State.HELD)
    waiting = _count(outbox, workspace, outbox.c.state == State.WAITING, outbox.c.kind != kinds_apart)
    waits, failed, jobs_failed, stopped, beat = tx.execute(
        select(
            waiting,
            _count(outbox, workspace, outbox.c.state.in_(stuck)),
            _count(jobs, workspace, jobs.c.state.in_(stuck)),
            _count(rituals, workspace, rituals.c.paused_why.is_not(None), rituals.c.ended_at.is_(None)),
            select(machine.c.value).where(machine.c.name == BEAT).scalar_subquery(),
        )
    ).one()
    last = datetime.fromisoformat(beat) if beat else None
    return Health(waits, failed, jobs_failed, stopped, last, tx.dialect.name)


def _count(table: Table, workspace: str, *which: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).where(table.c.workspace_id == workspace, *which).scalar_subquery()
