"""Signed `/signal` requests as Slack sends them, over one kept connection."""

import hashlib
import hmac
import random
import secrets
import socket
import time
from functools import cache
from urllib.parse import urlencode

from rituals.signals.reading.accounts import common_words

SECRET = "benchmark"
TEAM = "T0BENCH"
USERS = [f"U0{number:04}" for number in range(500)]
"""People of the team, who write in turn: one alone would have thousands of signals in ten minutes, which nobody has."""
ACCOUNTS = [f"Customer {number}" for number in range(200)]
THEMES = [f"theme-{number}" for number in range(60)]


def signed_requests(count: int) -> list[bytes]:
    """Whole HTTP requests, each with a text and a trigger of its own, so that each one is a new signal."""
    return [_request(secrets.token_hex(6), secrets.choice(USERS), _text()) for _ in range(count)]


def _text() -> str:
    """A text that nobody posted before, with something for each part of the reading to find."""
    words = " ".join(_word() for _ in range(14))
    account, theme, thousands = secrets.choice(ACCOUNTS), secrets.choice(THEMES), secrets.randbelow(500) + 1
    return f'{words} for:"{account}" {thousands}k€ #{theme} vs:Okta !risk'


def _word() -> str:
    """A word of English or French, some far more often than others, as in what people write."""
    words = _vocabulary()
    return words[int(len(words) * random.random() ** 4)]


@cache
def _vocabulary() -> list[str]:
    return sorted(common_words(), key=lambda word: hashlib.sha256(word.encode()).digest())


def _request(trigger: str, user: str, text: str) -> bytes:
    body = urlencode(
        {
            "token": "unused",
            "team_id": TEAM,
            "team_domain": "bench",
            "channel_id": "C0GENERAL",
            "channel_name": "general",
            "user_id": user,
            "user_name": "ann",
            "command": "/signal",
            "text": text,
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            "response_url": "http://127.0.0.1:9/response",
            "trigger_id": f"1.2.{trigger}",
        }
    ).encode()
    now = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), b"v0:" + now.encode() + b":" + body, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={signature}\r\n\r\n"
    )
    return head.encode() + body


class Client:
    """A client that costs next to nothing: one connection, one `send` for each request."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> bytes:
        """The body of the answer. Raises ConnectionError for any answer but 200."""
        self._socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._receive()
        head, _, body = received.partition(b"\r\n\r\n")
        status, *headers = head.decode("latin-1").split("\r\n")
        if " 200 " not in status:
            raise ConnectionError(status)
        length = next(int(line[15:]) for line in headers if line.lower().startswith("content-length:"))
        while len(body) < length:
            body += self._receive()
        return body

    def _receive(self) -> bytes:
        chunk = self._socket.recv(65536)
        if not chunk:
            raise ConnectionError("the server closed the connection")
        return chunk

    def close(self) -> None:
        self._socket.close()
