"""Suggestions while somebody types into a signal's form."""

from bot.kit.blocks import OPTION_LIMIT, Option, shorten
from bot.kit.frontdoor import plain
from bot.kit.texts import Texts
from rituals.permissions import Act, enter, reader
from rituals.services import Person, Services
from storage import accounts, theme_board
from storage.accounts import Match
from storage.names import key_of

SHOWN = 20
NAME_LIMIT = 150  # Slack's limit for an option's value


def theme_options(services: Services, person: Person, typed: str) -> list[Option]:
    """Themes of which a label holds what was typed, as far as the person may know of them."""
    label = plain(typed, escaped=False).strip("# ")
    with services.read() as tx:
        eyes = reader(person, enter(tx, person, Act.READ))
        found = theme_board.labels_like(tx, person.workspace, label, eyes, SHOWN)
    return [Option(f"#{label}", label[:NAME_LIMIT]) for label in found]


def known_account_options(services: Services, person: Person, typed: str) -> list[Option]:
    """Accounts with a name that starts like what was typed, as far as the person may know of them."""
    return [_option(match) for match in _accounts(services, person, typed)]


def account_options(services: Services, person: Person, texts: Texts, typed: str) -> list[Option]:
    """As `known_account_options`, then the typed name as a new one if it is nobody's."""
    name = _name(typed)
    found = _accounts(services, person, typed)
    options = [_option(match) for match in found]
    known = {key_of(one) for match in found for one in (match.account.name, match.other) if one}
    if name and key_of(name) not in known:
        label = texts.plain("signals.account_new", name=shorten(name, OPTION_LIMIT - 15))
        options.append(Option(label, name))
    return options


def _accounts(services: Services, person: Person, typed: str) -> list[Match]:
    with services.read() as tx:
        eyes = reader(person, enter(tx, person, Act.READ))
        return accounts.starting_with(tx, person.workspace, _name(typed), SHOWN, eyes)


def _name(typed: str) -> str:
    return " ".join(plain(typed, escaped=False).split())[:NAME_LIMIT]


def _option(match: Match) -> Option:
    """Its name, with the other one that was found."""
    name = match.account.name
    return Option(f"{name} ({match.other})" if match.other else name, name[:NAME_LIMIT])
