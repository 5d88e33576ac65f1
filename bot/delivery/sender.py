"""The calls that delivery makes, over slack_sdk's WebClient."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.delivery.problems import told_by_meaning
from bot.kit.blocks import Block
from bot.kit.message import BLOCKS_IN_VIEW, File
from rituals.services import user_of
from storage.outbox import Standing

EVENT_TYPE = "diapason"
PAGE = 200
PAGES = 5


@dataclass(frozen=True)
class Payload:
    """A message as it is sent; without blocks its text is shown."""

    text: str
    blocks: tuple[Block, ...] = ()


class Unreadable(Exception):
    """More was said since than we page through: whether the message is among it can't be known."""


class Slack(Protocol):
    """Slack as delivery needs it. Each call may raise a SlackProblem."""

    def post(self, recipient: str, payload: Payload, key: str, thread: Standing | None) -> Standing:
        """Say it to a channel or a person (`team:user`), in a thread if given; the key goes with the message."""
        ...

    def attach(self, recipient: str, text: str, file: File, key: str, thread: Standing | None) -> None:
        """Send a file with a text; the key goes in its name."""
        ...

    def update(self, standing: Standing, payload: Payload, key: str) -> None:
        """Show something else in its place."""
        ...

    def delete(self, standing: Standing) -> None: ...

    def publish(self, person: str, blocks: Sequence[Block]) -> None:
        """Show this as somebody's Home; showing it twice does no harm."""
        ...

    def look(
        self, recipient: str, key: str, since: datetime, thread: Standing | None, author: str | None
    ) -> Standing | None:
        """Where the message with that key stands, posted `since` then by `author` (the bot's user id, if known).

        None says that it is surely nowhere. Raises Unreadable.
        """
        ...


class WebSlack:
    """Slack through a WebClient without retry handlers: their repeat of a call could post twice."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def post(self, recipient: str, payload: Payload, key: str, thread: Standing | None) -> Standing:
        # For a user id Slack opens the direct channel and answers with its id.
        channel = thread.channel if thread else _address(recipient)
        with told_by_meaning():
            answer = self._client.chat_postMessage(
                channel=channel,
                text=payload.text,
                blocks=list(payload.blocks) or None,
                thread_ts=thread.ts if thread else None,
                metadata=_metadata(key),
                unfurl_links=False,
                unfurl_media=False,
            )
        return Standing(str(answer["channel"]), str(answer["ts"]))

    def attach(self, recipient: str, text: str, file: File, key: str, thread: Standing | None) -> None:
        channel = thread.channel if thread else self._channel(recipient)
        with told_by_meaning():
            self._client.files_upload_v2(
                channel=channel,
                initial_comment=text,
                filename=_marked(file.name, key),
                title=file.title,
                content=file.content,
                thread_ts=thread.ts if thread else None,
            )

    def update(self, standing: Standing, payload: Payload, key: str) -> None:
        with told_by_meaning():
            self._client.chat_update(
                channel=standing.channel,
                ts=standing.ts,
                text=payload.text,
                blocks=list(payload.blocks),  # none at all would keep the old ones
                metadata=_metadata(key),
            )

    def delete(self, standing: Standing) -> None:
        with told_by_meaning():
            self._client.chat_delete(channel=standing.channel, ts=standing.ts)

    def publish(self, person: str, blocks: Sequence[Block]) -> None:
        with told_by_meaning():
            self._client.views_publish(
                user_id=user_of(person), view={"type": "home", "blocks": list(blocks[:BLOCKS_IN_VIEW])}
            )

    def look(
        self, recipient: str, key: str, since: datetime, thread: Standing | None, author: str | None
    ) -> Standing | None:
        channel = thread.channel if thread else self._channel(recipient)
        for message in self._said(channel, since, thread):
            metadata = message.get("metadata") or {}
            ours = author is None or message.get("user", author) == author
            by_key = metadata.get("event_type") == EVENT_TYPE and metadata["event_payload"].get("key") == key
            if ours and (by_key or _carries(message, key)):
                return Standing(channel, str(message["ts"]))
        return None

    def _said(self, channel: str, since: datetime, thread: Standing | None) -> Iterator[dict[str, Any]]:
        cursor = ""
        for _ in range(PAGES):
            page = self._page(channel, since, thread, cursor)
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
        raise Unreadable(f"more than {PAGE * PAGES} messages since")

    def _page(self, channel: str, since: datetime, thread: Standing | None, cursor: str) -> SlackResponse:
        options: dict[str, Any] = {
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": PAGE,
            "cursor": cursor or None,
        }
        with told_by_meaning():
            if thread:
                return self._client.conversations_replies(channel=channel, ts=thread.ts, **options)
            return self._client.conversations_history(channel=channel, **options)

    def _channel(self, recipient: str) -> str:
        if ":" not in recipient:
            return recipient
        with told_by_meaning():
            return str(self._client.conversations_open(users=user_of(recipient))["channel"]["id"])


def _address(recipient: str) -> str:
    return user_of(recipient) if ":" in recipient else recipient


def _mark(key: str) -> str:
    """What stands for a key in the name of a file, which can carry no metadata."""
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def _marked(name: str, key: str) -> str:
    stem, dot, extension = name.rpartition(".")
    return f"{stem}-{_mark(key)}{dot}{extension}"


def _carries(message: Mapping[str, Any], key: str) -> bool:
    names = (str(file.get("name") or "") for file in message.get("files") or ())
    return any(f"-{_mark(key)}." in name for name in names)


def _metadata(key: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
