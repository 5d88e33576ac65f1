"""Signals as they stand: each with its newest decision and who answers for it. By two queries, however many they are."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, case, func, select

from storage import triage
from storage.areas import DEFAULT, OWNER, area_of_signal
from storage.database import Transaction
from storage.signals import SIGNAL, TEAM, Reader, Signal, read, seen_by
from storage.tables import areas, decisions, people, signal_followers, signals
from storage.triage import Decision, Wanted


@dataclass(frozen=True)
class Standing:
    """`owner` is the name of who answers for it; None where nobody does, or we know no name."""

    signal: Signal
    decision: Decision | None
    owner: str | None


_DECISION = tuple(decisions.c[name].label(f"decision_{name}") for name in Decision.__dataclass_fields__)
_newer = decisions.alias()
_NEWEST = (
    select(func.max(_newer.c.id))
    .where(_newer.c.workspace_id == signals.c.workspace_id, _newer.c.signal_id == signals.c.id)
    .correlate(signals)
    .scalar_subquery()
)
_ANSWERS = case((signals.c.visibility == TEAM, OWNER), else_=DEFAULT)
_STANDING = (
    SIGNAL.add_columns(*_DECISION, people.c.name.label("owner"))
    .outerjoin(decisions, and_(decisions.c.workspace_id == signals.c.workspace_id, decisions.c.id == _NEWEST))
    .outerjoin(areas, and_(areas.c.workspace_id == signals.c.workspace_id, areas.c.id == area_of_signal()))
    .outerjoin(people, and_(people.c.workspace_id == signals.c.workspace_id, people.c.person == _ANSWERS))
)
_FOLLOWED = and_(
    signal_followers.c.workspace_id == signals.c.workspace_id, signal_followers.c.signal_id == signals.c.id
)


def captured_by(
    tx: Transaction, workspace: str, person: str, default: str | None, *, offset: int, limit: int
) -> list[Standing]:
    """What somebody captured, the newest first. `default` answers for what is nobody's."""
    ids = select(signals.c.id).where(
        signals.c.workspace_id == workspace, signals.c.captured_by == person, signals.c.undone_at.is_(None)
    )
    return _page(tx, workspace, ids, (signals.c.captured_at.desc(),), default, offset, limit)


def followed_by(
    tx: Transaction, workspace: str, reader: Reader, default: str | None, *, offset: int, limit: int
) -> list[Standing]:
    """What the reader follows and may read, the newest follow first."""
    since = (
        select(signal_followers.c.followed_at)
        .where(_FOLLOWED, signal_followers.c.person == reader.person)
        .correlate(signals)
        .scalar_subquery()
    )
    ids = (
        select(signals.c.id)
        .join(signal_followers, _FOLLOWED)
        .where(
            signals.c.workspace_id == workspace, signal_followers.c.person == reader.person, seen_by(reader)
        )
    )
    return _page(tx, workspace, ids, (since.desc(), signals.c.number.desc()), default, offset, limit)


def wanted(
    tx: Transaction,
    workspace: str,
    reader: Reader,
    which: Wanted,
    default: str | None,
    *,
    offset: int,
    limit: int,
) -> list[Standing]:
    """A page of an inbox, the oldest first: what waits longest stands on top."""
    ids = select(signals.c.id).where(triage.is_wanted(workspace, reader, which))
    return _page(tx, workspace, ids, (signals.c.captured_at, signals.c.number), default, offset, limit)


def _page(
    tx: Transaction,
    workspace: str,
    ids: Select[tuple[str]],
    order: tuple[ColumnElement[Any], ...],
    default: str | None,
    offset: int,
    limit: int,
) -> list[Standing]:
    shown = ids.order_by(*order).offset(offset).limit(limit)
    given = {"workspace": workspace, "default": default}
    found = tx.execute(_STANDING.where(signals.c.id.in_(shown)).order_by(*order), given).mappings().all()
    return [
        Standing(signal, _decision(row), row["owner"])
        for signal, row in zip(read(tx, workspace, found), found, strict=True)
    ]


def _decision(row: RowMapping) -> Decision | None:
    if row["decision_id"] is None:
        return None
    return Decision(**{name: row[f"decision_{name}"] for name in Decision.__dataclass_fields__})
