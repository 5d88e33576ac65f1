"""What the app is told of what happens: https://docs.slack.dev/reference/events"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground.world.shapes import group_json, message_json, user_json
from bot.playground.world.things import Channel, Group, Json, Message, Person

if TYPE_CHECKING:
    from bot.playground.world.world import World

_CHANNEL_TYPE = {"public": "channel", "private": "group", "im": "im"}
_SUBSCRIPTION = {"public": "message.channels", "private": "message.groups", "im": "message.im"}


class Notices:
    """Makes events of changes and hands them to `World.events`, where the app may read them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def envelope(self, event: Json) -> Json:
        """An event as the Events API sends it."""
        world = self._world
        return {
            "token": "verification-token",
            "team_id": world.team,
            "api_app_id": world.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{uuid.uuid4().hex[:10].upper()}",
            "event_time": int(world.clock().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": world.team,
                    "user_id": world.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{uuid.uuid4().hex}",
        }

    def message(self, message: Message) -> None:
        channel = self._world.channels[message.channel]
        event = self._message_event(channel, message)
        self._tell(channel, event, _SUBSCRIPTION[channel.kind])
        if f"<@{self._world.bot_user}" in message.text and channel.kind != "im" and not message.bot:
            self._tell(channel, {**event, "type": "app_mention"}, "app_mention")

    def edited(self, message: Message, before: Message) -> None:
        """`message_changed` or `message_deleted`."""
        channel = self._world.channels[message.channel]
        event: Json = {
            "type": "message",
            "subtype": "message_deleted" if message.deleted else "message_changed",
            "channel": channel.id,
            "ts": self._now(),
            "event_ts": self._now(),
            "hidden": True,
            "channel_type": _CHANNEL_TYPE[channel.kind],
            "previous_message": message_json(self._world, before),
        }
        if message.deleted:
            event["deleted_ts"] = message.ts
        else:
            event["message"] = message_json(self._world, message)
        self._tell(channel, event, _SUBSCRIPTION[channel.kind])

    def reaction(self, message: Message, emoji: str, person_id: str, *, added: bool = True) -> None:
        event = {
            "type": "reaction_added" if added else "reaction_removed",
            "user": person_id,
            "reaction": emoji,
            "item": {"type": "message", "channel": message.channel, "ts": message.ts},
            "item_user": message.user,
            "event_ts": self._now(),
        }
        self._tell(self._world.channels[message.channel], event)

    def member(self, channel: Channel, person_id: str, *, joined: bool, inviter: str | None = None) -> None:
        event = {
            "type": "member_joined_channel" if joined else "member_left_channel",
            "user": person_id,
            "channel": channel.id,
            "channel_type": "G" if channel.kind == "private" else "C",
            "team": self._world.team,
            "event_ts": self._now(),
        }
        self._tell(channel, event | ({"inviter": inviter} if inviter else {}))
        if person_id == self._world.bot_user and not joined:
            kind = "group_left" if channel.kind == "private" else "channel_left"
            self._tell(channel, {"type": kind, "channel": channel.id, "event_ts": self._now()})

    def shared(self, channel: Channel, team: str) -> None:
        """A channel is shared with another company from now on."""
        event = {"type": "channel_shared", "connected_team_id": team, "channel": channel.id}
        self._tell(channel, event | {"event_ts": self._now()})

    def archived(self, channel: Channel, person_id: str) -> None:
        kind = "channel_archive" if channel.archived else "channel_unarchive"
        self._tell(channel, {"type": kind, "channel": channel.id, "user": person_id, "event_ts": self._now()})

    def home_opened(self, person_id: str, tab: str) -> None:
        event: Json = {
            "type": "app_home_opened",
            "user": person_id,
            "channel": self._world.direct(person_id).id,
            "tab": tab,
            "event_ts": self._now(),
        }
        home = self._world.views.home(person_id)
        if tab == "home" and home:
            event["view"] = home.payload(self._world.team, self._world.app_id, self._world.bot_id)
        self._world.events.put(event, scopes=self._world.scopes)

    def person(self, person: Person, *, known: bool) -> None:
        event = {
            "type": "user_change" if known else "team_join",
            "user": user_json(self._world, person, locale=True),
            "event_ts": self._now(),
        }
        self._world.events.put(event, scopes=self._world.scopes)

    def group(self, group: Group, before: Group | None) -> None:
        """Slack tells of a group's members apart from its other news."""
        if before is not None and set(before.members) != set(group.members):
            added = [one for one in group.members if one not in before.members]
            removed = [one for one in before.members if one not in group.members]
            event: Json = {
                "type": "subteam_members_changed",
                "subteam_id": group.id,
                "team_id": self._world.team,
                "date_previous_update": 0,
                "date_update": int(self._world.clock().timestamp()),
                "added_users": added,
                "added_users_count": str(len(added)),
                "removed_users": removed,
                "removed_users_count": str(len(removed)),
                "event_ts": self._now(),
            }
            self._world.events.put(event, scopes=self._world.scopes)
        if before is None or replace(before, members=group.members) != group:
            kind = "subteam_created" if before is None else "subteam_updated"
            told = {"type": kind, "subteam": group_json(self._world, group, users=True)}
            self._world.events.put(told | {"event_ts": self._now()}, scopes=self._world.scopes)

    def step(self, callback_id: str, execution: str, inputs: Json) -> None:
        event = {
            "type": "function_executed",
            "function": {
                "id": "Fn0STEP",
                "callback_id": callback_id,
                "type": "app",
                "app_id": self._world.app_id,
            },
            "inputs": inputs,
            "function_execution_id": execution,
            "workflow_execution_id": f"Wx{execution}",
            "bot_access_token": self._world.token,
            "event_ts": self._now(),
        }
        self._world.events.put(event, scopes=self._world.scopes)

    def _message_event(self, channel: Channel, message: Message) -> Json:
        told = message_json(self._world, message)
        told.pop("metadata", None)
        if message.broadcast:
            told["subtype"] = "thread_broadcast"
        return told | {
            "channel": channel.id,
            "event_ts": message.ts,
            "channel_type": _CHANNEL_TYPE[channel.kind],
        }

    def _tell(self, channel: Channel, event: Json, name: str | None = None) -> None:
        # An app hears only of conversations it is a member of.
        if self._world.bot_user in channel.members:
            self._world.events.put(event, name=name, scopes=self._world.scopes)

    def _now(self) -> str:
        return f"{self._world.clock().timestamp():.6f}"
