"""Accounts: customers and prospects, each with the names that lead to it: its own, its aliases, those of merged ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Select,
    Subquery,
    Text,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    union_all,
)

from storage import counters
from storage.database import Transaction
from storage.names import key_of
from storage.signals import Reader, seen_by
from storage.tables import account_aliases, accounts, signals
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


_FIELDS = (
    accounts.c.id,
    accounts.c.name,
    accounts.c.segment,
    accounts.c.revenue_minor,
    accounts.c.revenue_currency,
    accounts.c.owner,
    accounts.c.domain,
)
_HEAD = func.coalesce(accounts.c.merged_into, accounts.c.id)
_OF_ALIAS = and_(
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
_THIS = (accounts.c.merged_into, *_FIELDS)
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
    .join_from(account_aliases, accounts, _OF_ALIAS)
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
        select(*_FIELDS).where(
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
        select(*_FIELDS).where(accounts.c.workspace_id == workspace, accounts.c.id == account_id)
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
        .join_from(account_aliases, accounts, _OF_ALIAS)
        .join(head, and_(head.c.workspace_id == workspace, head.c.id == _HEAD))
        .where(account_aliases.c.workspace_id == workspace)
    )
    return {other: name for other, name in tx.execute(union_all(merged, aliases))}


# Aliases --------------------------------------------------------------------------------------------------------


def aliases(tx: Transaction, workspace: str, account_id: str) -> list[str]:
    """The other names of an account that people gave it, in alphabetical order."""
    found = tx.execute(
        select(account_aliases.c.name, account_aliases.c.name_key).where(
            account_aliases.c.workspace_id == workspace, account_aliases.c.account_id == account_id
        )
    )
    return [row.name for row in sorted(found, key=lambda row: row.name_key)]


def add_alias(tx: Transaction, workspace: str, account_id: str, name: str) -> str | None:
    """Have another name lead to an account. Returns the name of the account that has that name already, if it is another."""
    counters.bump(tx, workspace, VERSION)  # first: two who give one name to two accounts follow one another
    if found := named(tx, workspace, name):
        return None if found.id == account_id else found.name
    written = " ".join(name.split())
    tx.execute(
        insert(tx, account_aliases).values(
            workspace_id=workspace, name_key=key_of(name), name=written, account_id=account_id
        )
    )
    return None


def drop_alias(tx: Transaction, workspace: str, account_id: str, name: str) -> bool:
    """Have a name that people gave no longer lead to an account. False if it did not."""
    counters.bump(tx, workspace, VERSION)
    dropped = tx.scalar(
        delete(account_aliases)
        .where(
            account_aliases.c.workspace_id == workspace,
            account_aliases.c.account_id == account_id,
            account_aliases.c.name_key == key_of(name),
        )
        .returning(account_aliases.c.name_key)
    )
    return dropped is not None


# Looking for one ------------------------------------------------------------------------------------------------


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
        _HEAD.label("account_id"),
        case((accounts.c.merged_into.is_not(None), accounts.c.id)).label("merged_id"),
        case((accounts.c.merged_into.is_not(None), accounts.c.name)).label("other"),
        accounts.c.name_key,
    ).where(accounts.c.workspace_id == workspace)
    aliased = (
        select(_HEAD, none, account_aliases.c.name, account_aliases.c.name_key)
        .join_from(account_aliases, accounts, _OF_ALIAS)
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
        select(*_FIELDS, some.c.other, ~about | about.where(seen_by(reader)))
        .join_from(
            some, accounts, and_(accounts.c.workspace_id == workspace, accounts.c.id == some.c.account_id)
        )
        .order_by(some.c.place)
    )
