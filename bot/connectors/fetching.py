"""Reading from an address that somebody gave us, without being led where it must not lead.

An answer is read to a size, from public addresses only (unless allowed), and a redirect is followed on the same host alone.
What is looked at is the address that the connection really has, after the look-up of its name: a name that answers with
another address the second time gains nothing. Proxies of the environment are not used, since they would hide that address.
https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

import ipaddress
import json
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from rituals.services import SourceUnavailable

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0  # between two pieces
WHOLE_SECONDS = 60.0
LARGEST = 5_000_000  # bytes
REDIRECTS = 3
PIECE = 65_536


@dataclass(frozen=True)
class Answer:
    """What a server said; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Raises SourceUnavailable where it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise SourceUnavailable("not_json") from error

    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def refuse(answer: Answer, remaining: str | None, reset: str | None) -> None:
    """Raise SourceUnavailable for an answer that is none. `reset` is when more questions are allowed, in Unix time."""
    if answer.status in (200, 304):
        return
    wait = answer.headers.get("retry-after", "")
    if wait.isdecimal():
        raise SourceUnavailable("rate_limited", float(wait))
    if answer.status == 429 or (answer.status == 403 and remaining == "0"):
        until = float(reset) if reset and reset.isdecimal() else 0.0
        raise SourceUnavailable("rate_limited", max(60.0, until - time.time()))
    why = {401: "unauthorized", 403: "unauthorized", 404: "not_found"}.get(answer.status, "unreachable")
    raise SourceUnavailable(why)


class NotPublic(Exception):
    """The connection leads to an address of this machine or of a private network."""


class Fetcher:
    """GETs addresses. `private`: also those of this machine and of private networks."""

    def __init__(self, *, private: bool = False) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["User-Agent"] = "diapason"
        if not private:
            for scheme in ("http://", "https://"):
                self._session.mount(scheme, _PublicAdapter())

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, largest: int = LARGEST) -> Answer:
        """Raises SourceUnavailable: not reached in time, too large, not public, or sent to another host."""
        host = _host(url)
        until = time.monotonic() + WHOLE_SECONDS
        for _ in range(REDIRECTS + 1):
            answer, onward = self._get(url, headers or {}, largest, until)
            if onward is None:
                return answer
            url = urljoin(url, onward)
            if _host(url) != host:
                raise SourceUnavailable("other_host")
        raise SourceUnavailable("redirects")

    def _get(
        self, url: str, headers: Mapping[str, str], largest: int, until: float
    ) -> tuple[Answer, str | None]:
        try:
            with self._session.get(
                url,
                headers=dict(headers),
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                found = {name.lower(): value for name, value in response.headers.items()}
                if response.is_redirect:
                    return Answer(response.status_code, found, b""), found.get("location", "")
                return Answer(response.status_code, found, _read(response, largest, until)), None
        except NotPublic as error:
            raise SourceUnavailable("not_public") from error
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise SourceUnavailable("unreachable") from error


def _host(url: str) -> str:
    """Raises SourceUnavailable for what is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise SourceUnavailable("unreachable") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceUnavailable("unreachable")
    return parts.hostname


def _read(response: requests.Response, largest: int, until: float) -> bytes:
    body = bytearray()
    for piece in response.iter_content(PIECE):
        body += piece
        if len(body) > largest:
            raise SourceUnavailable("too_large")
        if time.monotonic() > until:
            raise SourceUnavailable("unreachable")
    return bytes(body)


def _only_public(connection: socket.socket) -> socket.socket:
    found = ipaddress.ip_address(connection.getpeername()[0].partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    if not (mapped or found).is_global or found.is_multicast:
        connection.close()
        raise NotPublic(str(found))
    return connection


class _PublicHTTPConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _only_public(super()._new_conn())


class _PublicHTTPSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _only_public(super()._new_conn())


class _PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTPConnection


class _PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPSConnection


class _PublicAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}
