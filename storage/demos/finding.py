"""Finding demos: one, those to come, those of a ritual, those where something was shown."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, func, or_, select

from storage.database import Transaction
from storage.demos.rows import Demo, Slot, State
from storage.polls import Audience
from storage.tables import demo_topics, demos

_DEMO = select(*(demos.c[name] for name in Demo.__dataclass_fields__))
_OF_RITUAL = _DEMO.where(  # made once: each look of the clock asks it
    demos.c.workspace_id == bindparam("workspace"),
    demos.c.ritual_id == bindparam("ritual"),
    demos.c.period.in_(bindparam("periods", expanding=True)),
)


def get(tx: Transaction, workspace: str, demo_id: str) -> Demo | None:
    return _one(tx, demos.c.workspace_id == workspace, demos.c.id == demo_id)


def several(tx: Transaction, workspace: str, demo_ids: Collection[str]) -> list[Demo]:
    """Those of these sessions that are there, in the order of their time."""
    which = and_(demos.c.workspace_id == workspace, demos.c.id.in_(demo_ids))
    return [_demo(row) for row in tx.execute(_DEMO.where(which).order_by(demos.c.starts_at, demos.c.number))]


def by_number(tx: Transaction, workspace: str, number: int) -> Demo | None:
    return _one(tx, demos.c.workspace_id == workspace, demos.c.number == number)


def by_address(tx: Transaction, address: str) -> tuple[str, Demo] | None:
    """The session whose calendar entry has that address, with its workspace."""
    workspace = tx.scalar(select(demos.c.workspace_id).where(demos.c.address == address))
    found = _one(tx, demos.c.workspace_id == workspace, demos.c.address == address) if workspace else None
    return (workspace, found) if workspace and found else None


def coming(tx: Transaction, workspace: str, now: datetime, limit: int) -> list[Demo]:
    """The planned sessions that are not over by their time, the next first; those under way are among them for two hours."""
    which = and_(demos.c.state == State.PLANNED, demos.c.workspace_id == workspace)
    found = tx.execute(_DEMO.where(which).order_by(demos.c.starts_at, demos.c.number).limit(limit))
    return [demo for demo in (_demo(row) for row in found) if demo.ends_at > now]


def announced(tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int) -> list[Demo]:
    """The planned sessions in [start, end) where something is shown, or that somebody planned; the next first."""
    topics = exists().where(
        demo_topics.c.workspace_id == demos.c.workspace_id, demo_topics.c.demo_id == demos.c.id
    )
    found = tx.execute(
        _DEMO.where(
            demos.c.workspace_id == workspace,
            demos.c.state == State.PLANNED,
            demos.c.starts_at >= start,
            demos.c.starts_at < end,
            or_(demos.c.author.is_not(None), demos.c.question_hour, topics),
        )
        .order_by(demos.c.starts_at, demos.c.number)
        .limit(limit)
    )
    return [_demo(row) for row in found]


def presented_by(
    tx: Transaction, workspace: str, person: str, now: datetime, limit: int
) -> tuple[list[Slot], int]:
    """What somebody is to show in planned sessions that did not begin, the next first; and how many times in all."""
    found = tx.execute(
        _DEMO.add_columns(demo_topics.c.title, demo_topics.c.minutes, func.count().over())
        .join(
            demo_topics,
            and_(demo_topics.c.workspace_id == demos.c.workspace_id, demo_topics.c.demo_id == demos.c.id),
        )
        .where(
            demos.c.workspace_id == workspace,
            demos.c.state == State.PLANNED,
            demos.c.starts_at > now,
            demo_topics.c.person == person,
        )
        .order_by(demos.c.starts_at, demos.c.number, demo_topics.c.created_at, demo_topics.c.id)
        .limit(limit)
    ).all()
    return [Slot(Demo(*row[:-3]), *row[-3:-1]) for row in found], found[0][-1] if found else 0


def to_fill(
    tx: Transaction, workspace: str, kind: str, host: str, start: datetime, end: datetime, limit: int
) -> tuple[list[Demo], int]:
    """The planned sessions of a kind in (start, end) that somebody hosts and nobody presents in, the next first; and how many."""
    topics = exists().where(
        demo_topics.c.workspace_id == demos.c.workspace_id, demo_topics.c.demo_id == demos.c.id
    )
    found = tx.execute(
        _DEMO.add_columns(func.count().over())
        .where(
            demos.c.workspace_id == workspace,
            demos.c.state == State.PLANNED,
            demos.c.kind == kind,
            demos.c.starts_at > start,
            demos.c.starts_at < end,
            demos.c.host == host,
            ~demos.c.question_hour,
            ~topics,
        )
        .order_by(demos.c.starts_at, demos.c.number)
        .limit(limit)
    ).all()
    return [Demo(*row[:-1]) for row in found], found[0][-1] if found else 0


def past(tx: Transaction, workspace: str, limit: int) -> list[Demo]:
    """The last sessions that took place, the newest first."""
    which = and_(demos.c.state == State.OVER, demos.c.workspace_id == workspace)
    found = tx.execute(_DEMO.where(which).order_by(demos.c.starts_at.desc()).limit(limit))
    return [_demo(row) for row in found]


def since(tx: Transaction, workspace: str, start: datetime, limit: int) -> list[Demo]:
    """All sessions from then on, cancelled ones too, in order."""
    which = and_(demos.c.workspace_id == workspace, demos.c.starts_at >= start)
    found = tx.execute(_DEMO.where(which).order_by(demos.c.starts_at, demos.c.number).limit(limit))
    return [_demo(row) for row in found]


def of_ritual(tx: Transaction, workspace: str, ritual_id: str, periods: Collection[str]) -> dict[str, Demo]:
    """The sessions that a ritual made for these periods, by period."""
    given = {"workspace": workspace, "ritual": ritual_id, "periods": list(periods)}
    found = (_demo(row) for row in tx.execute(_OF_RITUAL, given))
    return {demo.period: demo for demo in found if demo.period}


def last_hosted(tx: Transaction, workspace: str, kind: str, since: datetime) -> dict[str, datetime]:
    """By host, when the last session of a kind is that they have, or had since then."""
    found = tx.execute(
        select(demos.c.host, func.max(demos.c.starts_at))
        .where(
            demos.c.workspace_id == workspace,
            demos.c.kind == kind,
            demos.c.state != State.CANCELLED,
            demos.c.host.is_not(None),
            demos.c.starts_at >= since,
        )
        .group_by(demos.c.host)
    )
    return {host: last for host, last in found}


def shown(
    tx: Transaction, workspace: str, *, release_id: str | None = None, item_id: str | None = None
) -> list[Demo]:
    """The sessions where a release or a roadmap item was shown, the newest first."""
    about = or_(
        and_(demo_topics.c.release_id == release_id, demo_topics.c.release_id.is_not(None)),
        and_(demo_topics.c.item_id == item_id, demo_topics.c.item_id.is_not(None)),
    )
    held = select(demo_topics.c.demo_id).where(demo_topics.c.workspace_id == workspace, about)
    which = and_(demos.c.workspace_id == workspace, demos.c.id.in_(held), demos.c.state == State.OVER)
    return [_demo(row) for row in tx.execute(_DEMO.where(which).order_by(demos.c.starts_at.desc()))]


def _one(tx: Transaction, *which: ColumnElement[bool]) -> Demo | None:
    row = tx.execute(_DEMO.where(*which)).one_or_none()
    return _demo(row) if row else None


def _demo(row: Row[Any]) -> Demo:
    return Demo(**{**row._mapping, "audience": Audience.read(row.audience)})
