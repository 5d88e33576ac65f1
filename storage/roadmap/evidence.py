"""The evidence behind roadmap items: counted by the database, through the reader's eyes.

Every signal counts, also one that leads to another: merging takes nobody's voice away. Accounts, revenue, dealbreakers and
quotes come from those that the reader may read, since these name.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, case, func, select

from storage.database import Transaction
from storage.signals import Reader, Signal, get, seen_by, speaks_for
from storage.tables import accounts, item_signals, signals

Revenue = dict[str, int]
"""Minor units by currency; nothing is converted."""

_LINKED = item_signals.join(
    signals,
    and_(signals.c.workspace_id == item_signals.c.workspace_id, speaks_for(item_signals.c.signal_id)),
)
_WEIGHT = case((signals.c.importance == "dealbreaker", 2), (signals.c.importance == "important", 1), else_=0)


@dataclass
class Evidence:
    """What speaks for an item. `hidden`: signals, among all, that the reader may not read."""

    signals: int = 0
    hidden: int = 0
    accounts: int = 0
    dealbreakers: int = 0
    revenue: Revenue = field(default_factory=dict)


def by_item(tx: Transaction, workspace: str, item_ids: Sequence[str], reader: Reader) -> dict[str, Evidence]:
    """The evidence of each item. An account counts once, with its yearly revenue, else the most that a signal named."""
    return _gathered(tx, workspace, item_ids, reader, _of(workspace, item_ids))


def by_side(
    tx: Transaction, workspace: str, item_id: str, reader: Reader, product: Collection[str]
) -> tuple[Evidence, Evidence]:
    """The evidence of an item apart: from signals that `product` captured, and from all others."""
    theirs, alive = signals.c.captured_by.in_(product), _of(workspace, [item_id])
    return (
        _gathered(tx, workspace, [item_id], reader, and_(alive, theirs))[item_id],
        _gathered(tx, workspace, [item_id], reader, and_(alive, ~theirs))[item_id],
    )


def _gathered(
    tx: Transaction, workspace: str, item_ids: Sequence[str], reader: Reader, alive: ColumnElement[bool]
) -> dict[str, Evidence]:
    evidence = {item: Evidence() for item in item_ids}
    visible = case((seen_by(reader), 1), else_=0)
    totals = (
        select(item_signals.c.item_id, func.count(), func.sum(visible))
        .select_from(_LINKED)
        .where(alive)
        .group_by(item_signals.c.item_id)
    )
    for item, count, readable in tx.execute(totals):
        evidence[item].signals, evidence[item].hidden = count, count - int(readable)
    urgent = (
        select(item_signals.c.item_id, func.count())
        .select_from(_LINKED)
        .where(alive, seen_by(reader), signals.c.importance == "dealbreaker")
        .group_by(item_signals.c.item_id)
    )
    for item, count in tx.execute(urgent):
        evidence[item].dealbreakers = count
    for item, worth in _worth(tx, workspace, alive, reader).items():
        evidence[item].accounts = len(worth)
        for amount in worth.values():
            if amount:
                minor, currency = amount
                evidence[item].revenue[currency] = evidence[item].revenue.get(currency, 0) + minor
    return evidence


def _worth(
    tx: Transaction, workspace: str, alive: ColumnElement[bool], reader: Reader
) -> dict[str, dict[str, tuple[int, str] | None]]:
    """By item and account: its yearly revenue (minor units, currency), else the most that a signal about it named."""
    named = func.max(signals.c.amount_minor)
    found = tx.execute(
        select(
            item_signals.c.item_id,
            accounts.c.id,
            accounts.c.revenue_minor,
            accounts.c.revenue_currency,
            named,
            signals.c.amount_currency,
        )
        .select_from(
            _LINKED.join(
                accounts,
                and_(
                    accounts.c.workspace_id == signals.c.workspace_id, accounts.c.id == signals.c.account_id
                ),
            )
        )
        .where(alive, seen_by(reader), signals.c.account_certain)
        .group_by(
            item_signals.c.item_id,
            accounts.c.id,
            accounts.c.revenue_minor,
            accounts.c.revenue_currency,
            signals.c.amount_currency,
        )
        .order_by(func.coalesce(named, 0))  # the most comes last and stays
    )
    worth: dict[str, dict[str, tuple[int, str] | None]] = {}
    for item, account, revenue, currency, amount, amount_currency in found:
        known = worth.setdefault(item, {})
        if revenue is not None and currency:
            known[account] = (revenue, currency)
        elif amount is not None and amount_currency:
            known[account] = (amount, amount_currency)
        else:
            known.setdefault(account, None)
    return worth


def quotes(tx: Transaction, workspace: str, item_id: str, reader: Reader, limit: int) -> list[Signal]:
    """The signals that speak most for an item, through the reader's eyes: the weightiest first, then the newest."""
    ids = tx.scalars(
        select(signals.c.id)
        .select_from(_LINKED)
        .where(_of(workspace, [item_id]), seen_by(reader))
        .order_by(
            _WEIGHT.desc(), func.coalesce(signals.c.amount_minor, 0).desc(), signals.c.captured_at.desc()
        )
        .limit(limit)
    ).all()
    return [found for signal_id in ids if (found := get(tx, workspace, signal_id))]


def _of(workspace: str, item_ids: Sequence[str]) -> ColumnElement[bool]:
    return and_(
        item_signals.c.workspace_id == workspace,
        item_signals.c.item_id.in_(item_ids),
        signals.c.undone_at.is_(None),
    )
