"""Releases suggested while somebody types."""

from bot.kit.blocks import OPTION_LIMIT, Option, isolated, shorten
from bot.kit.frontdoor import plain
from bot.kit.words import fold
from rituals.permissions import Act, enter, may
from rituals.services import Person, Services
from storage import releases
from storage.releases import UNANNOUNCED, Release, State

LOOKED_AT = 200  # the newest
SHOWN = 20


def release_options(services: Services, by: Person, typed: str, act: Act) -> list[Option]:
    """Releases that the person may see whose reference or name has what was typed. Raises NotAllowed."""
    wanted = fold(plain(typed, escaped=False).strip())
    with services.read() as tx:
        home = enter(tx, by, act)
        found = releases.newest(tx, home.id, (State.ANNOUNCED, *UNANNOUNCED), LOOKED_AT)
    seen = (release for release in found if may(by, Act.SEE_RELEASE, home, release))
    return [release_option(one) for one in seen if wanted in fold(f"{one.ref} {one.name}")][:SHOWN]


def release_option(release: Release) -> Option:
    return Option(shorten(f"{release.ref} · {isolated(release.name)}", OPTION_LIMIT), release.id)
