"""Accounts out of a file: added, or changed where a cell says something new. An empty cell changes nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.kit.money import Money
from rituals.imports import cells
from rituals.imports.columns import Columns
from rituals.imports.files import Row
from rituals.imports.problems import RowRefused
from rituals.imports.running import Importer, Kept, Setting
from rituals.imports.signals import key_for
from storage import accounts, audit, counters, imports
from storage.accounts import Account
from storage.database import Transaction
from storage.names import key_of

KIND = "account"
NAMES = {
    "name": "nom account compte account_name nom_du_compte company société entreprise organisation organization customer client",
    "segment": "",
    "revenue": "yearly_revenue annual_revenue arr ca ca_annuel chiffre_d_affaires revenu revenu_annuel",
    "currency": "devise revenue_currency",
    "revenue_minor": "",
    "owner": "account_owner propriétaire responsable commercial",
    "domain": "domaine website site_web site web",
    "aliases": "alias other_names autres_noms",
    "id": "identifiant external_id identifier uuid",
}
_DOMAIN = re.compile(r"(?=.{1,253}\Z)[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")


@dataclass(frozen=True)
class AccountRow:
    row: Row
    key: str
    external: str
    name: str
    segment: str | None
    revenue: Money | None
    owner: str | None
    domain: str | None
    aliases: tuple[str, ...]

    @property
    def said(self) -> dict[str, Any]:
        """What the row says besides the name."""
        said = {
            "segment": self.segment,
            "revenue_minor": self.revenue.minor if self.revenue else None,
            "revenue_currency": self.revenue.currency if self.revenue else None,
            "owner": self.owner,
            "domain": self.domain,
        }
        return {name: value for name, value in said.items() if value is not None}


def read(setting: Setting, columns: Columns, row: Row) -> AccountRow:
    """A row as an account. Raises RowRefused."""

    def cell(name: str) -> str:
        return columns.cell(row.cells, name)

    name = cells.name(cell("name"), "name")
    if name is None:
        raise RowRefused("it has no name")
    external = cell("id").strip()
    currency = cell("currency")
    return AccountRow(
        row=row,
        key=key_for(setting, external, row) if external else f"name:{key_of(name)}",
        external=external,
        name=name,
        segment=cells.name(cell("segment"), "segment"),
        revenue=cells.minor(cell("revenue_minor"), currency, "revenue")
        or cells.money(cell("revenue"), currency, setting.home.currency, "revenue"),
        owner=setting.team.person(cell("owner"), "owner"),
        domain=_domain(cell("domain")),
        aliases=cells.names(cell("aliases"), "alias"),
    )


def _domain(cell: str) -> str | None:
    """`acme.com`, out of an address too."""
    written = re.sub(r"^(?:[a-z]+://)?(?:www\.)?", "", cell.strip().casefold()).partition("/")[0]
    written = written.rpartition("@")[2]
    if written and not _DOMAIN.fullmatch(written):
        raise RowRefused(f"the domain {cells.shown(cell)} is none: write it as acme.com")
    return written or None


def keep(tx: Transaction, setting: Setting, rows: Sequence[AccountRow]) -> Kept:
    """Add the accounts that are new, and change those of which a row says something else.

    An account that is known by its id keeps its name; another name that a row gives it leads to it too.
    """
    home, kept = setting.home.id, Kept()
    external = {row.external for row in rows if row.external}
    by_key = imports.known(tx, home, KIND, {row.key for row in rows if row.external})
    by_id = accounts.with_ids(tx, home, {*by_key.values(), *external})
    by_name = accounts.with_names(tx, home, [name for row in rows for name in (row.name, *row.aliases)])

    def of_row(row: AccountRow) -> Account | None:
        return by_id.get(by_key.get(row.key, row.external)) or by_name.get(key_of(row.name))

    new = {key_of(row.name): row for row in reversed(rows) if of_row(row) is None}
    uncounted = accounts.add_all(tx, home, [_account(row) for row in new.values()], setting.now)
    by_name |= accounts.with_names(tx, home, [row.name for row in new.values()])
    meant: dict[str, str] = {}
    for row in rows:
        account = of_row(row)
        assert account is not None  # this transaction, or another before it, has added it
        names = {key_of(name): name for name in (row.name, *row.aliases)}
        if taken := [name for key, name in names.items() if key in by_name and by_name[key].id != account.id]:
            kept.refused.append((row.row, f"“{taken[0]}” is another account than “{account.name}”"))
            continue
        other = [name for key, name in names.items() if key not in by_name]
        for name in other:
            accounts.add_alias(tx, home, account.id, name)
        changes = {name: value for name, value in row.said.items() if getattr(account, name) != value}
        if changes:
            _change(tx, setting, account, changes)
        changed = replace(account, **changes)
        by_id[account.id] = changed
        by_name |= dict.fromkeys(names, changed)
        if account.id in uncounted:
            uncounted.remove(account.id)
            kept.added += 1
        elif changes or other:
            kept.changed += 1
        else:
            kept.known += 1
        if row.external and row.key not in by_key:
            meant[row.key] = account.id
    imports.claim(tx, home, KIND, meant, setting.now)
    return kept


def _account(row: AccountRow) -> Account:
    return Account(counters.new_id(), row.name, **row.said)


def _change(tx: Transaction, setting: Setting, account: Account, changes: dict[str, Any]) -> None:
    accounts.change(tx, setting.home.id, account.id, changes)
    audit.note(
        tx,
        setting.home.id,
        object_kind=KIND,
        object_id=account.id,
        act="edit",
        by=None,  # whoever runs the machine
        now=setting.now,
        before={name: getattr(account, name) for name in changes},
        after=changes,
    )


IMPORTER = Importer(kind=KIND, names=NAMES, required="name", dated=(), read=read, keep=keep)
