"""People, channels and messages as Slack's JSON describes them: https://docs.slack.dev/reference/objects"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.playground.world.files import File
from bot.playground.world.things import Channel, Group, Json, Message, Person

if TYPE_CHECKING:
    from bot.playground.world.world import World


def user_json(world: World, person: Person, *, locale: bool = False) -> Json:
    """A user object. The locale is there only when asked for; deactivated accounts tell little."""
    user: Json = {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "deleted": person.deleted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
        "profile": {
            "title": person.title,
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.name,
            "display_name_normalized": person.name,
            "team": person.team,
        },
    }
    if person.deleted:
        return user
    if person.team != world.team:
        user["is_stranger"] = True
    offset = world.clock().astimezone(ZoneInfo(person.tz)).utcoffset()
    user |= {
        "color": person.color.removeprefix("#"),
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": person.is_admin or person.is_owner,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": bool(person.guest),
        "is_ultra_restricted": person.guest == "channel",
    }
    return user | ({"locale": person.locale} if locale else {})


def group_json(world: World, group: Group, *, users: bool = False) -> Json:
    """A user group object. Its members are there only when asked for."""
    told: Json = {
        "id": group.id,
        "team_id": world.team,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "handle": group.handle,
        "description": "",
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": int(world.clock().timestamp()) if group.disabled else 0,
        "user_count": len(group.members),
    }
    return told | ({"users": list(group.members)} if users else {})


def channel_json(world: World, channel: Channel) -> Json:
    """A conversation object."""
    if channel.kind == "im":
        other = next(iter(channel.members - {world.bot_user}))
        return {
            "id": channel.id,
            "created": 0,
            "is_im": True,
            "is_org_shared": False,
            "is_archived": False,
            "user": other,
            "is_user_deleted": world.people[other].deleted,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": 0,
        "creator": "",
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_archived": channel.archived,
        "is_general": channel.name == "general",
        "is_member": world.bot_user in channel.members,
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "is_org_shared": False,
        "context_team_id": world.team,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def file_json(world: World, file: File) -> Json:
    """A file object."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.kind,
        "size": file.size,
        "user": world.bot_user,
        "mode": "hosted",
        "is_external": False,
    }


def message_json(world: World, message: Message, *, metadata: bool = False) -> Json:
    """A message object; metadata only where Slack gives it."""
    if message.deleted:
        return {
            "type": "message",
            "subtype": "tombstone",
            "user": "USLACKBOT",
            "text": "This message was deleted.",
            "ts": message.ts,
            "thread_ts": message.thread_ts or message.ts,
            "hidden": True,
        }
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": world.people[message.user].team if message.user in world.people else world.team,
    }
    if message.blocks:
        shown["blocks"] = list(message.blocks)
    if message.files:
        shown["files"] = [file_json(world, file) for one in message.files if (file := world.files.get(one))]
    if message.bot:
        shown |= {"bot_id": world.bot_id, "app_id": world.app_id}
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.edited}
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    replies = () if message.is_reply else world.replies(message.channel, message.ts)
    if replies:
        authors = list(dict.fromkeys(reply.user for reply in replies))
        shown |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(authors),
            "reply_users": authors,
            "latest_reply": replies[-1].ts,
        }
    return shown
