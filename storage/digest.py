"""The numbers of a digest, counted by the database over [start, end).

Restricted signals count in totals and by kind; themes, accounts, amounts and quotes come from the team's signals
only, since these name. A signal that leads to another counts when it was heard, once, in the themes of the one that speaks
for it: merging changes no number of what was heard. Only what is to be answered is named by the one that speaks.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, case, distinct, func, select

from storage.database import Transaction
from storage.signals import IMPORT, TEAM
from storage.tables import accounts, signal_themes, signals


@dataclass(frozen=True)
class ThemeCount:
    theme_id: str
    now: int
    before: int
    accounts: int


_FROM_HERE = signals.c.captured_at >= bindparam("start")  # and not of the stretch before it
_ALIVE = and_(
    signals.c.workspace_id == bindparam("workspace"),
    signals.c.captured_at < bindparam("end"),
    signals.c.undone_at.is_(None),
    signals.c.source != IMPORT,  # no news: the digest names in one line how many came
)
_SPAN = and_(_ALIVE, signals.c.captured_at >= bindparam("before"))
_TEAMS = and_(_ALIVE, _FROM_HERE, signals.c.visibility == TEAM)
_IS_URGENT = and_(
    signals.c.merged_into.is_(None),
    (signals.c.importance == "dealbreaker") | (signals.c.kind == "churn_risk"),
)
_WEIGHT = case((signals.c.importance == "dealbreaker", 2), (signals.c.importance == "important", 1), else_=0)
_NOW = func.count().filter(_FROM_HERE).label("now")
_BEFORE = func.count().filter(~_FROM_HERE).label("before")

_BY_KIND = (
    select(
        signals.c.kind,
        _NOW,
        _BEFORE,
        func.count().filter(_FROM_HERE, signals.c.visibility != TEAM),
    )
    .where(_SPAN)
    .group_by(signals.c.kind)
)
_BY_THEME = (
    select(
        signal_themes.c.theme_id,
        _NOW,
        _BEFORE,
        func.count(distinct(signals.c.account_id)).filter(_FROM_HERE, signals.c.account_certain),
    )
    .select_from(
        signals.join(
            signal_themes,
            and_(
                signal_themes.c.workspace_id == signals.c.workspace_id,
                signal_themes.c.signal_id == func.coalesce(signals.c.merged_into, signals.c.id),
            ),
        )
    )
    .where(_SPAN, signals.c.visibility == TEAM)
    .group_by(signal_themes.c.theme_id)
    .order_by(_NOW.desc(), signal_themes.c.theme_id)
)
_ACCOUNTS_AND_URGENT = select(
    func.count(distinct(signals.c.account_id)).filter(signals.c.account_certain),
    func.count().filter(_IS_URGENT),
).where(_TEAMS)
_AMOUNTS = (
    select(signals.c.amount_currency, func.sum(signals.c.amount_minor))
    .where(_TEAMS, signals.c.amount_minor.is_not(None))
    .group_by(signals.c.amount_currency)
    .order_by(signals.c.amount_currency)
)
_TO_QUOTE = (
    select(signals.c.id)
    .where(_TEAMS)
    .order_by(_WEIGHT.desc(), func.coalesce(signals.c.amount_minor, 0).desc(), signals.c.captured_at.desc())
    .limit(bindparam("limit"))
)
_TO_ANSWER = (
    select(signals.c.id)
    .where(_TEAMS, _IS_URGENT)
    .order_by(signals.c.captured_at.desc())
    .limit(bindparam("limit"))
)
_DEALBREAKING = select(signals.c.account_id).where(
    _ALIVE,
    _FROM_HERE,
    signals.c.visibility == TEAM,
    signals.c.account_certain,
    signals.c.importance == "dealbreaker",
    signals.c.account_id.is_not(None),
)
_AT_RISK = (
    select(accounts.c.revenue_currency, func.sum(accounts.c.revenue_minor))
    .where(
        accounts.c.workspace_id == bindparam("workspace"),
        accounts.c.id.in_(_DEALBREAKING),
        accounts.c.revenue_minor.is_not(None),
    )
    .group_by(accounts.c.revenue_currency)
    .order_by(accounts.c.revenue_currency)
)


def by_kind(
    tx: Transaction, workspace: str, before: datetime, start: datetime, end: datetime
) -> list[tuple[str, int, int, int]]:
    """(kind, now, before, restricted now), the most frequent first. One pass over [before, end)."""
    found = tx.execute(_BY_KIND, {"workspace": workspace, "before": before, "start": start, "end": end})
    rows = [(kind, here, there, closed) for kind, here, there, closed in found]
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def by_theme(
    tx: Transaction, workspace: str, before: datetime, start: datetime, end: datetime
) -> list[ThemeCount]:
    """All themes spoken of in [start, end), the most first, with [before, start) beside."""
    span = {"workspace": workspace, "before": before, "start": start, "end": end}
    found = [ThemeCount(*row) for row in tx.execute(_BY_THEME, span)]
    return [
        theme for theme in found if theme.now
    ]  # here: in HAVING, the database would count it all once more


def accounts_and_urgent(tx: Transaction, workspace: str, start: datetime, end: datetime) -> tuple[int, int]:
    """How many different accounts the team's signals are about; how many of them are dealbreakers or churn risks.

    One pass over [start, end) for both.
    """
    here = {"workspace": workspace, "start": start, "end": end}
    named, urgent = tx.execute(_ACCOUNTS_AND_URGENT, here).one()
    return named, urgent


def amounts(tx: Transaction, workspace: str, start: datetime, end: datetime) -> list[tuple[str, int]]:
    """(currency, minor units) named in the team's signals; nothing is converted."""
    found = tx.execute(_AMOUNTS, {"workspace": workspace, "start": start, "end": end})
    return [(currency, int(minor)) for currency, minor in found]


def at_risk(tx: Transaction, workspace: str, start: datetime, end: datetime) -> list[tuple[str, int]]:
    """(currency, minor units): the yearly revenue of accounts with a dealbreaker among the team's signals, each once."""
    found = tx.execute(_AT_RISK, {"workspace": workspace, "start": start, "end": end})
    return [(currency, int(minor)) for currency, minor in found]


def to_quote(tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int) -> list[str]:
    """Ids of the team's signals that say most: the weightiest first, then those about an amount, then the newest."""
    here = {"workspace": workspace, "start": start, "end": end, "limit": limit}
    return list(tx.scalars(_TO_QUOTE, here))


def to_answer(tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int) -> list[str]:
    """Ids of the newest dealbreakers and churn risks among the team's signals."""
    return list(tx.scalars(_TO_ANSWER, {"workspace": workspace, "start": start, "end": end, "limit": limit}))
