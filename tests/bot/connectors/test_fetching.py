"""Reading addresses against a real server: nothing private, no other host, no more than a size, not for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from bot.connectors.fetching import Fetcher
from rituals.services import SourceUnavailable


class Handler(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/onward":
            self.send_response(302)
            self.send_header("Location", "/text")
            self.end_headers()
            return
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://localhost/text")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * (3_000_000 if self.path == "/large" else 10))

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def serving() -> Iterator[tuple[str, list[str]]]:
    class Asked(Handler):
        asked: ClassVar[list[str]] = []

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", Asked.asked
    finally:
        server.shutdown()
        server.server_close()


def why(fetcher: Fetcher, url: str, largest: int = 1_000_000) -> str:
    with pytest.raises(SourceUnavailable) as problem:
        fetcher.get(url, largest=largest)
    return problem.value.why


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_nothing_is_asked_of_this_machine(name: str) -> None:
    with serving() as (url, asked):
        assert why(Fetcher(), url.replace("127.0.0.1", name) + "/text") in ("not_public", "unreachable")
        assert asked == []


def test_by_its_own_address_it_says_that_it_is_not_public() -> None:
    with serving() as (url, _):
        assert why(Fetcher(), url) == "not_public"


def test_allowed_it_is_read() -> None:
    with serving() as (url, _):
        assert Fetcher(private=True).get(f"{url}/text").body == b"x" * 10


def test_a_redirect_stays_on_its_host() -> None:
    with serving() as (url, asked):
        assert Fetcher(private=True).get(f"{url}/onward").body == b"x" * 10
        assert why(Fetcher(private=True), f"{url}/elsewhere") == "other_host"
        assert asked == ["/onward", "/text", "/elsewhere"]


def test_it_stops_at_a_size() -> None:
    with serving() as (url, _):
        assert why(Fetcher(private=True), f"{url}/large") == "too_large"


def test_where_nobody_listens() -> None:
    assert why(Fetcher(private=True), "http://127.0.0.1:9/x") == "unreachable"


@pytest.mark.parametrize("url", ["ftp://example.com/x", "file:///etc/passwd", "http://", "http://[::1"])
def test_what_is_no_web_address(url: str) -> None:
    assert why(Fetcher(), url) == "unreachable"
