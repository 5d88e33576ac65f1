"""The days of launches: moved, with the reason kept; which launches fall in a stretch of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, insert, or_, select, update

from storage import counters
from storage.database import Transaction
from storage.launches.plans import LAUNCHES, Launch
from storage.tables import launch_moves, launch_tasks, launches, releases


@dataclass(frozen=True)
class Moved:
    """Both days before and after a move."""

    launch_id: str
    ready_before: date
    market_before: date
    ready_on: date
    market_on: date
    why: str
    by: str
    at: datetime


def move_days(
    tx: Transaction,
    workspace: str,
    launch_id: str,
    ready_on: date,
    market_on: date,
    *,
    seen: tuple[date, date],
) -> bool:
    """The product is ready and the market hears of it on these days. False where they are not the ones `seen`."""
    which = and_(
        launches.c.workspace_id == workspace,
        launches.c.id == launch_id,
        launches.c.ready_on == seen[0],
        launches.c.market_on == seen[1],
    )
    changed = update(launches).where(which).values(ready_on=ready_on, market_on=market_on)
    return tx.scalar(changed.returning(launches.c.id)) is not None


def due_anew(tx: Transaction, workspace: str, days: Mapping[str, date]) -> None:
    """Tasks, by id, are due on other days; nobody waits to be reminded of them on a day of before."""
    rows = [{"task": task, "day": day} for task, day in sorted(days.items())]
    if rows:
        which = and_(launch_tasks.c.workspace_id == workspace, launch_tasks.c.id == bindparam("task"))
        tx.execute(update(launch_tasks).where(which).values(due_on=bindparam("day"), remind_on=None), rows)


def keep_move(tx: Transaction, workspace: str, moved: Moved) -> str:
    """Keep why days moved; returns its id."""
    move_id = counters.new_id()
    tx.execute(insert(launch_moves).values(workspace_id=workspace, id=move_id, **vars(moved)))
    return move_id


def move_of(tx: Transaction, workspace: str, move_id: str) -> Moved | None:
    columns = [launch_moves.c[name] for name in Moved.__dataclass_fields__]
    row = tx.execute(
        select(*columns).where(launch_moves.c.workspace_id == workspace, launch_moves.c.id == move_id)
    ).one_or_none()
    return Moved(*row) if row else None


def since(tx: Transaction, workspace: str, first: date, limit: int) -> list[tuple[Launch, bool]]:
    """Launches that the market hears of from a day on, the first first, each with whether its release is withdrawn."""
    found = tx.execute(
        LAUNCHES.add_columns(releases.c.withdrawn_at.is_not(None))
        .where(launches.c.workspace_id == workspace, launches.c.market_on >= first)
        .order_by(launches.c.market_on, launches.c.number)
        .limit(limit)
    )
    return [(Launch(*row), bool(withdrawn)) for *row, withdrawn in found]


def within(tx: Transaction, workspace: str, first: date, last: date, limit: int) -> list[Launch]:
    """Launches of which one of the two days falls in a stretch of days, what the market hears first first."""
    found = tx.execute(
        LAUNCHES.where(
            launches.c.workspace_id == workspace,
            or_(launches.c.ready_on.between(first, last), launches.c.market_on.between(first, last)),
        )
        .order_by(launches.c.market_on, launches.c.number)
        .limit(limit)
    )
    return [Launch(*row) for row in found]
