"""Merging two accounts that are one: the names of one lead to the other, which has its signals. It can be undone."""

from dataclasses import dataclass

from rituals.accounts.following import follow
from rituals.accounts.seeing import page_of, seen
from rituals.merging.noting import note
from rituals.merging.refusals import SameAccount, TakenOver
from rituals.messages.accounts import Page
from rituals.permissions import Act, enter, reader
from rituals.refusals import NotFound
from rituals.services import Person, Services
from storage import accounts, merging
from storage.database import Transaction
from storage.merging import Kind, Merge
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Merged:
    """The merge, with the account that stays as it is now; `name` is the one that leads to it."""

    merge: Merge
    name: str
    page: Page


def merge(services: Services, by: Person, account_id: str, other: str, *, other_stays: bool) -> Merged:
    """Have an account lead to the one with the other name, or that one to it. The same twice is one merge.

    Raises NotFound, NotAllowed or SameAccount.
    """
    now = services.now()
    with services.write() as tx:
        merging.begin(tx, by.workspace)
        home = enter(tx, by, Act.EDIT_ACCOUNTS)
        eyes = reader(by, home)
        named = accounts.named(tx, home.id, other)
        if named is None:
            raise NotFound
        second = seen(tx, home, named.id, eyes)
        if known := merging.of(tx, home.id, Kind.ACCOUNT, account_id):
            if known.kept_id != second.id:
                raise NotFound  # it leads elsewhere since the form was opened
            return _shown(tx, by, home, known)
        first = seen(tx, home, account_id, eyes)
        if first.id == second.id:
            raise SameAccount(name=first.name)
        merged, kept = (first, second) if other_stays else (second, first)
        merging.hold(tx, home.id, Kind.ACCOUNT, merged.id, kept.id)
        made = merging.merge_accounts(tx, home.id, merged.id, kept.id, by.id, now)
        note(tx, home.id, made, "merge", by, now)
        follow(tx, home.id, [kept.id], now)
        return _shown(tx, by, home, made)


def undo(services: Services, by: Person, merge_id: str) -> Merged:
    """Have a merged account stand for itself again, with its signals. The same twice is one undo.

    Raises NotFound, NotAllowed, or TakenOver where the one that stayed leads to another by now.
    """
    now = services.now()
    with services.write() as tx:
        merging.begin(tx, by.workspace)
        home = enter(tx, by, Act.EDIT_ACCOUNTS)
        known = merging.get(tx, home.id, merge_id)
        if known is None or known.kind is not Kind.ACCOUNT:
            raise NotFound
        if known.undone_at:
            return _shown(tx, by, home, known)
        if on := merging.of(tx, home.id, Kind.ACCOUNT, known.kept_id):
            names = [accounts.get(tx, home.id, one) for one in (known.merged_id, known.kept_id, on.kept_id)]
            merged, kept, head = (one.name if one else "" for one in names)
            raise TakenOver(name=merged, kept=kept, on=head)
        seen(tx, home, known.kept_id, reader(by, home))
        merging.hold(tx, home.id, Kind.ACCOUNT, known.merged_id, known.kept_id)
        merging.undo_accounts(tx, home.id, known.id, by.id, now)
        note(tx, home.id, known, "part", by, now)
        follow(tx, home.id, [known.merged_id, known.kept_id], now)
        return _shown(tx, by, home, known)


def _shown(tx: Transaction, by: Person, home: Workspace, made: Merge) -> Merged:
    merged, kept = (accounts.get(tx, home.id, one) for one in (made.merged_id, made.kept_id))
    if merged is None or kept is None:
        raise NotFound
    return Merged(made, merged.name, page_of(tx, by, home, kept))
