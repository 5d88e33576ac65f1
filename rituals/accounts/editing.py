"""Changing what is known of an account: its names, segment, yearly revenue and owner."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rituals.accounts.following import follow
from rituals.accounts.seeing import page_of, seen
from rituals.messages import accounts as form
from rituals.messages.accounts import Opened, Page
from rituals.permissions import Act, enter, reader
from rituals.refusals import FieldErrors
from rituals.services import Person, Services, person_id
from rituals.signals.forms import typed_amount
from storage import accounts, audit
from storage.database import Transaction
from storage.names import changed, key_of
from storage.workspaces import Workspace

KIND = "account"


@dataclass(frozen=True)
class Wanted:
    """What a person filled in. `owner` is Slack's user id."""

    name: str
    aliases: tuple[str, ...]
    segment: str | None
    revenue_minor: int | None
    revenue_currency: str | None
    owner: str | None


def wanted(values: Mapping[str, str], *, no_owner: bool) -> Wanted:
    """What a form holds, by field name (empty fields are absent). Raises FieldErrors for what can't be understood."""
    errors = {}
    name = _name(values.get(form.NAME, ""))
    if not name:
        errors[form.NAME] = "forms.error_empty"
    amount = None
    if typed := values.get(form.REVENUE):
        amount = typed_amount(typed, values.get(form.CURRENCY, "EUR"))
        if amount is None:
            errors[form.REVENUE] = "signals.error_amount"
    lines = (_name(line) for line in values.get(form.ALIASES, "").splitlines())
    aliases = tuple({key_of(line): line for line in lines if line}.values())
    if len(aliases) > form.ALIASES_LIMIT:
        errors[form.ALIASES] = "accounts.error_aliases"
    if errors:
        raise FieldErrors(errors)
    return Wanted(
        name=name,
        aliases=aliases,
        segment=values.get(form.SEGMENT),
        revenue_minor=amount.minor if amount else None,
        revenue_currency=amount.currency if amount else None,
        owner=None if no_owner else values.get(form.OWNER),
    )


def keep(services: Services, by: Person, opened: Opened, said: Wanted) -> Page:
    """Change what the person changed since the form was opened; what others changed meanwhile stays.

    Raises FieldErrors for a name that leads to another account, NotFound or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.EDIT_ACCOUNTS)
        before = seen(tx, home, opened.account, reader(by, home))
        values = _changed(home, opened, said)
        had = accounts.aliases(tx, home.id, before.id)
        named = said.name != opened.name
        if named and not accounts.rename(tx, home.id, before.id, said.name, was=before.name):
            raise FieldErrors({form.NAME: "accounts.error_name"})
        _keep_aliases(tx, home, before.id, opened, said)
        if values:
            accounts.change(tx, home.id, before.id, values)
        after = seen(tx, home, before.id, reader(by, home))
        has = accounts.aliases(tx, home.id, before.id)
        audit.note(
            tx,
            home.id,
            object_kind=KIND,
            object_id=before.id,
            act="edit",
            by=by.id,
            now=now,
            before=vars(before) | {"aliases": had},
            after=vars(after) | {"aliases": has},
        )
        if named:
            follow(tx, home.id, [before.id], now)
        return page_of(tx, by, home, after)


def _changed(home: Workspace, opened: Opened, said: Wanted) -> dict[str, Any]:
    owner = person_id(home.id, said.owner) if said.owner else None
    values: dict[str, Any] = {}
    if said.segment != opened.segment:
        values["segment"] = said.segment
    if (said.revenue_minor, said.revenue_currency) != (opened.revenue_minor, opened.revenue_currency):
        values |= {"revenue_minor": said.revenue_minor, "revenue_currency": said.revenue_currency}
    if owner != opened.owner:
        values["owner"] = owner
    return values


def _keep_aliases(tx: Transaction, home: Workspace, account_id: str, opened: Opened, said: Wanted) -> None:
    gone, new = changed(opened.aliases, said.aliases)
    for name in gone:
        accounts.drop_alias(tx, home.id, account_id, name)
    for name in new:
        if accounts.add_alias(tx, home.id, account_id, name) is not None:
            raise FieldErrors({form.ALIASES: "accounts.error_alias"})


def _name(typed: str) -> str:
    return " ".join(typed.split())[: form.NAME_LENGTH]
