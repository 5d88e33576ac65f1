"""Accounts: customers and prospects."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select

from storage import counters
from storage.database import Transaction
from storage.names import key_of
from storage.signals import Reader, seen_by
from storage.tables import accounts, signals
from storage.upsert import insert

VERSION = "accounts"  # a counter: grows when the list of names changes


@dataclass(frozen=True)
class Account:
    id: str
    name: str
    segment: str | None
    revenue_minor: int | None
    revenue_currency: str | None
    owner: str | None


_FIELDS = (
    accounts.c.id,
    accounts.c.name,
    accounts.c.segment,
    accounts.c.revenue_minor,
    accounts.c.revenue_currency,
    accounts.c.owner,
)
_WITH_NAME = select(accounts.c.id, accounts.c.name).where(
    accounts.c.workspace_id == bindparam("workspace"), accounts.c.name_key == bindparam("name_key")
)


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
    return (row.id, row.name) if row else None


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


def get(tx: Transaction, workspace: str, account_id: str) -> Account | None:
    row = tx.execute(
        select(*_FIELDS).where(accounts.c.workspace_id == workspace, accounts.c.id == account_id)
    ).one_or_none()
    return Account(*row) if row else None


def version(tx: Transaction, workspace: str) -> int:
    """Grows whenever the list of names changed: what was built from the names is good as long as this stands still."""
    return counters.last(tx, workspace, VERSION)


def names(tx: Transaction, workspace: str) -> list[str]:
    return list(tx.scalars(select(accounts.c.name).where(accounts.c.workspace_id == workspace)))


def starting_with(tx: Transaction, workspace: str, typed: str, limit: int, reader: Reader) -> list[Account]:
    """Accounts whose name, or a later word of it, starts with what was typed; those that start with it first.

    One that is named by nothing but signals which the reader may not see stays unnamed.
    """
    name_key = key_of(typed)
    starts = accounts.c.name_key.startswith(name_key, autoescape=True)
    inside = accounts.c.name_key.contains(" " + name_key, autoescape=True)
    named = exists().where(
        signals.c.workspace_id == accounts.c.workspace_id, signals.c.account_id == accounts.c.id
    )
    found = tx.execute(
        select(*_FIELDS)
        .where(accounts.c.workspace_id == workspace, starts | inside, ~named | named.where(seen_by(reader)))
        .order_by((~starts), accounts.c.name_key)
        .limit(limit)
    )
    return [Account(*row) for row in found]
