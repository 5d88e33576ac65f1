"""Whom a message would notify: so that a test can say that no quote ever pings anybody.

https://docs.slack.dev/messaging/formatting-message-text#mentioning-users
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.world.things import Json

_PING = re.compile(
    r"<(?:!(?P<all>channel|here|everyone)|!subteam\^(?P<team>\w+)|@(?P<person>\w+))(?:\|[^<>]*)?>"
)


@dataclass(frozen=True)
class Ping:
    """A mention in a message of the app's: `target` is channel, here, everyone, or somebody's id."""

    channel: str
    ts: str
    target: str


def targets(text: str, blocks: Sequence[Json]) -> tuple[str, ...]:
    """Everyone that a text and blocks notify, in order, each once."""
    found = [*_in_text(text), *(target for block in blocks for target in _in_block(block))]
    return tuple(dict.fromkeys(found))


def _in_text(text: str) -> Iterator[str]:
    for match in _PING.finditer(text):
        yield match["all"] or match["team"] or match["person"]


def _in_block(part: Any) -> Iterator[str]:
    """Mentions anywhere in a block: mrkdwn texts, markdown blocks, and the mentions of rich text."""
    if isinstance(part, list | tuple):
        for inner in part:
            yield from _in_block(inner)
    elif isinstance(part, dict):
        kind = part.get("type")
        if kind in ("mrkdwn", "markdown") and isinstance(part.get("text"), str):
            yield from _in_text(part["text"])
        for key, of in (("user_id", "user"), ("usergroup_id", "usergroup"), ("range", "broadcast")):
            if kind == of and key in part:
                yield str(part[key])
        for key, inner in part.items():
            # What is offered in a menu is text, not a message.
            if key not in ("options", "option_groups"):
                yield from _in_block(inner)
