"""Files of the app's, in the two calls around the upload of their bytes: files.getUploadURLExternal, files.completeUploadExternal

https://docs.slack.dev/reference/methods/files.completeUploadExternal
"""

from typing import Any

from bot.playground.api.arguments import Arguments
from bot.playground.api.chat import postable, thread_of
from bot.playground.world import Json, Refusal, World
from bot.playground.world.shapes import file_json

LARGEST = 1 << 30  # bytes


def upload_url(world: World, arguments: Arguments) -> Json:
    """Where the bytes of a new file go."""
    name = arguments.needed("filename", "missing_argument")
    try:
        size = int(arguments.text("length") or 0)
    except ValueError:
        raise Refusal("invalid_arguments") from None
    if size <= 0:
        raise Refusal("missing_argument")  # Slack's word for a length of 0
    if size > LARGEST:
        raise Refusal("file_upload_size_restricted")
    file, ticket = world.files.begin(name, size)
    return {"upload_url": f"{world.url}/upload/{ticket}", "file_id": file.id}


def complete(world: World, arguments: Arguments) -> Json:
    """Share files whose bytes have come; without a channel they stay the app's own."""
    named = _named(arguments.structure("files", "invalid_arguments"))
    channel = None
    if arguments.text("channel_id"):
        if arguments.text("channel_id") in world.people:
            raise Refusal("channel_not_found")  # a person's id is none here, unlike in chat.postMessage
        channel = postable(world, arguments.text("channel_id"))
    files = [world.files.complete(file_id, title) for file_id, title in named]
    if channel is not None:
        world.post(
            channel.id,
            world.bot_user,
            arguments.text("initial_comment"),
            thread_ts=thread_of(world, channel, arguments),
            files=tuple(file.id for file in files),
        )
    return {"files": [file_json(world, file) for file in files]}


def _named(given: Any) -> list[tuple[str, str]]:
    if not isinstance(given, list) or not given:
        raise Refusal("invalid_arguments")
    if not all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in given):
        raise Refusal("invalid_arguments")
    return [(one["id"], one.get("title") or "") for one in given]
