"""Who is asked, found out in Slack: as work, since Slack may be away."""

from collections.abc import Sequence

from rituals.services import Person, Services, user_of
from storage.workspaces import Workspace

LISTED = 200
"""A channel with more members has no list of those asked."""
RETRY_SECONDS = 30


class CantAsk(Exception):
    """Nobody can be asked: `why` names the text."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def users_of(services: Services, channel: str, group: str | None, people: Sequence[str]) -> list[str]:
    """Slack's user ids of these people (team:user), else of the group, else of the channel; whoever they are.

    Raises SlackUnavailable or CantRead.
    """
    if people:
        return [user_of(person) for person in people]
    if group:
        return services.directory.members(group)
    return services.conversations.members(channel)


def come_in(services: Services, channel: str) -> None:
    """Be in the channel. Raises SlackUnavailable, or CantAsk where we are not let in."""
    place = services.directory.channel(channel)
    if place is not None and not place.joined and not place.is_private and not place.is_archived:
        place = services.directory.join(channel) or place
    if place is None or not place.joined or place.is_archived:
        raise CantAsk("channel")


def may_be_asked(person: Person, home: Workspace, *, others: bool) -> bool:
    """Active people of the workspace; guests and people of other companies where `others` are asked, too."""
    if person.is_bot or person.deactivated:
        return False
    return others or (not person.guest and person.id.startswith(f"{home.id}:"))
