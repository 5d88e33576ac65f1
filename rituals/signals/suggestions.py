"""Suggestions while somebody types into a signal's form."""

from bot.kit.blocks import OPTION_LIMIT, Option, shorten
from bot.kit.frontdoor import plain
from bot.kit.texts import Texts
from rituals.permissions import Act, enter, reader
from rituals.services import Person, Services
from storage import accounts, themes
from storage.names import key_of

SHOWN = 20
NAME_LIMIT = 150  # Slack's limit for an option's value


def theme_options(services: Services, person: Person, typed: str) -> list[Option]:
    """Themes whose label holds what was typed."""
    with services.read() as tx:
        enter(tx, person, Act.READ)
        found = themes.starting_with(tx, person.workspace, plain(typed, escaped=False).strip("# "), SHOWN)
    return [Option(f"#{label}", label[:NAME_LIMIT]) for label in found]


def known_account_options(services: Services, person: Person, typed: str) -> list[Option]:
    """Accounts that start like what was typed, as far as the person may know of them."""
    name = " ".join(plain(typed, escaped=False).split())[:NAME_LIMIT]
    with services.read() as tx:
        eyes = reader(person, enter(tx, person, Act.READ))
        found = accounts.starting_with(tx, person.workspace, name, SHOWN, eyes)
    return [Option(account.name, account.name[:NAME_LIMIT]) for account in found]


def account_options(services: Services, person: Person, texts: Texts, typed: str) -> list[Option]:
    """Accounts that start like what was typed, as far as the person may know of them, then the typed name as a new one."""
    name = " ".join(plain(typed, escaped=False).split())[:NAME_LIMIT]
    options = known_account_options(services, person, typed)
    if name and all(key_of(option.label) != key_of(name) for option in options):
        label = texts.plain("signals.account_new", name=shorten(name, OPTION_LIMIT - 15))
        options.append(Option(label, name))
    return options
