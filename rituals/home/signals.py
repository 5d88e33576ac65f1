"""The signals in somebody's Home: the inbox of who owns some, what they captured, what they follow."""

from rituals.home.sight import Sight
from rituals.messages.home.records import Mine, Pile
from rituals.messages.triage.inbox import Inbox
from rituals.permissions import reader
from rituals.triage.inbox import read_inbox
from storage import standing, theme_board

INBOX_SHOWN = 5
SHOWN = 5


def inbox(sight: Sight) -> Inbox | None:
    """None for who owns no signals."""
    person = sight.person.id
    owns = (
        sight.home.default_owner == person
        or any(area.owner == person for area in sight.areas)
        or theme_board.owned_by(sight.tx, sight.home.id, person)
    )
    if not owns:
        return None
    return read_inbox(
        sight.tx, sight.services, sight.home, sight.person, sight.filters, sight.areas, INBOX_SHOWN
    )


def mine(sight: Sight) -> Pile:
    page = sight.page.of("mine")
    found = standing.captured_by(
        sight.tx,
        sight.home.id,
        sight.person.id,
        sight.home.default_owner,
        offset=page * SHOWN,
        limit=SHOWN + 1,
    )
    return _pile("mine", page, found)


def followed(sight: Sight) -> Pile:
    page, eyes = sight.page.of("followed"), reader(sight.person, sight.home)
    found = standing.followed_by(
        sight.tx, sight.home.id, eyes, sight.home.default_owner, offset=page * SHOWN, limit=SHOWN + 1
    )
    return _pile("followed", page, found)


def _pile(name: str, page: int, found: list[standing.Standing]) -> Pile:
    shown = [Mine(one.signal, one.owner, one.decision) for one in found[:SHOWN]]
    return Pile(name, shown, page, is_more=len(found) > SHOWN)
