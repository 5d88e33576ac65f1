"""Messages of the app's: chat.*, reactions.add, pins.add"""

from bot.playground.api.arguments import Arguments
from bot.playground.api.content import UPDATE_BYTES, Content, read_content
from bot.playground.world import Channel, Json, Message, Refusal, World
from bot.playground.world.scopes import POST_ANYWHERE
from bot.playground.world.shapes import message_json


def post_message(world: World, arguments: Arguments) -> Json:
    """Post in a channel, or to a person by user id: Slack opens the direct message."""
    channel = postable(world, arguments.needed("channel", "channel_not_found"))
    content = _content(arguments)
    if content.empty:
        raise Refusal("no_text")
    thread_ts = thread_of(world, channel, arguments)
    message = world.post(
        channel.id,
        world.bot_user,
        content.text or "",
        blocks=content.blocks or (),
        metadata=content.metadata or None,
        thread_ts=thread_ts,
        broadcast=bool(thread_ts) and arguments.flag("reply_broadcast"),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message_json(world, message, metadata=True)}


def update(world: World, arguments: Arguments) -> Json:
    """New content for one of the app's messages.

    Text without blocks takes their place and leaves an "(edited)"; blocks leave none.
    """
    message = _own(world, arguments, "cant_update_message")
    if world.edit_seconds is not None and world.clock().timestamp() - float(message.ts) > world.edit_seconds:
        raise Refusal("edit_window_closed")
    content = _content(arguments)
    if content.empty:
        raise Refusal("no_text")
    if content.text is not None and len(content.text.encode()) > UPDATE_BYTES:
        raise Refusal("msg_too_long")
    new = world.edit(
        message,
        text=content.text or "",
        blocks=content.blocks or (),
        metadata=message.metadata if content.metadata is None else content.metadata or None,
        quietly=content.blocks is not None,
    )
    shown = message_json(world, new, metadata=True)
    return {"channel": message.channel, "ts": message.ts, "text": new.text, "message": shown}


def delete(world: World, arguments: Arguments) -> Json:
    message = _own(world, arguments, "cant_delete_message")
    world.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(world: World, arguments: Arguments) -> Json:
    """A message for one member of a channel that the app is in."""
    channel = world.channel(arguments.needed("channel", "channel_not_found"))
    _refuse_outside(world, channel)
    content = _content(arguments)
    if content.empty:
        raise Refusal("no_text")
    person = arguments.needed("user", "user_not_in_channel")
    if person not in channel.members:
        raise Refusal("user_not_in_channel")
    ephemeral = world.whisper(
        channel.id,
        person,
        content.text or "",
        blocks=content.blocks or (),
        thread_ts=arguments.text("thread_ts") or None,
    )
    return {"message_ts": ephemeral.ts}


def permalink(world: World, arguments: Arguments) -> Json:
    channel = world.channel(arguments.needed("channel", "channel_not_found"))
    message = world.message(channel.id, arguments.needed("message_ts", "message_not_found"))
    if message is None or (channel.kind != "public" and world.bot_user not in channel.members):
        raise Refusal("message_not_found" if message is None else "channel_not_found")
    link = f"https://{world.domain}.slack.example/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def add_reaction(world: World, arguments: Arguments) -> Json:
    message = _any(world, arguments)
    world.react(message, arguments.needed("name", "invalid_name").strip(":"), world.bot_user)
    return {}


def add_pin(world: World, arguments: Arguments) -> Json:
    world.pin(_any(world, arguments))
    return {}


def _content(arguments: Arguments) -> Content:
    return read_content(
        arguments.given.get("text"),
        arguments.structure("blocks", "invalid_blocks_format"),
        arguments.structure("metadata", "invalid_metadata_format"),
    )


def postable(world: World, named: str) -> Channel:
    """Where a message may go: a conversation, or a person in this workspace."""
    person = world.people.get(named)
    if person is not None:
        if person.is_bot:
            raise Refusal("cannot_dm_bot")
        if person.deleted:
            raise Refusal("channel_not_found")
        return world.direct(person.id)
    channel = world.channel(named)
    if channel.archived:
        raise Refusal("is_archived")
    if channel.kind == "public" and POST_ANYWHERE in world.scopes:
        return channel
    _refuse_outside(world, channel)
    return channel


def _refuse_outside(world: World, channel: Channel) -> None:
    if world.bot_user not in channel.members:
        raise Refusal("not_in_channel" if channel.kind == "public" else "channel_not_found")
    if channel.archived:
        raise Refusal("is_archived")


def thread_of(world: World, channel: Channel, arguments: Arguments) -> str | None:
    """The first message of the thread that a reply goes to; a reply's own ts leads there too."""
    thread_ts = arguments.text("thread_ts")
    if not thread_ts:
        return None
    message = world.message(channel.id, thread_ts)
    if message is None:
        raise Refusal("thread_not_found")
    return message.thread_ts or message.ts


def _own(world: World, arguments: Arguments, error: str) -> Message:
    """One of the app's own messages that is still there; `error` for somebody else's."""
    channel = world.channel(arguments.needed("channel", "channel_not_found"))
    message = world.message(channel.id, arguments.needed("ts", "message_not_found"))
    if channel.archived:
        raise Refusal("is_archived")
    if message is None:
        raise Refusal("message_not_found")
    if not message.bot:
        raise Refusal(error)
    return message


def _any(world: World, arguments: Arguments) -> Message:
    """A message in a conversation that the app is in."""
    channel = world.channel(arguments.needed("channel", "channel_not_found"))
    _refuse_outside(world, channel)
    message = world.message(channel.id, arguments.needed("timestamp", "no_item_specified"))
    if message is None:
        raise Refusal("message_not_found")
    return message
