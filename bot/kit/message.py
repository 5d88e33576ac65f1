"""What is shown in Slack: a message or a modal view, made by pure functions and sent by others."""

from dataclasses import dataclass
from typing import Any

from bot.kit.blocks import TITLE_LIMIT, Block, Mrkdwn, plain_text

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100


@dataclass(frozen=True)
class File:
    """A file that goes with a message. `refused` is said in its place to a workspace that takes no files from us."""

    name: str
    title: str
    content: bytes
    refused: Mrkdwn


@dataclass(frozen=True)
class Message:
    """A message: `text` is read by notifications and screen readers, so that it says all that matters in `blocks`."""

    text: Mrkdwn
    blocks: tuple[Block, ...] = ()
    # For a workspace that refuses a new block: the same message without it.
    fallback: tuple[Block, ...] | None = None
    # Goes with the text alone, and once: nothing is edited later.
    file: File | None = None

    def ephemeral(self) -> dict[str, Any]:
        """As an answer that one person sees: to a command, or through a `response_url`."""
        return self._ephemeral(self.blocks)

    def ephemerals(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """As `ephemeral`, and plainer, for a workspace that refuses its blocks."""
        return self._ephemeral(self.blocks), self._ephemeral(self.fallback or ())

    def _ephemeral(self, blocks: tuple[Block, ...]) -> dict[str, Any]:
        return {
            "response_type": "ephemeral",
            "text": self.text,
            "blocks": list(blocks[:BLOCKS_IN_MESSAGE]),
        }


@dataclass(frozen=True)
class View:
    """A modal. `memory` comes back with every act in it (private_metadata, 3,000 characters)."""

    callback_id: str
    title: str
    blocks: tuple[Block, ...]
    close: str
    submit: str | None = None
    memory: str = ""
    notify_on_close: bool = False
    external_id: str | None = None

    def payload(self) -> dict[str, Any]:
        """The JSON that views.open, views.push, views.update and `response_action` take."""
        view: dict[str, Any] = {
            "type": "modal",
            "callback_id": self.callback_id,
            "title": plain_text(self.title, TITLE_LIMIT),
            "close": plain_text(self.close, TITLE_LIMIT),
            "blocks": list(self.blocks[:BLOCKS_IN_VIEW]),
            "private_metadata": self.memory,
            "notify_on_close": self.notify_on_close,
        }
        if self.submit:
            view["submit"] = plain_text(self.submit, TITLE_LIMIT)
        if self.external_id:
            view["external_id"] = self.external_id
        return view
