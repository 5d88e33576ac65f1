"""The numbers of a digest, counted by the database over [start, end).

Restricted signals count in totals and by kind; themes, accounts, amounts and quotes come from the team's signals
only, since these name.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, distinct, func, select

from storage.database import Transaction
from storage.signals import TEAM
from storage.tables import signal_themes, signals, themes


@dataclass(frozen=True)
class ThemeCount:
    theme_id: str
    now: int
    before: int
    accounts: int


def _between(workspace: str, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(
        signals.c.workspace_id == workspace,
        signals.c.captured_at >= start,
        signals.c.captured_at < end,
        signals.c.undone_at.is_(None),
    )


def by_kind(
    tx: Transaction, workspace: str, before: datetime, start: datetime, end: datetime
) -> list[tuple[str, int, int, int]]:
    """(kind, now, before, restricted now), the most frequent first. One pass over [before, end)."""
    now = signals.c.captured_at >= start
    restricted = and_(now, signals.c.visibility != TEAM)
    counted = select(
        signals.c.kind,
        func.sum(case((now, 1), else_=0)).label("now"),
        func.sum(case((now, 0), else_=1)).label("before"),
        func.sum(case((restricted, 1), else_=0)).label("restricted"),
    ).where(_between(workspace, before, end))
    found = tx.execute(counted.group_by(signals.c.kind))
    rows = [(kind, int(here), int(there), int(closed)) for kind, here, there, closed in found]
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def by_theme(
    tx: Transaction, workspace: str, before: datetime, start: datetime, end: datetime, limit: int
) -> list[ThemeCount]:
    """The themes most spoken of in [start, end), with [before, start) beside."""
    now = signals.c.captured_at >= start
    here = func.sum(case((now, 1), else_=0))
    counted = (
        select(
            signal_themes.c.theme_id,
            here,
            func.sum(case((now, 0), else_=1)),
            func.count(distinct(case((now, signals.c.account_id)))),
        )
        .select_from(
            signals.join(
                signal_themes,
                and_(
                    signal_themes.c.workspace_id == signals.c.workspace_id,
                    signal_themes.c.signal_id == signals.c.id,
                ),
            )
        )
        .where(_between(workspace, before, end), signals.c.visibility == TEAM)
        .group_by(signal_themes.c.theme_id)
        .having(here > 0)
        .order_by(here.desc(), signal_themes.c.theme_id)
        .limit(limit)
    )
    return [ThemeCount(theme, int(n), int(b), int(a)) for theme, n, b, a in tx.execute(counted)]


def accounts_named(tx: Transaction, workspace: str, start: datetime, end: datetime) -> int:
    """How many different accounts the team's signals are about."""
    found = tx.scalar(
        select(func.count(distinct(signals.c.account_id))).where(
            _between(workspace, start, end), signals.c.visibility == TEAM, signals.c.account_certain
        )
    )
    return int(found or 0)


def amounts(tx: Transaction, workspace: str, start: datetime, end: datetime) -> list[tuple[str, int]]:
    """(currency, minor units) named in the team's signals; nothing is converted."""
    total = func.sum(signals.c.amount_minor)
    found = tx.execute(
        select(signals.c.amount_currency, total)
        .where(
            _between(workspace, start, end), signals.c.visibility == TEAM, signals.c.amount_minor.is_not(None)
        )
        .group_by(signals.c.amount_currency)
        .order_by(signals.c.amount_currency)
    )
    return [(currency, int(minor)) for currency, minor in found]


_WEIGHT = case((signals.c.importance == "dealbreaker", 2), (signals.c.importance == "important", 1), else_=0)


def to_quote(tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int) -> list[str]:
    """Ids of the team's signals that say most: the weightiest first, then those about an amount, then the newest."""
    found = tx.scalars(
        select(signals.c.id)
        .where(_between(workspace, start, end), signals.c.visibility == TEAM)
        .order_by(
            _WEIGHT.desc(), func.coalesce(signals.c.amount_minor, 0).desc(), signals.c.captured_at.desc()
        )
        .limit(limit)
    )
    return list(found)


def to_answer(
    tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int
) -> tuple[int, list[str]]:
    """How many dealbreakers and churn risks there are among the team's signals, and the ids of the newest."""
    urgent = and_(
        _between(workspace, start, end),
        signals.c.visibility == TEAM,
        (signals.c.importance == "dealbreaker") | (signals.c.kind == "churn_risk"),
    )
    count = tx.scalar(select(func.count()).select_from(signals).where(urgent)) or 0
    found = tx.scalars(select(signals.c.id).where(urgent).order_by(signals.c.captured_at.desc()).limit(limit))
    return count, list(found)


def theme_labels(tx: Transaction, workspace: str, theme_ids: list[str]) -> dict[str, str]:
    found = tx.execute(
        select(themes.c.id, themes.c.label).where(
            themes.c.workspace_id == workspace, themes.c.id.in_(theme_ids)
        )
    )
    return {theme_id: label for theme_id, label in found}
