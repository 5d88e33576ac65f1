"""What the app answers to an act: in the acknowledgement of a command, or at its `response_url`.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from dataclasses import replace
from typing import Any

from bot.playground.api.content import Content, read_content
from bot.playground.world import Ephemeral, Grant, Message, Refusal, World

_KNOWN = frozenset(
    (
        "text",
        "blocks",
        "attachments",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "metadata",
        "mrkdwn",
        "unfurl_links",
        "unfurl_media",
    )
)


def answer(world: World, grant: Grant, body: Any) -> Message | Ephemeral | None:
    """Put the answer before people; None when it only takes the original away. Refusal when Slack would not."""
    if not isinstance(body, dict) or not set(body) <= _KNOWN:
        raise Refusal("invalid_payload")
    with world.lock:
        if body.get("delete_original"):
            _delete(world, grant)
            return None
        content = read_content(body.get("text"), body.get("blocks"), body.get("metadata"))
        if content.empty:
            raise Refusal("no_text")
        kind = body.get("response_type", "ephemeral")
        if kind not in ("ephemeral", "in_channel"):
            raise Refusal("invalid_payload")
        if body.get("replace_original") and grant.ts is not None:
            return _replace(world, grant, content)
        blocks = content.blocks or ()
        thread_ts = body.get("thread_ts")
        if kind == "ephemeral":
            return world.whisper(
                grant.channel, grant.person, content.text or "", blocks=blocks, thread_ts=thread_ts
            )
        return world.post(
            grant.channel, world.bot_user, content.text or "", blocks=blocks, thread_ts=thread_ts
        )


def _delete(world: World, grant: Grant) -> None:
    if grant.ts is None:
        return
    if grant.ephemeral:
        world.drop_ephemeral(grant.ts)
    elif message := world.message(grant.channel, grant.ts):
        world.delete(message)


def _replace(world: World, grant: Grant, content: Content) -> Message | Ephemeral:
    """New content in the place of the message that was clicked."""
    if grant.ephemeral:
        old = next((e for e in world.ephemerals(grant.person, grant.channel) if e.ts == grant.ts), None)
        if old is None:
            raise Refusal("message_not_found")
        return world.renew_ephemeral(replace(old, text=content.text or "", blocks=content.blocks or ()))
    message = world.message(grant.channel, grant.ts or "")
    if message is None:
        raise Refusal("message_not_found")
    return world.edit(
        message, text=content.text or "", blocks=content.blocks or (), metadata=message.metadata, quietly=True
    )
