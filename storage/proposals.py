"""Themes proposed out of the team's signals that have none: what they are made of, and what became of them.

Restricted signals propose nothing, since the words of a proposal are shown to everybody; one that becomes restricted
leaves its proposal.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, literal, select, update

from storage import counters
from storage.database import Transaction
from storage.signals import KIND as SIGNAL
from storage.signals import TEAM, Signal, get
from storage.tables import accounts, proposal_signals, proposals, search_entries, signal_themes, signals
from storage.upsert import insert as insert_or

OPEN, ACCEPTED, DISMISSED = "open", "accepted", "dismissed"


@dataclass(frozen=True)
class Unthemed:
    """A signal without a theme: its stems, and its account where that is certain."""

    id: str
    words: str
    account: str | None


@dataclass(frozen=True)
class Group:
    """A theme to propose: the stems that all its signals have, those that tell most, and its signals."""

    core: str
    words: str
    members: Sequence[str]


@dataclass(frozen=True)
class Proposal:
    """A theme that is proposed, with what is left of it: signals that somebody gave a theme meanwhile are not."""

    id: str
    words: str
    signals: int
    accounts: int


_THEMED = exists().where(
    signal_themes.c.workspace_id == signals.c.workspace_id, signal_themes.c.signal_id == signals.c.id
)
_FREE = and_(
    signals.c.undone_at.is_(None),
    signals.c.visibility == TEAM,
    signals.c.merged_into.is_(None),
    ~_THEMED.correlate(signals),
)
_WITH_SIGNALS = proposal_signals.join(
    signals,
    and_(
        signals.c.workspace_id == proposal_signals.c.workspace_id,
        signals.c.id == proposal_signals.c.signal_id,
    ),
)


def unthemed(tx: Transaction, workspace: str, limit: int) -> list[Unthemed]:
    """The newest of the team's signals that have no theme."""
    entry = search_entries.c
    found = tx.execute(
        select(signals.c.id, entry.words, accounts.c.name)
        .select_from(
            search_entries.join(
                signals,
                and_(signals.c.workspace_id == entry.workspace_id, signals.c.id == entry.object_id),
            ).outerjoin(
                accounts,
                and_(
                    accounts.c.workspace_id == signals.c.workspace_id,
                    accounts.c.id == signals.c.account_id,
                    signals.c.account_certain,
                ),
            )
        )
        .where(entry.workspace_id == workspace, entry.kind == SIGNAL, _FREE)
        .order_by(entry.seq.desc())
        .limit(limit)
    )
    return [Unthemed(*row) for row in found]


def dismissed(tx: Transaction, workspace: str) -> list[frozenset[str]]:
    """The signals of each proposal that somebody dismissed."""
    found = tx.execute(
        select(proposal_signals.c.proposal_id, proposal_signals.c.signal_id)
        .join(
            proposals,
            and_(
                proposals.c.workspace_id == proposal_signals.c.workspace_id,
                proposals.c.id == proposal_signals.c.proposal_id,
            ),
        )
        .where(proposals.c.workspace_id == workspace, proposals.c.state == DISMISSED)
    )
    of: dict[str, set[str]] = defaultdict(set)
    for proposal, signal in found:
        of[proposal].add(signal)
    return [frozenset(members) for members in of.values()]


def keep(tx: Transaction, workspace: str, groups: Sequence[Group], now: datetime) -> None:
    """These are the open proposals from now on; one with the same core as before keeps its id."""
    is_open = and_(proposals.c.workspace_id == workspace, proposals.c.state == OPEN)
    known = {
        core: proposal
        for core, proposal in tx.execute(select(proposals.c.core, proposals.c.id).where(is_open))
    }
    _empty(tx, workspace, list(known.values()))
    gone = [proposal for core, proposal in known.items() if core not in {group.core for group in groups}]
    tx.execute(delete(proposals).where(is_open, proposals.c.id.in_(gone)))
    rows = []
    for group in groups:
        proposal = known.get(group.core) or counters.new_id()
        told = {"words": group.words, "made_at": now}
        row = {"workspace_id": workspace, "id": proposal, "core": group.core, "state": OPEN}
        if group.core in known:
            tx.execute(update(proposals).where(is_open, proposals.c.id == proposal).values(**told))
        else:
            tx.execute(insert(proposals).values(**row, **told))
        rows += [
            {"workspace_id": workspace, "proposal_id": proposal, "signal_id": member}
            for member in group.members
        ]
    if rows:
        tx.execute(insert(proposal_signals), rows)


