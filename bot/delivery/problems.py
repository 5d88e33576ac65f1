"""What can go wrong with a call, told by what it means for "was it posted?"

Errors of chat.postMessage: https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError

from slack_sdk.errors import SlackApiError


class SlackProblem(Exception):
    """A call that did not work; its words hold no message text."""


class Limited(SlackProblem):
    """Too fast: surely not done. Again after so many seconds; None if Slack did not say."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


class NotSent(SlackProblem):
    """Slack was not reached: surely not done."""


class Unknown(SlackProblem):
    """Nobody knows whether it was done: the answer was lost, or Slack broke while doing it."""


class Refused(SlackProblem):
    """Slack said no: surely not done. `code` is Slack's error, `detail` where in the blocks, or which scope."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail

    @property
    def no_files(self) -> bool:
        """Whether it is about files alone: messages get through."""
        return self.code in NO_FILES or (self.code == "missing_scope" and self.detail == f"({FILES_SCOPE})")


FILES_SCOPE = "files:write"
BROKE = {"fatal_error", "internal_error", "service_unavailable", "request_timeout"}
LIMITED = {"ratelimited", "rate_limited"}
SHAPE = {
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "invalid_arguments",
    "invalid_attachments",
}
"""Slack did not like how the message is built: a plainer one may pass."""

SHUT_OUT = {
    "token_revoked",
    "token_expired",
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "missing_scope",
    "org_login_required",
    "ekm_access_denied",
}
"""Slack takes nothing from us until an admin mends it: no message's fault."""

NO_FILES = {
    "file_type_not_allowed",
    "file_upload_size_restricted",
    "file_uploads_disabled",
    "file_uploads_except_images_disabled",
    "storage_limit_reached",
}
"""The workspace takes no such file; it takes messages."""

GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}
"""What we wanted to edit stands there no more, or is not ours."""


@contextmanager
def told_by_meaning() -> Iterator[None]:
    """Turn whatever a call raises into a SlackProblem."""
    try:
        yield
    except SlackApiError as error:
        raise _answered(error) from error
    except URLError as error:
        raise _unanswered(error.reason) from error
    except Exception as error:  # a timeout, a cut, an answer that can't be decoded: the request had left
        raise Unknown(type(error).__name__) from error


def _answered(error: SlackApiError) -> SlackProblem:
    answer = error.response
    status, headers, data = answer.status_code, answer.headers, answer.data
    # What is no JSON of Slack's comes from something between us, or from a Slack that is down.
    code = data.get("error") if isinstance(data, dict) and "ok" in data else None
    if status == 429 or code in LIMITED:
        return Limited(_seconds(headers.get("Retry-After")))
    if status != 200 or code in BROKE or not isinstance(code, str):
        return Unknown(code if isinstance(code, str) and code in BROKE else f"HTTP {status}")
    return Refused(code, _detail(data))


def _unanswered(reason: object) -> SlackProblem:
    # These come before a single byte of the request has left.
    if isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError):
        return NotSent(type(reason).__name__)
    return Unknown(type(reason).__name__)


def _seconds(retry_after: str | None) -> float | None:
    try:
        return float(retry_after) if retry_after is not None else None
    except ValueError:
        return None


def _detail(data: dict[str, object]) -> str:
    """Where in the blocks, or which scope; Slack's own sentences may quote the message."""
    if needed := data.get("needed"):
        return f"({needed})"
    metadata = data.get("response_metadata")
    messages = metadata.get("messages") if isinstance(metadata, dict) else None
    places = re.findall(r"json-pointer:([\w/]+)", " ".join(map(str, messages or [])))
    return f"({', '.join(places)})" if places else ""
