"""What a message may hold: text, blocks and metadata of a call, checked as Slack checks them."""

import re
from dataclasses import dataclass
from typing import Any

from bot.playground.limits import message_problems, message_too_long
from bot.playground.world import Json, Refusal
from bot.playground.world.refusal import refuse_places

TEXT_CUT = 40_000
# chat.update counts bytes, after & < > are escaped, and refuses instead of cutting.
UPDATE_BYTES = 4_000
_BARE = re.compile(r"&(?!(?:amp|lt|gt);)")


@dataclass(frozen=True)
class Content:
    """`text` and `blocks` are None when the call did not give them."""

    text: str | None
    blocks: list[Json] | None
    metadata: Json | None

    @property
    def empty(self) -> bool:
        return not (self.text or "").strip() and not self.blocks


def read_content(text: Any, blocks: Any, metadata: Any = None) -> Content:
    """The content of a message to be; Refusal when Slack would not take it."""
    if blocks is not None:
        if not isinstance(blocks, list):
            raise Refusal("invalid_blocks_format")
        if problems := message_problems(blocks):
            raise refuse_places("invalid_blocks", problems)
        if message_too_long(blocks):
            raise Refusal("msg_blocks_too_long")
    return Content(
        text=_BARE.sub("&amp;", text)[:TEXT_CUT] if isinstance(text, str) else None,
        blocks=blocks,
        metadata=_read_metadata(metadata),
    )


def _read_metadata(metadata: Any) -> Json | None:
    """https://docs.slack.dev/messaging/message-metadata: flat values and lists of them."""
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise Refusal("invalid_metadata_format")
    if not metadata:
        return {}
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if set(metadata) != {"event_type", "event_payload"} or not isinstance(event_type, str):
        raise Refusal("invalid_metadata_schema")
    if not isinstance(payload, dict):
        raise Refusal("invalid_metadata_schema")
    for value in payload.values():
        parts = value if isinstance(value, list) else [value]
        if any(not isinstance(part, str | int | float | bool) for part in parts):
            raise Refusal("invalid_metadata_schema")
    return metadata
