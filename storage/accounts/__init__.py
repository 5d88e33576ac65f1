"""Accounts: customers and prospects, each with the names that lead to it."""

from storage.accounts.aliases import add_alias, aliases, drop_alias, rename
from storage.accounts.looking import Match, heard, numbers_from, seen, spoken_of, starting_with
from storage.accounts.rows import (
    VERSION,
    Account,
    add_all,
    called,
    change,
    describe,
    ensure,
    ensure_named,
    get,
    named,
    names,
    other_names,
    version,
    with_ids,
    with_names,
)

__all__ = [
    "VERSION",
    "Account",
    "Match",
    "add_alias",
    "add_all",
    "aliases",
    "called",
    "change",
    "describe",
    "drop_alias",
    "ensure",
    "ensure_named",
    "get",
    "heard",
    "named",
    "names",
    "numbers_from",
    "other_names",
    "rename",
    "seen",
    "spoken_of",
    "starting_with",
    "version",
    "with_ids",
    "with_names",
]