def _empty(tx: Transaction, workspace: str, ids: Sequence[str]) -> None:
    tx.execute(
        delete(proposal_signals).where(
            proposal_signals.c.workspace_id == workspace, proposal_signals.c.proposal_id.in_(ids)
        )
    )


def page(tx: Transaction, workspace: str, *, at_least: int, limit: int) -> tuple[list[Proposal], int]:
    """The largest open proposals of which at least so many signals are left, and how many there are in all."""
    size = func.count()
    left = (
        select(
            proposals.c.id,
            proposals.c.words,
            size.label("size"),
            func.count(signals.c.account_id.distinct()).filter(signals.c.account_certain),
            func.count().over(),
        )
        .select_from(
            proposals.join(
                _WITH_SIGNALS,
                and_(
                    proposal_signals.c.workspace_id == proposals.c.workspace_id,
                    proposal_signals.c.proposal_id == proposals.c.id,
                ),
            )
        )
        .where(proposals.c.workspace_id == workspace, proposals.c.state == OPEN, _FREE)
        .group_by(proposals.c.id, proposals.c.words, proposals.c.core)
        .having(size >= at_least)
        .order_by(size.desc(), proposals.c.core)
        .limit(limit)
    )
    rows = tx.execute(left).all()
    return [Proposal(*row[:4]) for row in rows], rows[0][4] if rows else 0


def get_open(tx: Transaction, workspace: str, proposal_id: str) -> Proposal | None:
    """A proposal that nobody decided on yet."""
    row = tx.execute(
        select(proposals.c.id, proposals.c.words).where(
            proposals.c.workspace_id == workspace, proposals.c.id == proposal_id, proposals.c.state == OPEN
        )
    ).one_or_none()
    if row is None:
        return None
    count, named = tx.execute(
        select(func.count(), func.count(signals.c.account_id.distinct()).filter(signals.c.account_certain))
        .select_from(_WITH_SIGNALS)
        .where(_of(workspace, proposal_id), _FREE)
    ).one()
    return Proposal(row.id, row.words, count, named)


def newest(tx: Transaction, workspace: str, proposal_id: str, limit: int) -> list[Signal]:
    """The newest signals that are left of a proposal."""
    ids = tx.scalars(
        select(signals.c.id)
        .select_from(_WITH_SIGNALS)
        .where(_of(workspace, proposal_id), _FREE)
        .order_by(signals.c.captured_at.desc(), signals.c.number.desc())
        .limit(limit)
    ).all()
    return [found for signal_id in ids if (found := get(tx, workspace, signal_id))]


def decide(tx: Transaction, workspace: str, proposal_id: str, state: str, by: str, now: datetime) -> bool:
    """Accept or dismiss a proposal. False, and nothing changed, where somebody did already, or it is gone."""
    statement = (
        update(proposals)
        .where(
            proposals.c.workspace_id == workspace, proposals.c.id == proposal_id, proposals.c.state == OPEN
        )
        .values(state=state, decided_by=by, decided_at=now)
        .returning(proposals.c.id)
    )
    return tx.scalar(statement) is not None


def join(tx: Transaction, workspace: str, proposal_id: str, theme_id: str) -> list[str]:
    """Put what is left of a proposal into a theme; the ids of these signals."""
    left = (
        select(literal(workspace), signals.c.id, literal(theme_id))
        .select_from(_WITH_SIGNALS)
        .where(_of(workspace, proposal_id), _FREE)
        .order_by(signals.c.id)  # one order: no deadlock
    )
    joined = list(
        tx.scalars(
            insert_or(tx, signal_themes)
            .from_select(["workspace_id", "signal_id", "theme_id"], left)
            .on_conflict_do_nothing()
            .returning(signal_themes.c.signal_id)
        )
    )
    tx.execute(
        update(signals)
        .where(signals.c.workspace_id == workspace, signals.c.id.in_(joined))
        .values(revision=signals.c.revision + 1)
    )
    return sorted(joined)


def _of(workspace: str, proposal_id: str) -> ColumnElement[bool]:
    return and_(proposal_signals.c.workspace_id == workspace, proposal_signals.c.proposal_id == proposal_id)
