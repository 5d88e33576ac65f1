"""The tier of a launch that stands already: changed, with the reason kept, and the tasks that come and go with it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, delete, insert, or_, select, update

from storage.database import Transaction
from storage.launches.tasks import OPENED, WAITING, TaskState
from storage.tables import launch_confirmations, launch_tasks, launch_tier_changes, launches


@dataclass(frozen=True)
class TierChange:
    """The tier before and after, and how many tasks came in and went out."""

    launch_id: str
    tier_before: int
    tier: int
    came: int
    went: int
    why: str
    by: str
    at: datetime


class Recounted(NamedTuple):
    """When a task is due, and how many working days from its anchor that is."""

    due_on: date
    days: int


def change_tier(
    tx: Transaction, workspace: str, launch_id: str, tier: int, why: str | None, *, seen: tuple[int, int]
) -> bool:
    """A launch has another tier, by which nobody stands yet; `why` it is not the one that its answers lead to.

    False, with nothing changed, where its tier and how often it changed are not those `seen`.
    """
    which = and_(
        launches.c.workspace_id == workspace,
        launches.c.id == launch_id,
        launches.c.tier == seen[0],
        launches.c.tier_revision == seen[1],
    )
    values = {"tier": tier, "why": why, "tier_revision": seen[1] + 1}
    if tx.scalar(update(launches).where(which).values(values).returning(launches.c.id)) is None:
        return False
    confirmed = and_(
        launch_confirmations.c.workspace_id == workspace, launch_confirmations.c.launch_id == launch_id
    )
    tx.execute(delete(launch_confirmations).where(confirmed))
    return True


def take_out(
    tx: Transaction,
    workspace: str,
    tasks: Collection[str],
    change_id: str,
    *,
    by: str,
    now: datetime,
    why: str,
) -> list[str]:
    """Tasks do not apply to the new tier, but for those that somebody has touched. Returns which went."""
    which = and_(
        launch_tasks.c.workspace_id == workspace,
        launch_tasks.c.id.in_(sorted(tasks)),
        launch_tasks.c.state == TaskState.OPEN,
        launch_tasks.c.touched.is_(False),
    )
    closed = {"state": TaskState.DROPPED, "closed_by": by, "closed_at": now, "why": why, "out_by": change_id}
    return list(tx.scalars(update(launch_tasks).where(which).values(closed).returning(launch_tasks.c.id)))


def bring_back(tx: Transaction, workspace: str, tasks: Mapping[str, Recounted]) -> None:
    """Tasks that a change of tier took out are to be done again."""
    which = and_(launch_tasks.c.state == TaskState.DROPPED, launch_tasks.c.out_by.is_not(None))
    _each(tx, workspace, tasks, which, OPENED)


def recount(tx: Transaction, workspace: str, tasks: Mapping[str, Recounted]) -> None:
    """Open tasks are due on other days, but for those whose day was chosen by hand."""
    waiting = or_(*(launch_tasks.c.state == state for state in WAITING))  # IN takes one execution only
    which = and_(waiting, launch_tasks.c.moved.is_(False))
    _each(tx, workspace, tasks, which, {})


def _each(
    tx: Transaction,
    workspace: str,
    tasks: Mapping[str, Recounted],
    which: ColumnElement[bool],
    values: Mapping[str, Any],
) -> None:
    rows = [{"task": task, "day": found.due_on, "count": found.days} for task, found in sorted(tasks.items())]
    if rows:
        found = and_(launch_tasks.c.workspace_id == workspace, launch_tasks.c.id == bindparam("task"), which)
        when: dict[str, Any] = {"due_on": bindparam("day"), "days": bindparam("count"), "remind_on": None}
        tx.execute(update(launch_tasks).where(found).values({**values, **when}), rows)


def keep_tier_change(tx: Transaction, workspace: str, change_id: str, change: TierChange) -> None:
    """Keep why a tier changed."""
    tx.execute(insert(launch_tier_changes).values(workspace_id=workspace, id=change_id, **vars(change)))


def tier_change_of(tx: Transaction, workspace: str, change_id: str) -> TierChange | None:
    columns = [launch_tier_changes.c[name] for name in TierChange.__dataclass_fields__]
    row = tx.execute(
        select(*columns).where(
            launch_tier_changes.c.workspace_id == workspace, launch_tier_changes.c.id == change_id
        )
    ).one_or_none()
    return TierChange(*row) if row else None
