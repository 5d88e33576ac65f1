"""How a request reaches the app: signed over HTTP, or through its socket."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

import requests

from bot.playground.sockets import Sockets
from bot.playground.world import Json

Kind = Literal["slash_commands", "interactive", "events_api"]
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True)
class Request:
    """A request of Slack's: `payload` is what it says, `body` and `headers` how it is written over HTTP."""

    kind: Kind
    payload: Json
    body: bytes
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What the app answered."""

    status: int
    body: str = ""
    is_json: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


class Transport(Protocol):
    def send(self, request: Request, seconds: float) -> Reply:
        """Raises TimeoutError without an answer in time, ConnectionError when nobody is there."""


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """https://docs.slack.dev/authentication/verifying-requests-from-slack; `timestamp` in seconds, real time."""
    digest = hmac.new(secret.encode(), b"v0:%d:%s" % (timestamp, body), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


class HttpTransport:
    """POSTs to the app's request URL."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, request: Request, seconds: float) -> Reply:
        with requests.Session() as session:
            session.trust_env = False  # the app is on this machine: no proxy stands between
            try:
                answer = session.post(
                    self._url,
                    data=request.body,
                    headers={**request.headers, "Content-Type": request.content_type},
                    timeout=seconds,
                    allow_redirects=False,
                )
            except requests.Timeout as late:
                raise TimeoutError from late
            except requests.ConnectionError as nobody:
                raise ConnectionError(str(nobody)) from nobody
        is_json = answer.headers.get("Content-Type", "").startswith(JSON)
        return Reply(answer.status_code, answer.content.decode(), is_json, dict(answer.headers))


class SocketTransport:
    """Hands requests to the app through one of its sockets."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets

    def send(self, request: Request, seconds: float) -> Reply:
        retry = request.headers.get("X-Slack-Retry-Num")
        more = (
            {"retry_attempt": int(retry), "retry_reason": request.headers["X-Slack-Retry-Reason"]}
            if retry
            else {}
        )
        answer = self._sockets.request(request.kind, request.payload, seconds, **more)
        return Reply(200, json.dumps(answer) if answer else "", is_json=True)
