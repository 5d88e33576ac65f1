"""Revenue at risk, by product area."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import and_, case, func, select

from storage.areas import area_of_signal
from storage.database import Transaction
from storage.signals import STATE_NOW, Reader, seen_by
from storage.tables import accounts, signals


@dataclass(frozen=True)
class Risk:
    """What an area stands to lose: its dealbreakers that nobody has settled, and the revenue of the accounts they name."""

    dealbreakers: int
    revenue: dict[str, int]  # minor units by currency; an account counts once


NO_RISK = Risk(0, {})


def at_risk(
    tx: Transaction, workspace: str, reader: Reader, settled: Collection[str]
) -> dict[str | None, Risk]:
    """By area (None: what belongs to none), through the reader's eyes. `settled`: the states that end the risk.

    An account counts with its yearly revenue, else with the most that a dealbreaker about it named. A signal that leads to
    another stands where that one does.
    """
    here = (
        select(
            area_of_signal().label("area"),
            case((signals.c.account_certain, signals.c.account_id)).label("account"),
            signals.c.amount_minor,
            signals.c.amount_currency,
        )
        .where(
            signals.c.workspace_id == workspace,
            signals.c.importance == "dealbreaker",
            STATE_NOW.not_in(settled),
            seen_by(reader),
        )
        .subquery()
    )
    found = tx.execute(
        select(here, accounts.c.revenue_minor, accounts.c.revenue_currency)
        .select_from(
            here.outerjoin(
                accounts, and_(accounts.c.workspace_id == workspace, accounts.c.id == here.c.account)
            )
        )
        .order_by(func.coalesce(here.c.amount_minor, 0))  # the most comes last and stays
    )
    count: dict[str | None, int] = {}
    worth: dict[str | None, dict[str, tuple[int, str]]] = {}
    for area, account, amount, currency, revenue, revenue_currency in found:
        count[area] = count.get(area, 0) + 1
        minor, code = (revenue, revenue_currency) if revenue is not None else (amount, currency)
        if account and minor is not None and code:
            worth.setdefault(area, {})[account] = (minor, code)
    return {area: Risk(number, _sums(worth.get(area, {}).values())) for area, number in count.items()}


def _sums(amounts: Iterable[tuple[int, str]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for minor, currency in amounts:
        sums[currency] = sums.get(currency, 0) + minor
    return sums
