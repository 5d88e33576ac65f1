"""Go or no-go: rounds of blind votes. Nobody reads votes through here before they are revealed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from storage import counters
from storage.database import Transaction
from storage.launches.plans import LAUNCH, LEAD, OF_LAUNCH, Launch
from storage.tables import launch_decisions, launch_overrides, launch_votes, launches, releases
from storage.upsert import put as upsert


class State(StrEnum):
    """How far a round is. The values are stored: they never change."""

    PLANNED = "planned"
    OPEN = "open"
    REVEALED = "revealed"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class Vote(StrEnum):
    """What is voted, and what comes out. The values are stored."""

    GO = "go"
    CONDITIONS = "conditions"
    NO = "no"


@dataclass(frozen=True)
class Decision:
    """One round; the newest one of a launch counts."""

    id: str
    launch_id: str
    round: int
    state: str
    criteria: list[str]
    opens_at: datetime
    closes_at: datetime
    planned_by: str
    outcome: str | None
    words: str | None
    decided_by: str | None
    decided_at: datetime | None

    @property
    def lets_go(self) -> bool:
        return self.outcome in (Vote.GO, Vote.CONDITIONS)


@dataclass(frozen=True)
class Cast:
    """A decider's vote; None: none was cast."""

    person: str
    vote: str | None
    why: str | None
    doubts: str | None


@dataclass(frozen=True)
class Override:
    """An announcement made although something was missing."""

    missing: list[str]
    why: str
    by: str
    at: datetime


_FIELDS = tuple(launch_decisions.c[name] for name in Decision.__dataclass_fields__)


def plan(
    tx: Transaction,
    workspace: str,
    launch_id: str,
    *,
    opens_at: datetime,
    closes_at: datetime,
    criteria: Sequence[str],
    deciders: Sequence[str],
    by: str,
) -> str | None:
    """A new round of a launch that is held; returns its id, or None where one is planned or under way already."""
    newest = of_launch(tx, workspace, launch_id)
    if newest and newest.state in (State.PLANNED, State.OPEN, State.REVEALED):
        return None
    decision_id = counters.new_id()
    row = {
        "workspace_id": workspace,
        "id": decision_id,
        "launch_id": launch_id,
        "round": newest.round + 1 if newest else 1,
        "state": State.PLANNED,
        "criteria": list(criteria),
        "opens_at": opens_at,
        "closes_at": closes_at,
        "planned_by": by,
    }
    tx.execute(insert(launch_decisions).values(row))
    asked = [
        {"workspace_id": workspace, "decision_id": decision_id, "person": person}
        for person in dict.fromkeys(deciders)
    ]
    tx.execute(insert(launch_votes), asked)
    return decision_id


def get(tx: Transaction, workspace: str, decision_id: str) -> Decision | None:
    return _one(tx, workspace, launch_decisions.c.id == decision_id)


def of_launch(tx: Transaction, workspace: str, launch_id: str) -> Decision | None:
    """The newest round."""
    return _one(tx, workspace, launch_decisions.c.launch_id == launch_id)


def of_launches(tx: Transaction, workspace: str, launch_ids: Collection[str]) -> list[Decision]:
    """All rounds of these launches."""
    found = tx.execute(
        select(*_FIELDS)
        .where(launch_decisions.c.workspace_id == workspace, launch_decisions.c.launch_id.in_(launch_ids))
        .order_by(launch_decisions.c.opens_at, launch_decisions.c.id)
    )
    return [Decision(*row) for row in found]


def _one(tx: Transaction, workspace: str, which: ColumnElement[bool]) -> Decision | None:
    row = tx.execute(
        select(*_FIELDS)
        .where(launch_decisions.c.workspace_id == workspace, which)
        .order_by(launch_decisions.c.round.desc())
        .limit(1)
    ).one_or_none()
    return Decision(*row) if row else None


