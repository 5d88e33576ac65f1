"""Accounts as one reader sees them: looked for by what is typed, and what stands behind each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Subquery, Text, and_, case, cast, exists, func, null, or_, select, union_all

from storage.accounts.rows import FIELDS, HEAD, OF_ALIAS, Account
from storage.database import Transaction
from storage.names import key_of
from storage.signals import Reader, seen_by
from storage.tables import account_aliases, accounts, signals

NEWEST = 2000  # signals that are looked through for the accounts spoken of last


@dataclass(frozen=True)
class Match:
    """An account that was looked for. `other`: the name that was found, where that is not its own."""

    account: Account
    other: str | None = None


def starting_with(tx: Transaction, workspace: str, typed: str, limit: int, reader: Reader) -> list[Match]:
    """Accounts with a name, or a later word of it, that starts with what was typed; those that start with it first.

    One that is named by nothing but signals which the reader may not see stays unnamed.
    """
    matches: dict[str, Match] = {}
    skip, some = 0, limit * 2
    while len(matches) < limit:
        found = tx.execute(_known_to(workspace, reader, _starting_with(workspace, typed, skip, some))).all()
        for *account, other, known in found:
            if known:  # several names may lead to one
                matches.setdefault(account[0], Match(Account(*account), other))
        if len(found) < some:
            break
        skip, some = skip + some, some * 4
    return list(matches.values())[:limit]


def _starting_with(workspace: str, typed: str, skip: int, limit: int) -> Subquery:
    """Some of the names that start with what was typed, in their order: (account_id, merged_id, other, place)."""
    none = cast(null(), Text)
    own = select(
        HEAD.label("account_id"),
        case((accounts.c.merged_into.is_not(None), accounts.c.id)).label("merged_id"),
        case((accounts.c.merged_into.is_not(None), accounts.c.name)).label("other"),
        accounts.c.name_key,
    ).where(accounts.c.workspace_id == workspace)
    aliased = (
        select(HEAD, none, account_aliases.c.name, account_aliases.c.name_key)
        .join_from(account_aliases, accounts, OF_ALIAS)
        .where(account_aliases.c.workspace_id == workspace)
    )
    names = union_all(own, aliased).subquery("names")
    key = key_of(typed)
    starts = names.c.name_key.startswith(key, autoescape=True)
    inside = names.c.name_key.contains(" " + key, autoescape=True)
    order = (~starts, names.c.other.is_not(None), names.c.name_key)
    return (
        select(
            names.c.account_id,
            names.c.merged_id,
            names.c.other,
            func.row_number().over(order_by=order).label("place"),
        )
        .where(starts | inside)
        .order_by("place")
        .offset(skip)
        .limit(limit)
        .subquery("some")
    )


def _known_to(workspace: str, reader: Reader, some: Subquery) -> Select[Any]:
    """The accounts of these names, each with the other name that was found and whether the reader may know of it."""
    about = exists().where(
        signals.c.workspace_id == accounts.c.workspace_id,
        signals.c.account_id == some.c.account_id,
        or_(some.c.merged_id.is_(None), signals.c.named_account_id == some.c.merged_id),
    )
    return (
        select(*FIELDS, some.c.other, ~about | about.where(seen_by(reader)))
        .join_from(
            some, accounts, and_(accounts.c.workspace_id == workspace, accounts.c.id == some.c.account_id)
        )
        .order_by(some.c.place)
    )


def spoken_of(tx: Transaction, workspace: str, limit: int, reader: Reader) -> list[Account]:
    """The accounts of the newest signals that the reader may see, the last one first."""
    newest = (
        select(signals.c.account_id, signals.c.number)
        .where(
            signals.c.workspace_id == workspace,
            signals.c.account_id.is_not(None),
            signals.c.account_certain,
            seen_by(reader),
        )
        .order_by(signals.c.captured_at.desc())
        .limit(NEWEST)
        .subquery()
    )
    last = (
        select(newest.c.account_id, func.max(newest.c.number).label("number"))
        .group_by(newest.c.account_id)
        .subquery()
    )
    found = tx.execute(
        select(*FIELDS)
        .join_from(
            last, accounts, and_(accounts.c.workspace_id == workspace, accounts.c.id == last.c.account_id)
        )
        .order_by(last.c.number.desc())
        .limit(limit)
    )
    return [Account(*row) for row in found]


def seen(tx: Transaction, workspace: str, account_id: str, reader: Reader) -> Account | None:
    """An account that is not merged, unless all signals about it are hidden from the reader: then so is its name."""
    about = exists().where(signals.c.workspace_id == workspace, signals.c.account_id == accounts.c.id)
    row = tx.execute(
        select(*FIELDS).where(
            accounts.c.workspace_id == workspace,
            accounts.c.id == account_id,
            accounts.c.merged_into.is_(None),
            ~about | about.where(seen_by(reader)),
        )
    ).one_or_none()
    return Account(*row) if row else None


def heard(tx: Transaction, workspace: str, account_ids: Sequence[str], reader: Reader) -> dict[str, int]:
    """How many signals are about each account for certain, as far as the reader may see them."""
    found = tx.execute(
        select(signals.c.account_id, func.count())
        .where(
            signals.c.workspace_id == workspace,
            signals.c.account_id.in_(account_ids),
            signals.c.account_certain,
            seen_by(reader),
        )
        .group_by(signals.c.account_id)
    )
    return {account: count for account, count in found}


def numbers_from(
    tx: Transaction, workspace: str, account_ids: Sequence[str], *, below: int | None, limit: int
) -> list[tuple[int, str]]:
    """Number and id of the signals about these accounts, the newest first, below a number: to go through all of them."""
    narrowed = [] if below is None else [signals.c.number < below]
    found = tx.execute(
        select(signals.c.number, signals.c.id)
        .where(
            signals.c.workspace_id == workspace,
            signals.c.account_id.in_(account_ids),
            signals.c.undone_at.is_(None),
            *narrowed,
        )
        .order_by(signals.c.number.desc())
        .limit(limit)
    )
    return [(number, signal_id) for number, signal_id in found]


def revenue_by_owner(
    tx: Transaction, workspace: str, owners: Collection[str], currency: str
) -> dict[str, int]:
    """The yearly revenue behind each of these people's accounts: minor units of that currency alone, others are left out."""
    found = tx.execute(
        select(accounts.c.owner, func.sum(accounts.c.revenue_minor))
        .where(
            accounts.c.workspace_id == workspace,
            accounts.c.owner.in_(owners),
            accounts.c.revenue_currency == currency,
            accounts.c.revenue_minor > 0,
            accounts.c.merged_into.is_(None),
        )
        .group_by(accounts.c.owner)
    )
    return {owner: int(revenue) for owner, revenue in found}
