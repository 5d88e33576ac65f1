"""Accounts: customers and prospects, each with the names that lead to it: its own, its aliases, those of merged ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from storage import counters
from storage.database import Transaction
from storage.names import key_of
from storage.tables import account_aliases, accounts
from storage.upsert import by_database, insert

VERSION = "accounts"  # a counter: grows when the list of names changes


@dataclass(frozen=True)
class Account:
    id: str
    name: str
    segment: str | None = None
    revenue_minor: int | None = None
    revenue_currency: str | None = None
    owner: str | None = None
    domain: str | None = None


FIELDS = (
    accounts.c.id,
    accounts.c.name,
    accounts.c.segment,
    accounts.c.revenue_minor,
    accounts.c.revenue_currency,
    accounts.c.owner,
    accounts.c.domain,
)
HEAD = func.coalesce(accounts.c.merged_into, accounts.c.id)
OF_ALIAS = and_(
    accounts.c.workspace_id == account_aliases.c.workspace_id, accounts.c.id == account_aliases.c.account_id
)
_ALIASED = select(account_aliases.c.account_id).where(
    account_aliases.c.workspace_id == bindparam("workspace"),
    account_aliases.c.name_key == bindparam("name_key"),
)
# Locked (FOR KEY SHARE, on PostgreSQL): who is about to name an account waits for who is about to merge it.
_WITH_NAME = (
    select(accounts.c.id, accounts.c.name, accounts.c.merged_into)
    .where(
        accounts.c.workspace_id == bindparam("workspace"),
        or_(accounts.c.name_key == bindparam("name_key"), accounts.c.id.in_(_ALIASED)),
    )
    .order_by((accounts.c.name_key == bindparam("name_key")).desc())
    .limit(1)
    .with_for_update(read=True, key_share=True)
)
_THIS = (accounts.c.merged_into, *FIELDS)
_WITH_NAMES = (
    select(accounts.c.name_key, *_THIS)
    .where(
        accounts.c.workspace_id == bindparam("workspace"),
        accounts.c.name_key.in_(bindparam("keys", expanding=True)),
    )
    .with_for_update(read=True, key_share=True)
)
_WITH_ALIASES = (
    select(account_aliases.c.name_key, *_THIS)
    .join_from(account_aliases, accounts, OF_ALIAS)
    .where(
        account_aliases.c.workspace_id == bindparam("workspace"),
        account_aliases.c.name_key.in_(bindparam("keys", expanding=True)),
    )
    .with_for_update(read=True, key_share=True)
)
_WITH_IDS = (
    select(accounts.c.id.label("key"), *_THIS)
    .where(
        accounts.c.workspace_id == bindparam("workspace"),
        accounts.c.id.in_(bindparam("keys", expanding=True)),
    )
    .with_for_update(read=True, key_share=True)
)
_ADD = by_database(accounts, lambda insert: insert.on_conflict_do_nothing().returning(accounts.c.id))


def ensure(tx: Transaction, workspace: str, name: str, now: datetime) -> str:
    """The id of the account with that name, new if nobody named it before."""
    return ensure_named(tx, workspace, name, now)[0]


def ensure_named(tx: Transaction, workspace: str, name: str, now: datetime) -> tuple[str, str]:
    """As `ensure`, with the account's name as it was first written."""
    name_key = key_of(name)
    if found := _with_name(tx, workspace, name_key):
        return found
    written = " ".join(name.split())
    added = tx.scalar(
        insert(tx, accounts)
        .values(
            workspace_id=workspace,
            id=counters.new_id(),
            name=written,
            name_key=name_key,
            created_at=now,
        )
        .on_conflict_do_nothing()
        .returning(accounts.c.id)
    )
    if added is None:  # another process was faster
        found = _with_name(tx, workspace, name_key)
        assert found is not None
        return found
    counters.bump(tx, workspace, VERSION)
    return added, written


def _with_name(tx: Transaction, workspace: str, name_key: str) -> tuple[str, str] | None:
    row = tx.execute(_WITH_NAME, {"workspace": workspace, "name_key": name_key}).one_or_none()
    if row is None:
        return None
    if row.merged_into and (kept := get(tx, workspace, row.merged_into)):
        return kept.id, kept.name
    return row.id, row.name


def called(workspace: str, name: str) -> Select[str]:
    """The ids of the accounts that a name leads to: one, or none. For other statements, which read nothing else by name."""
    key = key_of(name)
    aliased = select(account_aliases.c.account_id).where(
        account_aliases.c.workspace_id == workspace, account_aliases.c.name_key == key
    )
    return select(func.coalesce(accounts.c.merged_into, accounts.c.id)).where(
        accounts.c.workspace_id == workspace, or_(accounts.c.name_key == key, accounts.c.id.in_(aliased))
    )


