"""`GET /calendar/<secret>.ics` over real HTTP: what is there, what is not, what is too much, and what is logged."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests
import structlog

from bot import logs
from bot.web.feeds import MOST_A_MINUTE, Pace, make_feeds
from bot.web.server import Server, make_app
from rituals.refusals import NotFound
from storage.database import Unreachable

SECRET = "aSecret-of_43characters"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def known(secret: str) -> bytes:
    if secret != SECRET:
        raise NotFound
    return CALENDAR


@contextmanager
def served(read: Callable[[str], bytes], pace: Pace | None = None) -> Iterator[str]:
    server = Server(make_app(None, dict, make_feeds(read, read, pace)), "127.0.0.1", 0)
    server.start()
    yield f"http://127.0.0.1:{server.port}"
    server.stop()


def get(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers=headers, timeout=10)


def test_a_calendar_is_read_and_read_again_only_when_it_changed() -> None:
    with served(known) as url:
        answer = get(f"{url}/calendar/{SECRET}.ics")
        assert (answer.status_code, answer.content) == (200, CALENDAR)
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "private, no-cache"
        again = get(f"{url}/calendar/{SECRET}.ics", **{"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = requests.head(f"{url}/calendar/{SECRET}.ics", timeout=10)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Length"] == str(len(CALENDAR))
        assert requests.post(f"{url}/calendar/{SECRET}.ics", timeout=10).status_code == 405


def test_an_unknown_one_looks_as_any_page_that_is_not_there() -> None:
    with served(known) as url:
        nothing = get(f"{url}/nothing")
        for secret in ("x", SECRET[:-1], f"{SECRET}x", "%ff%00", "x" * 3000):
            answer = get(f"{url}/calendar/{secret}.ics")
            assert (answer.status_code, answer.content) == (404, nothing.content)
            assert answer.headers.keys() == nothing.headers.keys()


def test_too_often_is_told_to_wait() -> None:
    time = 0.0
    with served(known, Pace(lambda: time)) as url:
        answers = [get(f"{url}/calendar/{SECRET}.ics").status_code for _ in range(MOST_A_MINUTE + 1)]
        assert answers == [200] * MOST_A_MINUTE + [429]
        assert get(f"{url}/calendar/other.ics").status_code == 404
        time = 61.0
        assert get(f"{url}/calendar/{SECRET}.ics").status_code == 200


def test_while_the_database_is_away() -> None:
    def away(_secret: str) -> bytes:
        raise Unreachable

    with served(away) as url:
        answer = get(f"{url}/calendar/{SECRET}.ics")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_not_even_an_error_logs_the_secret(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_secret: str) -> bytes:
        raise ValueError("broken")

    root, usual = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    try:
        logs.configure("DEBUG")
        root.setLevel(logging.DEBUG)
        with served(broken) as url:
            assert get(f"{url}/calendar/{SECRET}.ics").status_code == 500
        with served(known) as url:
            assert get(f"{url}/calendar/{SECRET}.ics").status_code == 200
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.configure(**usual)
    told = capsys.readouterr().err
    assert "/calendar/***" in told
    assert SECRET not in told
