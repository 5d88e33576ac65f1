"""What Slack tells of people and channels: somebody changes, the bot is invited, a channel goes away."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import Body
from rituals import people
from rituals import setup as setting_up
from rituals.services import Services

# Private channels are called groups in Slack's older names: https://docs.slack.dev/reference/events
_STATES = {
    "channel_left": setting_up.INVITE,
    "group_left": setting_up.INVITE,
    "channel_archive": setting_up.ARCHIVED,
    "group_archive": setting_up.ARCHIVED,
    "channel_deleted": setting_up.MISSING,
    "group_deleted": setting_up.MISSING,
}
_BACK = ("channel_unarchive", "group_unarchive")
_PERSON = ("user_change", "team_join")
_JOINED = "member_joined_channel"

EVENTS = (*_PERSON, _JOINED, *_STATES, *_BACK)
"""The events that the app subscribes to."""

Listener = Callable[[Ack, dict[str, Any]], None]


def register(app: App, services: Services, commands: Commands) -> None:
    def person(ack: Ack, body: dict[str, Any]) -> None:
        people.note(services, _workspace(body), body["event"]["user"])
        ack()

    def joined(ack: Ack, body: dict[str, Any]) -> None:
        event = body["event"]
        if setting_up.is_bot(services, _workspace(body), event["user"]):
            setting_up.note_channel(services, _workspace(body), event["channel"], setting_up.READY)
        ack()

    def gone(ack: Ack, body: dict[str, Any]) -> None:
        event = body["event"]
        setting_up.note_channel(services, _workspace(body), event["channel"], _STATES[event["type"]])
        ack()

    def back(ack: Ack, body: dict[str, Any]) -> None:
        setting_up.join_again(
            services, _workspace(body), body["event"]["channel"], f"event:{body['event_id']}"
        )
        ack()

    listeners: dict[Listener, tuple[str, ...]] = {
        person: _PERSON,
        joined: (_JOINED,),
        gone: tuple(_STATES),
        back: _BACK,
    }
    for listener, names in listeners.items():
        for name in names:
            app.event(name)(listener)


def _workspace(body: Body) -> str:
    return str(body["team_id"])