def named(tx: Transaction, workspace: str, name: str) -> Account | None:
    """The account that a name leads to, whichever of its names it is."""
    row = tx.execute(
        select(*FIELDS).where(
            accounts.c.workspace_id == workspace, accounts.c.id.in_(called(workspace, name))
        )
    ).first()
    return Account(*row) if row else None


def describe(
    tx: Transaction,
    workspace: str,
    account_id: str,
    *,
    segment: str | None = None,
    revenue_minor: int | None = None,
    revenue_currency: str | None = None,
    owner: str | None = None,
) -> None:
    """Write what is known of an account besides its name."""
    tx.execute(
        accounts.update()
        .where(accounts.c.workspace_id == workspace, accounts.c.id == account_id)
        .values(segment=segment, revenue_minor=revenue_minor, revenue_currency=revenue_currency, owner=owner)
    )


def with_names(tx: Transaction, workspace: str, wanted: Iterable[str]) -> dict[str, Account]:
    """Of many names at once, the accounts that they lead to, by the name's key."""
    keys = {key_of(name) for name in wanted}
    found = _by(tx, _WITH_NAMES, workspace, keys)
    return found | _by(tx, _WITH_ALIASES, workspace, keys - found.keys())


def with_ids(tx: Transaction, workspace: str, ids: Iterable[str]) -> dict[str, Account]:
    """By id, as far as there are such, the accounts; for one that is merged, the one that is kept."""
    return _by(tx, _WITH_IDS, workspace, set(ids))


def _by(tx: Transaction, statement: Select[Any], workspace: str, keys: Collection[str]) -> dict[str, Account]:
    if not keys:
        return {}
    rows = tx.execute(statement, {"workspace": workspace, "keys": sorted(keys)}).all()
    kept = with_ids(tx, workspace, {merged for _, merged, *_ in rows if merged})
    return {key: kept[merged] if merged else Account(*fields) for key, merged, *fields in rows}


def add_all(tx: Transaction, workspace: str, new: Sequence[Account], now: datetime) -> set[str]:
    """Keep new accounts, and return the ids of those that were; a name that somebody has given meanwhile adds nothing."""
    if not new:
        return set()
    rows = [
        {"workspace_id": workspace, "name_key": key_of(one.name), "created_at": now} | asdict(one)
        for one in sorted(new, key=lambda one: key_of(one.name))  # one order: no deadlock
    ]
    added = set(tx.scalars(_ADD[tx.dialect.name], rows))
    if added:
        counters.bump(tx, workspace, VERSION)
    return added


def change(tx: Transaction, workspace: str, account_id: str, values: Mapping[str, Any]) -> None:
    """Write what is new about an account besides its name."""
    tx.execute(
        accounts.update()
        .where(accounts.c.workspace_id == workspace, accounts.c.id == account_id)
        .values(**values)
    )


def get(tx: Transaction, workspace: str, account_id: str) -> Account | None:
    row = tx.execute(
        select(*FIELDS).where(accounts.c.workspace_id == workspace, accounts.c.id == account_id)
    ).one_or_none()
    return Account(*row) if row else None


def version(tx: Transaction, workspace: str) -> int:
    """Grows whenever the list of names changed: what was built from the names is good as long as this stands still."""
    return counters.last(tx, workspace, VERSION)


def names(tx: Transaction, workspace: str) -> list[str]:
    """The name of every account that is not merged."""
    return list(
        tx.scalars(
            select(accounts.c.name).where(
                accounts.c.workspace_id == workspace, accounts.c.merged_into.is_(None)
            )
        )
    )


def other_names(tx: Transaction, workspace: str) -> dict[str, str]:
    """Every other name, with the name of the account that it leads to."""
    head = accounts.alias("head")
    merged = (
        select(accounts.c.name, head.c.name)
        .join_from(
            accounts, head, and_(head.c.workspace_id == workspace, head.c.id == accounts.c.merged_into)
        )
        .where(accounts.c.workspace_id == workspace)
    )
    aliases = (
        select(account_aliases.c.name, head.c.name)
        .join_from(account_aliases, accounts, OF_ALIAS)
        .join(head, and_(head.c.workspace_id == workspace, head.c.id == HEAD))
        .where(account_aliases.c.workspace_id == workspace)
    )
    return {other: name for other, name in tx.execute(union_all(merged, aliases))}
