"""Channels and what was said in them: conversations.* and users.conversations"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.playground.api.arguments import Arguments
from bot.playground.api.places import require, visible
from bot.playground.world import Channel, Json, Message, Refusal, World
from bot.playground.world.scopes import BY_KIND
from bot.playground.world.shapes import channel_json, message_json
from bot.playground.world.things import Kind

_TYPES: Mapping[str, Kind | None] = {
    "public_channel": "public",
    "private_channel": "private",
    "im": "im",
    "mpim": None,
}
_TS = re.compile(r"\d{1,10}(?:\.\d{1,6})?\Z")


def listed(world: World, arguments: Arguments) -> Json:
    """conversations.list: every public channel, and the private ones that the app is in."""
    channels = [
        channel
        for channel in _of_types(world, arguments)
        if channel.kind == "public" or world.bot_user in channel.members
    ]
    page, more = arguments.page(channels, default=100, most=999)
    return {"channels": [channel_json(world, channel) for channel in page], **more}


def of_person(world: World, arguments: Arguments) -> Json:
    """users.conversations: those that somebody (the app itself unless given) is a member of."""
    person = arguments.text("user") or world.bot_user
    if person not in world.people:
        raise Refusal("user_not_found")
    channels = [
        channel for channel in _of_types(world, arguments) if {person, world.bot_user} <= channel.members
    ]
    page, more = arguments.page(channels, default=100, most=999)
    return {"channels": [channel_json(world, channel) for channel in page], **more}


def _of_types(world: World, arguments: Arguments) -> list[Channel]:
    kinds = []
    for name in arguments.names("types", "public_channel"):
        if name not in _TYPES:
            raise Refusal("invalid_types")
        kind = _TYPES[name]
        if kind is not None:
            require(world, BY_KIND["read"][kind])
            kinds.append(kind)
    hidden = arguments.flag("exclude_archived")
    return [c for c in world.channels.values() if c.kind in kinds and not (hidden and c.archived)]


def info(world: World, arguments: Arguments) -> Json:
    channel = visible(world, arguments, "read")
    shown = channel_json(world, channel)
    if not arguments.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


def join(world: World, arguments: Arguments) -> Json:
    """Join a public channel; being in it already is only a warning."""
    channel = world.channel(arguments.needed("channel", "channel_not_found"))
    if channel.kind == "private" and world.bot_user not in channel.members:
        raise Refusal("channel_not_found")
    if channel.kind != "public":
        raise Refusal("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refusal("is_archived")
    if world.bot_user in channel.members:
        warning = "already_in_channel"
        return {
            "channel": channel_json(world, channel),
            "warning": warning,
            "response_metadata": {"warnings": [warning]},
        }
    channel = world.put_channel(replace(channel, members=channel.members | {world.bot_user}))
    world.notices.member(channel, world.bot_user, joined=True)
    return {"channel": channel_json(world, channel)}


def members(world: World, arguments: Arguments) -> Json:
    channel = visible(world, arguments, "read")
    page, more = arguments.page(sorted(channel.members), default=100, most=1000)
    return {"members": page, **more}


def open_direct(world: World, arguments: Arguments) -> Json:
    """The direct message with one person. Group messages are nothing that the app uses."""
    if arguments.text("channel"):
        channel = world.channel(arguments.text("channel"))
        if channel.kind != "im" or world.bot_user not in channel.members:
            raise Refusal("channel_not_found")
    else:
        people = arguments.names("users")
        if not people:
            raise Refusal("users_list_not_supplied")
        if len(people) > 1:
            raise Refusal("method_not_supported_for_channel_type")
        person = world.people.get(people[0])
        if person is None:
            raise Refusal("user_not_found")
        if person.deleted:
            raise Refusal("user_disabled")
        if person.is_bot:
            raise Refusal("cannot_dm_bot")
        already = any(c.kind == "im" and person.id in c.members for c in world.channels_of(world.bot_user))
        channel = world.direct(person.id)
        if already:
            return {"no_op": True, "already_open": True, "channel": _opened(world, arguments, channel)}
    return {"channel": _opened(world, arguments, channel)}


def _opened(world: World, arguments: Arguments, channel: Channel) -> Json:
    return channel_json(world, channel) if arguments.flag("return_im") else {"id": channel.id}


def history(world: World, arguments: Arguments) -> Json:
    """Messages of a channel, newest first, without replies that were not also sent to the channel."""
    channel = _readable(world, arguments)
    stored = [
        message
        for message in world.messages(channel.id)
        if (not message.is_reply or message.broadcast)
        and (not message.deleted or world.replies(channel.id, message.ts))
    ]
    kept = _between(stored, arguments)[::-1]
    page, more = arguments.page(kept, default=100, most=999)
    cursor = more["response_metadata"]["next_cursor"]
    answer = {
        "messages": _shown(world, page, arguments),
        "has_more": bool(cursor),
        "pin_count": sum(message.pinned for message in stored),
    }
    return answer | (more if cursor else {})


def replies(world: World, arguments: Arguments) -> Json:
    """A thread: its first message, then the replies, oldest first."""
    channel = _readable(world, arguments)
    ts = arguments.needed("ts")
    every = {message.ts: message for message in world.messages(channel.id)}
    found = every.get(ts)
    if found is not None and found.is_reply:
        found = every.get(found.thread_ts or "")
    if found is None or (found.deleted and not world.replies(channel.id, found.ts)):
        raise Refusal("thread_not_found")
    answers = _between(list(world.replies(channel.id, found.ts)), arguments)
    page, more = arguments.page([found, *answers], default=1000, most=1000)
    cursor = more["response_metadata"]["next_cursor"]
    answer = {"messages": _shown(world, page, arguments), "has_more": bool(cursor)}
    return answer | (more if cursor else {})


def _readable(world: World, arguments: Arguments) -> Channel:
    channel = visible(world, arguments, "history")
    if world.bot_user not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _between(messages: Sequence[Message], arguments: Arguments) -> list[Message]:
    """Those after `oldest` and before `latest`, the ends themselves only with `inclusive`."""
    oldest, latest = arguments.text("oldest") or "0", arguments.text("latest") or "9999999999"
    for name, value in (("oldest", oldest), ("latest", latest)):
        if not _TS.match(value):
            raise Refusal(f"invalid_ts_{name}")
    low, high = _order(oldest), _order(latest)
    inclusive = arguments.flag("inclusive")
    return [
        message
        for message in messages
        if low < _order(message.ts) < high or (inclusive and _order(message.ts) in (low, high))
    ]


def _order(ts: str) -> int:
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0"))


def _shown(world: World, messages: Sequence[Message], arguments: Arguments) -> list[Json]:
    metadata = arguments.flag("include_all_metadata")
    return [message_json(world, message, metadata=metadata) for message in messages]
