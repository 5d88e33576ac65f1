"""Rituals made and changed."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, update

from storage import counters
from storage.database import Transaction
from storage.tables import rituals
from storage.upsert import insert as upsert


def ensure(
    tx: Transaction,
    workspace: str,
    *,
    name: str,
    kind: str,
    channel_id: str,
    rule: str,
    at: str,
    now: datetime,
    zone: str | None = None,
    language: str | None = None,
    options: Mapping[str, Any] = MappingProxyType({}),
    days_off: str = "keep",
) -> None:
    """Have the ritual speak in that channel; one that is there already keeps its schedule."""
    tx.execute(
        upsert(tx, rituals)
        .values(
            workspace_id=workspace,
            id=counters.new_id(),
            kind=kind,
            name=name,
            channel_id=channel_id,
            rule=rule,
            at=at,
            zone=zone,
            language=language,
            options=dict(options),
            days_off=days_off,
            active_since=now,
            created_at=now,
        )
        .on_conflict_do_update(index_elements=["workspace_id", "name"], set_={"channel_id": channel_id})
    )


def change(tx: Transaction, workspace: str, ritual_id: str, values: Mapping[str, Any]) -> None:
    tx.execute(update(rituals).where(_is(workspace, ritual_id)).values(**values))


def cover(tx: Transaction, workspace: str, ritual_id: str, until: datetime) -> None:
    """What happened before `until` has been told; this only moves forward."""
    later = or_(rituals.c.covered_until.is_(None), rituals.c.covered_until < until)
    tx.execute(update(rituals).where(_is(workspace, ritual_id), later).values(covered_until=until))


def pause_in(
    tx: Transaction, workspace: str, channel_id: str, kinds_apart: Collection[str], why: str
) -> list[str]:
    """Pause what speaks in a channel, but for these kinds; the ids of what was not paused before."""
    which = and_(
        rituals.c.workspace_id == workspace,
        rituals.c.channel_id == channel_id,
        rituals.c.kind.not_in(kinds_apart),
        rituals.c.ended_at.is_(None),
        ~rituals.c.paused,
    )
    paused = update(rituals).where(which).values(paused=True, paused_why=why)
    return list(tx.scalars(paused.returning(rituals.c.id)))


def resume_in(tx: Transaction, workspace: str, channel_id: str, now: datetime) -> list[str]:
    """Have what paused itself for a channel go on; the ids."""
    which = and_(
        rituals.c.workspace_id == workspace,
        rituals.c.channel_id == channel_id,
        rituals.c.paused,
        rituals.c.paused_why.is_not(None),
    )
    resumed = update(rituals).where(which).values(paused=False, paused_why=None, active_since=now)
    return list(tx.scalars(resumed.returning(rituals.c.id)))


def unskip(tx: Transaction, workspace: str, ritual_id: str, period: str) -> None:
    """The period that was to be left out has passed."""
    tx.execute(update(rituals).where(_is(workspace, ritual_id), rituals.c.skip == period).values(skip=None))


def _is(workspace: str, ritual_id: str) -> ColumnElement[bool]:
    return and_(rituals.c.workspace_id == workspace, rituals.c.id == ritual_id)
