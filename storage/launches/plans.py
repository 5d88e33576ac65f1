"""Launches themselves: which release, tier, days, channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update

from storage import counters
from storage.database import Transaction
from storage.launches.tasks import WAITING
from storage.tables import launch_roles, launch_tasks, launches, releases
from storage.upsert import insert as upserting

KIND = "launch"


@dataclass(frozen=True)
class Launch:
    id: str
    number: int
    release_id: str
    tier: int
    proposed: int
    answers: list[str]
    why: str | None
    audience: str
    ready_on: date
    market_on: date
    channel_id: str
    started_by: str
    started_at: datetime
    tier_revision: int  # how often the tier changed
    release_number: int
    name: str  # of the release

    @property
    def ref(self) -> str:
        return f"L-{self.number}"

    @property
    def release_ref(self) -> str:
        return f"R-{self.release_number}"


_OF_RELEASE = {"release_number": releases.c.number, "name": releases.c.name}
LAUNCH: tuple[ColumnElement[Any], ...] = tuple(
    _OF_RELEASE[name] if name in _OF_RELEASE else launches.c[name] for name in Launch.__dataclass_fields__
)
OF_LAUNCH = and_(releases.c.workspace_id == launches.c.workspace_id, releases.c.id == launches.c.release_id)
LED_BY = ("pmm", "pm")
LEAD: ColumnElement[str] = func.coalesce(
    *(
        select(launch_roles.c.person)
        .where(
            launch_roles.c.workspace_id == launches.c.workspace_id,
            launch_roles.c.launch_id == launches.c.id,
            launch_roles.c.role == role,
        )
        .correlate(launches)
        .scalar_subquery()
        for role in LED_BY
    ),
    launches.c.started_by,
)
"""Who leads a launch: who has the first of the leading roles, else who started it. For other statements."""
LAUNCHES = select(*LAUNCH).join(releases, OF_LAUNCH)


def add(tx: Transaction, workspace: str, launch_id: str, values: Mapping[str, Any]) -> int | None:
    """Keep a new launch. Returns its number, or None, with nothing kept, where its release has one already."""
    number = counters.bump(tx, workspace, KIND)
    statement = upserting(tx, launches).values(workspace_id=workspace, id=launch_id, number=number, **values)
    kept: int | None = tx.scalar(
        statement.on_conflict_do_nothing(index_elements=["workspace_id", "release_id"]).returning(
            launches.c.number
        )
    )
    return kept


def get(tx: Transaction, workspace: str, launch_id: str) -> Launch | None:
    return _one(tx, workspace, launches.c.id == launch_id)


def by_number(tx: Transaction, workspace: str, number: int) -> Launch | None:
    return _one(tx, workspace, launches.c.number == number)


def of_release(tx: Transaction, workspace: str, release_id: str) -> Launch | None:
    return _one(tx, workspace, launches.c.release_id == release_id)


def hold(tx: Transaction, workspace: str, launch_id: str) -> bool:
    """Have others who hold the same launch wait until this transaction ends. False where there is none."""
    which = and_(launches.c.workspace_id == workspace, launches.c.id == launch_id)
    return (
        tx.scalar(update(launches).where(which).values(number=launches.c.number).returning(launches.c.id))
        is not None
    )


def _one(tx: Transaction, workspace: str, which: ColumnElement[bool]) -> Launch | None:
    row = tx.execute(LAUNCHES.where(launches.c.workspace_id == workspace, which)).one_or_none()
    return Launch(*row) if row else None


def under_way(tx: Transaction, workspace: str, limit: int, *, of: str | None = None) -> list[Launch]:
    """Launches with open tasks, what the market hears first first; `of`: that this person started or has a part in."""
    open_tasks = _tasks_of_launch().where(launch_tasks.c.state.in_(WAITING))
    which: list[ColumnElement[bool]] = [exists(open_tasks)]
    if of is not None:
        has_role = select(launch_roles.c.role).where(
            launch_roles.c.workspace_id == launches.c.workspace_id,
            launch_roles.c.launch_id == launches.c.id,
            launch_roles.c.person == of,
        )
        took = _tasks_of_launch().where(launch_tasks.c.owner == of)
        which.append(or_(launches.c.started_by == of, exists(has_role), exists(took)))
    found = tx.execute(
        LAUNCHES.where(launches.c.workspace_id == workspace, *which)
        .order_by(launches.c.market_on, launches.c.number)
        .limit(limit)
    )
    return [Launch(*row) for row in found]


def _tasks_of_launch() -> Select[Any]:
    return select(launch_tasks.c.id).where(
        launch_tasks.c.workspace_id == launches.c.workspace_id, launch_tasks.c.launch_id == launches.c.id
    )
