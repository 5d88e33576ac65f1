"""Messages of others: read, linked to and reacted to, for what is saved out of Slack; and steps of workflows."""

from collections.abc import Iterator
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import LOOK_UP_SECONDS, PAGE, WORK_SECONDS, Clients, call
from rituals.services import CantRead, Post

# Messages that a person wrote: without a subtype, or with one of these. https://docs.slack.dev/reference/events/message
WRITTEN = (None, "file_share", "me_message", "thread_broadcast")
MEMBERS_PAGE = 999  # https://docs.slack.dev/reference/methods/conversations.members takes fewer than 1000
GONE = "tombstone"
DONE_ALREADY = ("already_reacted", "already_pinned")
OVER = ("execution_not_in_running_state", "function_execution_not_found")


class SlackConversations:
    """Messages of others, through Slack's Web API."""

    def __init__(self, clients: Clients) -> None:
        self._quick = clients.patient(LOOK_UP_SECONDS)
        self._patient = clients.patient(WORK_SECONDS)

    def message(self, channel_id: str, ts: str, *, quick: bool = False) -> Post | None:
        """Found by its thread, which for a message without replies holds it alone: history tells no replies."""
        try:
            page = _ask(
                self._quick if quick else self._patient,
                "conversations.replies",
                channel=channel_id,
                ts=ts,
                oldest=ts,
                latest=ts,
                inclusive=True,
                limit=PAGE,
            )
        except CantRead as problem:
            if problem.code in ("thread_not_found", "message_not_found"):
                return None
            raise
        found = next((one for one in page["messages"] if one["ts"] == ts), None)
        return _post(found) if found and found.get("subtype") != GONE else None

    def thread(self, channel_id: str, thread_ts: str, limit: int) -> list[Post]:
        page = _ask(
            self._patient, "conversations.replies", channel=channel_id, ts=thread_ts, limit=min(limit, PAGE)
        )
        return [_post(one) for one in page["messages"][:limit] if one.get("subtype") != GONE]

    def permalink(self, channel_id: str, ts: str) -> str:
        found = _ask(self._patient, "chat.getPermalink", channel=channel_id, message_ts=ts)
        return str(found["permalink"])

    def react(self, channel_id: str, ts: str, emoji: str) -> None:
        try:
            _ask(self._patient, "reactions.add", channel=channel_id, timestamp=ts, name=emoji)
        except CantRead as problem:
            if problem.code not in DONE_ALREADY:
                raise

    def pin(self, channel_id: str, ts: str) -> None:
        try:
            _ask(self._patient, "pins.add", channel=channel_id, timestamp=ts)
        except CantRead as problem:
            if problem.code not in DONE_ALREADY:
                raise

    def is_member(self, channel_id: str, user: str, *, quick: bool = False) -> bool:
        return any(user in page for page in self._members(channel_id, quick=quick))

    def members(self, channel_id: str) -> list[str]:
        return [user for page in self._members(channel_id) for user in page]

    def _members(self, channel_id: str, *, quick: bool = False) -> Iterator[list[str]]:
        client, cursor = self._quick if quick else self._patient, ""
        while True:
            page = _ask(
                client, "conversations.members", channel=channel_id, limit=MEMBERS_PAGE, cursor=cursor
            )
            yield page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def complete(self, execution: str, outputs: dict[str, str]) -> None:
        self._end("functions.completeSuccess", function_execution_id=execution, outputs=outputs)

    def fail(self, execution: str, error: str) -> None:
        self._end("functions.completeError", function_execution_id=execution, error=error)

    def _end(self, method: str, **arguments: Any) -> None:
        try:
            _ask(self._patient, method, **arguments)
        except CantRead as problem:
            if problem.code not in OVER:  # ended by an attempt whose answer got lost
                raise


def _ask(client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
    try:
        return call(client, method, **arguments)
    except SlackApiError as error:
        raise CantRead(str(error.response["error"])) from error


def _post(message: dict[str, Any]) -> Post:
    by_app = bool(message.get("bot_id")) or message.get("subtype") not in WRITTEN
    return Post(
        ts=message["ts"],
        text=message.get("text", ""),
        author=message.get("user"),
        is_bot=by_app,
        thread_ts=message.get("thread_ts"),
        edited_ts=(message.get("edited") or {}).get("ts"),
    )
