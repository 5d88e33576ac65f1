"""Where something was said: what kind of place that is, and who may bring it out of there."""

from rituals.services import CantRead, Person, PlaceKind, Services, SlackUnavailable, user_of
from storage.signals import RESTRICTED, TEAM, Signal

# How payloads name conversations that are not for everybody: https://docs.slack.dev/reference/interaction-payloads
DIRECT_NAME = "directmessage"
PRIVATE_NAMES = ("privategroup", "mpdm-")
DIRECT_ID = "D"  # ids of direct messages begin with it


def kind_of(services: Services, channel_id: str, name: str = "", *, quick: bool = False) -> PlaceKind:
    """What kind of place a channel is. One that Slack does not tell us about is private: rather too careful.

    Raises SlackUnavailable, but not when `quick`.
    """
    if channel_id.startswith(DIRECT_ID) or name == DIRECT_NAME:
        return PlaceKind.DIRECT
    if name.startswith(PRIVATE_NAMES):
        return PlaceKind.PRIVATE
    try:
        place = services.directory.channel(channel_id, quick=quick)
    except SlackUnavailable:
        if quick:
            return PlaceKind.PRIVATE
        raise
    return place.kind if place else PlaceKind.PRIVATE


def visibility_in(kind: PlaceKind) -> str:
    """What was said where not all of the team can read it is restricted until a member of that place shares it."""
    return TEAM if kind is PlaceKind.PUBLIC else RESTRICTED


def is_member(services: Services, person: Person, signal: Signal) -> bool:
    """Whether somebody is a member of the place that a signal comes from; who saved it from there is one.

    Asks Slack: not inside a transaction. Raises SlackUnavailable.
    """
    if signal.captured_by == person.id:
        return True
    if signal.place is None or signal.place_kind == PlaceKind.DIRECT:
        return False
    try:
        return services.conversations.is_member(signal.place, user_of(person.id))
    except CantRead:  # we are not there ourselves: nobody tells us
        return False
