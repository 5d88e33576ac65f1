"""Other names that people give to accounts."""

from sqlalchemy import select, update

from storage import counters, upsert
from storage.accounts.rows import VERSION, named
from storage.database import Transaction
from storage.names import key_of
from storage.tables import account_aliases, accounts
from storage.upsert import insert


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
    return upsert.drop(
        tx, account_aliases, workspace_id=workspace, account_id=account_id, name_key=key_of(name)
    )


def rename(tx: Transaction, workspace: str, account_id: str, name: str, *, was: str) -> bool:
    """Give an account another name; the one it had leads to it still. False, and nothing changed, where that is another's."""
    counters.bump(tx, workspace, VERSION)  # first, as above
    found = named(tx, workspace, name)
    if found and found.id != account_id:
        return False
    drop_alias(tx, workspace, account_id, name)
    tx.execute(
        update(accounts)
        .where(accounts.c.workspace_id == workspace, accounts.c.id == account_id)
        .values(name=" ".join(name.split()), name_key=key_of(name))
    )
    add_alias(tx, workspace, account_id, was)
    return True
