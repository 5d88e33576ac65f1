"""Suggestions while somebody types into a signal's form."""

from bot.kit.blocks import OPTION_LIMIT, Option, shorten
from bot.kit.frontdoor import plain
from bot.kit.texts import Texts
from rituals import permissions
from rituals.services import Person, Services
from rituals.signals.capture import workspace_of
from storage import accounts
from storage.names import key_of

SHOWN = 20
NAME_LIMIT = 150  # Slack's limit for an option's value


def account_options(services: Services, person: Person, texts: Texts, typed: str) -> list[Option]:
    """Accounts that start like what was typed, as far as the person may know of them, then the typed name as a new one."""
    name = " ".join(plain(typed, escaped=False).split())[:NAME_LIMIT]
    with services.read() as tx:
        reader = permissions.reader(person, workspace_of(tx, person.workspace))
        found = accounts.starting_with(tx, person.workspace, name, SHOWN, reader)
    options = [Option(account.name, account.name[:NAME_LIMIT]) for account in found]
    if name and all(key_of(account.name) != key_of(name) for account in found):
        label = texts.plain("signals.account_new", name=shorten(name, OPTION_LIMIT - 15))
        options.append(Option(label, name))
    return options
