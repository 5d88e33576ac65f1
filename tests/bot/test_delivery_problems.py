"""What an error of slack_sdk means for "was it posted?"."""

import socket
import ssl
from http.client import IncompleteRead, RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery.problems import Limited, NotSent, Refused, SlackProblem, Unknown, told_by_meaning


def answered(status: int, data: object, headers: dict[str, str] | None = None) -> SlackApiError:
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data=data,  # type: ignore[arg-type]  # also what slack_sdk's own types leave out
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("failed", response)  # type: ignore[no-untyped-call]


def told(error: Exception) -> SlackProblem:
    with pytest.raises(SlackProblem) as raised, told_by_meaning():
        raise error
    return raised.value


@pytest.mark.parametrize(
    ("headers", "seconds"), [({"Retry-After": "7"}, 7.0), ({}, None), ({"Retry-After": "soon"}, None)]
)
def test_limited(headers: dict[str, str], seconds: float | None) -> None:
    problem = told(answered(429, {"ok": False, "error": "ratelimited"}, headers))
    assert isinstance(problem, Limited)
    assert problem.seconds == seconds


@pytest.mark.parametrize(
    "error",
    [
        answered(500, {"ok": False, "error": "Received a response in a non-JSON format: secret"}),
        answered(403, {"message": "secret"}),
        answered(200, {"ok": False, "error": "internal_error"}),
        answered(200, {"ok": False, "error": "fatal_error"}),
        answered(200, {"ok": False, "error": "service_unavailable"}),
        answered(200, {"ok": False}),
        answered(200, None),
        TimeoutError("secret"),
        ConnectionResetError("secret"),
        RemoteDisconnected("secret"),
        IncompleteRead(b"secret"),
        URLError(TimeoutError("secret")),
        URLError(ConnectionResetError("secret")),
        URLError(BrokenPipeError("secret")),
        URLError("secret"),
        UnicodeDecodeError("utf-8", b"secret", 0, 1, "secret"),
        KeyError("secret"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_unknown(error: Exception) -> None:
    problem = told(error)
    assert isinstance(problem, Unknown)
    assert "secret" not in str(problem)


@pytest.mark.parametrize(
    "reason", [ConnectionRefusedError(), socket.gaierror(), ssl.SSLCertVerificationError()], ids=repr
)
def test_not_sent(reason: Exception) -> None:
    assert isinstance(told(URLError(reason)), NotSent)


def test_refused_names_the_place_or_the_scope_and_quotes_nothing() -> None:
    quoting = "[ERROR] invalid text: secret [json-pointer:/blocks/0/text/text]"
    blocks = {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": [quoting]}}
    scope = {"ok": False, "error": "missing_scope", "needed": "chat:write", "provided": "secret"}
    assert str(told(answered(200, blocks))) == "invalid_blocks (/blocks/0/text/text)"
    assert str(told(answered(200, scope))) == "missing_scope (chat:write)"
    plain = told(answered(200, {"ok": False, "error": "is_archived"}))
    assert isinstance(plain, Refused)
    assert plain.code == str(plain) == "is_archived"
