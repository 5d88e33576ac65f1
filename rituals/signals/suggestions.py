"""Suggestions while somebody types into a signal's form."""

from bot.kit.blocks import OPTION_LIMIT, Option, shorten
from bot.kit.frontdoor import plain
from bot.kit.texts import Texts
from rituals.services import Person, Services
from storage import accounts

SHOWN = 20
NAME_LIMIT = 150  # Slack's limit for an option's value


def account_options(services: Services, person: Person, texts: Texts, typed: str) -> list[Option]:
    """Accounts that start like what was typed, then the typed name itself, as a new account."""
    name = " ".join(plain(typed, escaped=False).split())[:NAME_LIMIT]
    with services.read() as tx:
        found = accounts.starting_with(tx, person.workspace, name, SHOWN)
    options = [Option(account.name, account.name[:NAME_LIMIT]) for account in found]
    if name and all(accounts.key_of(account.name) != accounts.key_of(name) for account in found):
        label = texts.plain("signals.account_new", name=shorten(name, OPTION_LIMIT - 15))
        options.append(Option(label, name))
    return options
