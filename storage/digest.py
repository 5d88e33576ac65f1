"""The numbers of a digest, counted by the database over [start, end).

Restricted signals count in totals and by kind; themes, accounts, amounts and quotes come from the team's signals
only, since these name. A signal that leads to another counts when it was heard, once, in the themes of the one that speaks
for it: merging changes no number of what was heard. Only what is to be answered is named by the one that speaks.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, case, distinct, func, select

from storage.database import Transaction
from storage.signals import IMPORT, NOBODY_IN_PARTICULAR, TEAM, Reader, seen_by
from storage.tables import accounts, decisions, signal_themes, signals, themes


@dataclass(frozen=True)
class Scope:
    """Which signals a digest counts: those of these kinds and, by their themes, of these themes and areas (empty: all).

    What names is seen through the reader's eyes; what only counts is counted for everybody.
    """

    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    reader: Reader = NOBODY_IN_PARTICULAR

    @property
    def narrow(self) -> bool:
        return bool(self.kinds or self.themes or self.areas)


ALL = Scope()


@dataclass(frozen=True)
class ThemeCount:
    theme_id: str
    now: int
    before: int
    accounts: int


@dataclass(frozen=True)
class _Shape:
    """What a scope asks for, whatever its values: statements are built once for each shape."""

    kinds: bool
    themes: bool
    areas: bool
    eyes: str  # team, own, all


@dataclass(frozen=True)
class _Statements:
    by_kind: Select[Any]
    by_theme: Select[Any]
    accounts_and_urgent: Select[int, int]
    amounts: Select[Any]
    at_risk: Select[Any]
    to_quote: Select[Any]
    to_answer: Select[Any]
    declined: Select[Any]


_WORKSPACE = bindparam("workspace", type_=String)
_FROM_HERE = signals.c.captured_at >= bindparam("start")  # and not of the stretch before it
_HEARD = and_(
    signals.c.workspace_id == _WORKSPACE,
    signals.c.captured_at < bindparam("end"),
    signals.c.undone_at.is_(None),
    signals.c.source != IMPORT,  # no news: the digest names in one line how many came
)
_SPEAKS = func.coalesce(signals.c.merged_into, signals.c.id)
_IS_URGENT = and_(
    signals.c.merged_into.is_(None),
    signals.c.answered_at.is_(None),
    (signals.c.importance == "dealbreaker") | (signals.c.kind == "churn_risk"),
)
_WEIGHT = case((signals.c.importance == "dealbreaker", 2), (signals.c.importance == "important", 1), else_=0)
_NOW = func.count().filter(_FROM_HERE).label("now")
_BEFORE = func.count().filter(~_FROM_HERE).label("before")


@lru_cache(maxsize=64)
def _statements(shape: _Shape) -> _Statements:
    in_scope = _in_scope(shape)
    alive = and_(_HEARD, *in_scope)
    span = and_(alive, signals.c.captured_at >= bindparam("before"))
    seen = _seen(shape)
    named = and_(alive, _FROM_HERE, seen)
    of_theme = and_(
        signal_themes.c.workspace_id == signals.c.workspace_id, signal_themes.c.signal_id == _SPEAKS
    )
    at_risk = select(signals.c.account_id).where(
        named,
        signals.c.account_certain,
        signals.c.importance == "dealbreaker",
        signals.c.account_id.is_not(None),
    )
    return _Statements(
        by_kind=select(
            signals.c.kind, _NOW, _BEFORE, func.count().filter(_FROM_HERE, signals.c.visibility != TEAM)
        )
        .where(span)
        .group_by(signals.c.kind),
        by_theme=select(
            signal_themes.c.theme_id,
            _NOW,
            _BEFORE,
            func.count(distinct(signals.c.account_id)).filter(_FROM_HERE, signals.c.account_certain),
        )
        .select_from(signals.join(signal_themes, of_theme))
        # Its theme is a wanted one, which says already that the signal is in scope: asked twice, PostgreSQL plans badly.
        .where(
            _HEARD,
            signals.c.captured_at >= bindparam("before"),
            *_of_kinds(shape),
            seen,
            *_wanted_themes(shape),
        )
        .group_by(signal_themes.c.theme_id)
        .order_by(_NOW.desc(), signal_themes.c.theme_id),
        accounts_and_urgent=select(
            func.count(distinct(signals.c.account_id)).filter(signals.c.account_certain),
            func.count().filter(_IS_URGENT),
        ).where(named),
        amounts=select(signals.c.amount_currency, func.sum(signals.c.amount_minor))
        .where(named, signals.c.amount_minor.is_not(None))
        .group_by(signals.c.amount_currency)
        .order_by(signals.c.amount_currency),
        at_risk=select(accounts.c.revenue_currency, func.sum(accounts.c.revenue_minor))
        .where(
            accounts.c.workspace_id == _WORKSPACE,
            accounts.c.id.in_(at_risk),
            accounts.c.revenue_minor.is_not(None),
        )
        .group_by(accounts.c.revenue_currency)
        .order_by(accounts.c.revenue_currency),
        to_quote=select(signals.c.id)
        .where(named)
        .order_by(
            _WEIGHT.desc(), func.coalesce(signals.c.amount_minor, 0).desc(), signals.c.captured_at.desc()
        )
        .limit(bindparam("limit")),
        to_answer=select(signals.c.id)
        .where(named, _IS_URGENT)
        .order_by(signals.c.captured_at.desc())
        .limit(bindparam("limit")),
        declined=select(decisions.c.id, signals.c.id)
        .select_from(
            decisions.join(
                signals,
                and_(
                    signals.c.workspace_id == decisions.c.workspace_id, signals.c.id == decisions.c.signal_id
                ),
            )
        )
        .where(
            decisions.c.workspace_id == _WORKSPACE,
            decisions.c.answer == "declined",
            decisions.c.at >= bindparam("start"),
            decisions.c.at < bindparam("end"),
            signals.c.state == "declined",  # not decided otherwise since
            signals.c.undone_at.is_(None),
            seen,
            *in_scope,
        )
        .order_by(decisions.c.id)
        .limit(bindparam("limit")),
    )


def _seen(shape: _Shape) -> ColumnElement[bool]:
    if shape.eyes == "team":
        return signals.c.visibility == TEAM
    return seen_by(Reader("", everything=shape.eyes == "all").as_given())


def _in_scope(shape: _Shape) -> list[ColumnElement[bool]]:
    """Of the wanted kinds, and with a wanted theme."""
    conditions = _of_kinds(shape)
    if shape.themes or shape.areas:
        with_theme = select(signal_themes.c.signal_id).where(
            signal_themes.c.workspace_id == _WORKSPACE, *_wanted_themes(shape)
        )
        conditions.append(_SPEAKS.in_(with_theme))
    return conditions


def _of_kinds(shape: _Shape) -> list[ColumnElement[bool]]:
    return [signals.c.kind.in_(bindparam("kinds", expanding=True))] if shape.kinds else []


def _wanted_themes(shape: _Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.themes:
        conditions.append(signal_themes.c.theme_id.in_(bindparam("themes", expanding=True)))
    if shape.areas:
        of_area = select(themes.c.id).where(
            themes.c.workspace_id == _WORKSPACE, themes.c.area_id.in_(bindparam("areas", expanding=True))
        )
        conditions.append(signal_themes.c.theme_id.in_(of_area))
    return conditions


def _for(scope: Scope, workspace: str, **times: datetime | int) -> tuple[_Statements, dict[str, Any]]:
    """The statements of a scope, and the values that they want."""
    eyes = "team" if scope.reader == NOBODY_IN_PARTICULAR else "all" if scope.reader.everything else "own"
    shape = _Shape(bool(scope.kinds), bool(scope.themes), bool(scope.areas), eyes)
    wanted = {"kinds": scope.kinds, "themes": scope.themes, "areas": scope.areas}
    values: dict[str, Any] = {name: list(chosen) for name, chosen in wanted.items() if chosen}
    if eyes == "own":
        values["reader"] = scope.reader.person
    return _statements(shape), {"workspace": workspace, **times, **values}


def by_kind(
    tx: Transaction, workspace: str, before: datetime, start: datetime, end: datetime, scope: Scope = ALL
) -> list[tuple[str, int, int, int]]:
    """(kind, now, before, restricted now), the most frequent first. One pass over [before, end)."""
    statements, values = _for(scope, workspace, before=before, start=start, end=end)
    rows = [
        (kind, here, there, closed) for kind, here, there, closed in tx.execute(statements.by_kind, values)
    ]
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def by_theme(
    tx: Transaction, workspace: str, before: datetime, start: datetime, end: datetime, scope: Scope = ALL
) -> list[ThemeCount]:
    """The themes spoken of in [start, end), the most spoken of first, with [before, start) beside."""
    statements, values = _for(scope, workspace, before=before, start=start, end=end)
    found = [ThemeCount(*row) for row in tx.execute(statements.by_theme, values)]
    return [
        theme for theme in found if theme.now
    ]  # here: in HAVING, the database would count it all once more


def accounts_and_urgent(
    tx: Transaction, workspace: str, start: datetime, end: datetime, scope: Scope = ALL
) -> tuple[int, int]:
    """How many different accounts the named signals are about; how many dealbreakers and churn risks nobody answered.

    One pass over [start, end) for both.
    """
    statements, values = _for(scope, workspace, start=start, end=end)
    named, urgent = tx.execute(statements.accounts_and_urgent, values).one()
    return named, urgent


def amounts(
    tx: Transaction, workspace: str, start: datetime, end: datetime, scope: Scope = ALL
) -> list[tuple[str, int]]:
    """(currency, minor units) named in the signals; nothing is converted."""
    statements, values = _for(scope, workspace, start=start, end=end)
    return [(currency, int(minor)) for currency, minor in tx.execute(statements.amounts, values)]


def at_risk(
    tx: Transaction, workspace: str, start: datetime, end: datetime, scope: Scope = ALL
) -> list[tuple[str, int]]:
    """(currency, minor units): the yearly revenue of accounts with a dealbreaker among the signals, each once."""
    statements, values = _for(scope, workspace, start=start, end=end)
    return [(currency, int(minor)) for currency, minor in tx.execute(statements.at_risk, values)]


def to_quote(
    tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int, scope: Scope = ALL
) -> list[str]:
    """Ids of the signals that say most: the weightiest first, then those about an amount, then the newest."""
    statements, values = _for(scope, workspace, start=start, end=end, limit=limit)
    return list(tx.scalars(statements.to_quote, values))


def to_answer(
    tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int, scope: Scope = ALL
) -> list[str]:
    """Ids of the newest dealbreakers and churn risks."""
    statements, values = _for(scope, workspace, start=start, end=end, limit=limit)
    return list(tx.scalars(statements.to_answer, values))


def declined(
    tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int, scope: Scope = ALL
) -> list[tuple[int, str]]:
    """(decision, signal) of what was declined in [start, end) and still is, the oldest decision first."""
    statements, values = _for(scope, workspace, start=start, end=end, limit=limit)
    return [(decision, signal) for decision, signal in tx.execute(statements.declined, values)]