def due_from(
    tx: Transaction, workspace: str, person: str, limit: int
) -> tuple[list[tuple[Decision, Launch]], int]:
    """Open rounds that wait for somebody's vote, and those shown that they are to decide as who leads; and how many."""
    unvoted = exists().where(
        launch_votes.c.workspace_id == launch_decisions.c.workspace_id,
        launch_votes.c.decision_id == launch_decisions.c.id,
        launch_votes.c.person == person,
        launch_votes.c.vote.is_(None),
    )
    voting = and_(launch_decisions.c.state == State.OPEN, unvoted)
    deciding = and_(launch_decisions.c.state == State.REVEALED, LEAD.is_not_distinct_from(person))
    found = tx.execute(
        select(*_FIELDS, *LAUNCH, func.count().over())
        .select_from(
            launch_decisions.join(
                launches,
                and_(
                    launches.c.workspace_id == launch_decisions.c.workspace_id,
                    launches.c.id == launch_decisions.c.launch_id,
                ),
            ).join(releases, OF_LAUNCH)
        )
        .where(launch_decisions.c.workspace_id == workspace, or_(voting, deciding))
        .order_by(launch_decisions.c.closes_at, launch_decisions.c.id)
        .limit(limit)
    ).all()
    width = len(_FIELDS)
    return [(Decision(*row[:width]), Launch(*row[width:-1])) for row in found], found[0][-1] if found else 0


def turn(tx: Transaction, workspace: str, decision_id: str, of: State, to: State, **values: Any) -> bool:
    """A round goes on. False, with nothing changed, where it is not in that state."""
    which = and_(
        launch_decisions.c.workspace_id == workspace,
        launch_decisions.c.id == decision_id,
        launch_decisions.c.state == of,
    )
    changed = update(launch_decisions).where(which).values(state=to, **values)
    return tx.scalar(changed.returning(launch_decisions.c.id)) is not None


def hold_open(tx: Transaction, workspace: str, decision_id: str) -> bool:
    """Have others who vote in the same round wait until this transaction ends. False where it is not open."""
    return turn(tx, workspace, decision_id, State.OPEN, State.OPEN)


def move(tx: Transaction, workspace: str, decision_id: str, opens_at: datetime, closes_at: datetime) -> bool:
    """A planned round is at another time. False where it is not planned any more."""
    return turn(
        tx, workspace, decision_id, State.PLANNED, State.PLANNED, opens_at=opens_at, closes_at=closes_at
    )


def cast(
    tx: Transaction,
    workspace: str,
    decision_id: str,
    person: str,
    vote: Vote,
    why: str | None,
    doubts: str | None,
) -> bool:
    """A decider votes, or votes anew, in a round that is held. False for somebody who is not asked."""
    which = _theirs(workspace, decision_id, person)
    changed = update(launch_votes).where(which).values(vote=vote, why=why, doubts=doubts)
    return tx.scalar(changed.returning(launch_votes.c.person)) is not None


def _theirs(workspace: str, decision_id: str, person: str) -> ColumnElement[bool]:
    return and_(
        launch_votes.c.workspace_id == workspace,
        launch_votes.c.decision_id == decision_id,
        launch_votes.c.person == person,
    )


def own(tx: Transaction, workspace: str, decision_id: str, person: str) -> Cast | None:
    """Somebody's own vote, for themselves; None for who is not asked."""
    row = tx.execute(
        select(launch_votes.c.person, launch_votes.c.vote, launch_votes.c.why, launch_votes.c.doubts).where(
            _theirs(workspace, decision_id, person)
        )
    ).one_or_none()
    return Cast(*row) if row else None


def deciders(tx: Transaction, workspace: str, decision_id: str) -> dict[str, bool]:
    """Who is asked, and whether they have voted."""
    found = tx.execute(
        select(launch_votes.c.person, launch_votes.c.vote.is_not(None))
        .where(launch_votes.c.workspace_id == workspace, launch_votes.c.decision_id == decision_id)
        .order_by(launch_votes.c.person)
    )
    return {person: bool(voted) for person, voted in found}


