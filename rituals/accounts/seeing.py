"""Accounts as one person sees them: looked for by a name, and one of them with all its names."""

from rituals.messages.accounts import LISTED, Absorbed, Board, Line, Page
from rituals.permissions import Act, enter, may, reader
from rituals.refusals import NotFound
from rituals.services import Person, Services
from storage import accounts, merging
from storage.accounts import Account, Match
from storage.database import Transaction
from storage.merging import Kind
from storage.signals import Reader
from storage.workspaces import Workspace


def board(services: Services, by: Person, typed: str = "") -> Board:
    """The accounts with a name that starts like what was typed; those spoken of last where nothing was. Raises NotAllowed."""
    words = " ".join(typed.split())
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        eyes = reader(by, home)
        if words:
            found = accounts.starting_with(tx, home.id, words, LISTED, eyes)
        else:
            found = [Match(account) for account in accounts.spoken_of(tx, home.id, LISTED, eyes)]
        heard = accounts.heard(tx, home.id, [match.account.id for match in found], eyes)
        return Board(words, [Line(match, heard.get(match.account.id, 0)) for match in found])


def open_account(services: Services, by: Person, account_id: str) -> Page:
    """An account with its names. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return page_of(tx, by, home, seen(tx, home, account_id, reader(by, home)))


def open_named(services: Services, by: Person, name: str) -> Page:
    """The account that a name leads to. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = accounts.named(tx, home.id, name)
        if found is None:
            raise NotFound
        return page_of(tx, by, home, seen(tx, home, found.id, reader(by, home)))


def seen(tx: Transaction, home: Workspace, account_id: str, eyes: Reader) -> Account:
    """An account that the reader may know of. Raises NotFound."""
    account = accounts.seen(tx, home.id, account_id, eyes)
    if account is None:
        raise NotFound
    return account


def page_of(tx: Transaction, by: Person, home: Workspace, account: Account) -> Page:
    """All that is shown of an account."""
    absorbed = [
        Absorbed(merge, other.name)
        for merge in merging.into(tx, home.id, Kind.ACCOUNT, account.id)
        if (other := accounts.get(tx, home.id, merge.merged_id))
    ]
    return Page(
        account=account,
        aliases=accounts.aliases(tx, home.id, account.id),
        absorbed=absorbed,
        heard=accounts.heard(tx, home.id, [account.id], reader(by, home)).get(account.id, 0),
        may_edit=may(by, Act.EDIT_ACCOUNTS, home),
        currency=home.currency,
    )