def votes(tx: Transaction, workspace: str, decision_id: str) -> list[Cast]:
    """All votes of a round that is revealed; nothing before."""
    revealed = exists().where(
        launch_decisions.c.workspace_id == launch_votes.c.workspace_id,
        launch_decisions.c.id == launch_votes.c.decision_id,
        launch_decisions.c.state.in_((State.REVEALED, State.DECIDED)),
    )
    found = tx.execute(
        select(launch_votes.c.person, launch_votes.c.vote, launch_votes.c.why, launch_votes.c.doubts)
        .where(launch_votes.c.workspace_id == workspace, launch_votes.c.decision_id == decision_id, revealed)
        .order_by(launch_votes.c.person)
    )
    return [Cast(*row) for row in found]


def all_voted(tx: Transaction, workspace: str, decision_id: str) -> bool:
    waiting = select(func.count()).where(
        launch_votes.c.workspace_id == workspace,
        launch_votes.c.decision_id == decision_id,
        launch_votes.c.vote.is_(None),
    )
    return not tx.scalar(waiting)


# Made once: each look of the clock asks both.
_BY: BindParameter[datetime] = bindparam("by")
_DUE = select(launch_decisions.c.workspace_id, launch_decisions.c.id, launch_decisions.c.state).where(
    or_(
        and_(launch_decisions.c.state == State.PLANNED, launch_decisions.c.opens_at <= _BY),
        and_(launch_decisions.c.state == State.OPEN, launch_decisions.c.closes_at <= _BY),
    )
)
_TO_REMIND = select(launch_decisions.c.workspace_id, launch_decisions.c.id).where(
    launch_decisions.c.state == State.OPEN,
    launch_decisions.c.reminded_at.is_(None),
    launch_decisions.c.closes_at <= _BY,
)


def due(tx: Transaction, now: datetime) -> list[tuple[str, str, str]]:
    """(workspace, round, state) of what is to be opened or closed by now."""
    found = tx.execute(_DUE, {"by": now})
    return [(workspace, decision, state) for workspace, decision, state in found]


def to_remind(tx: Transaction, closing_by: datetime) -> list[tuple[str, str]]:
    """(workspace, round) of open rounds that close by then, and whose deciders were not reminded yet."""
    found = tx.execute(_TO_REMIND, {"by": closing_by})
    return [(workspace, decision) for workspace, decision in found]


def take_reminding(tx: Transaction, workspace: str, decision_id: str, now: datetime) -> bool:
    """To remind the deciders of a round is ours. False where it was done, or voting is over."""
    which = and_(
        launch_decisions.c.workspace_id == workspace,
        launch_decisions.c.id == decision_id,
        launch_decisions.c.state == State.OPEN,
        launch_decisions.c.reminded_at.is_(None),
    )
    changed = update(launch_decisions).where(which).values(reminded_at=now)
    return tx.scalar(changed.returning(launch_decisions.c.id)) is not None


def next_due(tx: Transaction, reminded_before: timedelta) -> datetime | None:
    """When the next round opens or closes, or its deciders are reminded."""
    opens = select(func.min(launch_decisions.c.opens_at)).where(launch_decisions.c.state == State.PLANNED)
    closes = select(func.min(launch_decisions.c.closes_at)).where(launch_decisions.c.state == State.OPEN)
    to_come = closes.where(launch_decisions.c.reminded_at.is_(None))
    reminds = tx.scalar(to_come)
    instants = (tx.scalar(opens), tx.scalar(closes), reminds and reminds - reminded_before)
    return min((instant for instant in instants if instant), default=None)


def override(
    tx: Transaction, workspace: str, launch_id: str, missing: Sequence[str], why: str, by: str, now: datetime
) -> None:
    """Keep that an announcement is made although something is missing."""
    key = {"workspace_id": workspace, "launch_id": launch_id}
    upsert(tx, launch_overrides, key, {"missing": list(missing), "why": why, "by": by, "at": now})


def overridden(tx: Transaction, workspace: str, launch_id: str) -> Override | None:
    row = tx.execute(
        select(
            launch_overrides.c.missing, launch_overrides.c.why, launch_overrides.c.by, launch_overrides.c.at
        ).where(launch_overrides.c.workspace_id == workspace, launch_overrides.c.launch_id == launch_id)
    ).one_or_none()
    return Override(*row) if row else None
