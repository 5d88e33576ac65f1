"""`POST /hooks/releases` over real HTTP, signed as docs/releases.md says: by curl's and openssl's own means."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from bot.web.hooks import make_hooks
from bot.web.server import Server, make_app
from rituals.releases.importing.receiving import HookRefused, Received, signature

SECRET = "0123456789abcdef"


@pytest.fixture
def url() -> Iterator[str]:
    heard: list[object] = []

    def receive(_signed: str, said: object) -> Received:
        if said in heard:
            raise HookRefused(409, "heard before")
        heard.append(said)
        return Received(f"R-{len(heard)}", new=True)

    server = Server(make_app(None, dict, make_hooks(SECRET, receive)), "127.0.0.1", 0)
    server.start()
    yield f"http://127.0.0.1:{server.port}/hooks/releases"
    server.stop()


def post(url: str, body: bytes, *, secret: str = SECRET) -> requests.Response:
    at = str(int(datetime.now(UTC).timestamp()))
    headers = {"X-Diapason-Timestamp": at, "X-Diapason-Signature": signature(secret, at, body)}
    return requests.post(url, data=body, headers=headers, timeout=10)


def test_a_signed_request_is_kept(url: str) -> None:
    answer = post(url, b'{"key": "4.2", "changes": "x"}')
    assert (answer.status_code, answer.json()) == (201, {"ok": True, "reference": "R-1", "new": True})
    assert post(url, b'{"key": "4.2", "changes": "x"}').status_code == 409


def test_others_are_refused_in_words(url: str) -> None:
    assert requests.post(url, data=b"{}", timeout=10).status_code == 401
    answer = post(url, b"{}", secret="another secret, as long")
    assert answer.status_code == 401
    assert "HMAC" in answer.json()["error"]
    assert post(url, b"x" * 300_000).status_code == 413


def test_without_a_secret_there_is_no_such_address() -> None:
    server = Server(make_app(None, dict), "127.0.0.1", 0)
    server.start()
    answer = requests.post(f"http://127.0.0.1:{server.port}/hooks/releases", data=b"{}", timeout=10)
    server.stop()
    assert answer.status_code == 404


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("curl")), reason="needs curl and openssl")
def test_the_line_of_the_guide_works(url: str) -> None:
    guide = (Path(__file__).parents[2] / "docs/releases.md").read_text(encoding="utf-8")
    line = guide[guide.index("body='") : guide.index("```", guide.index("body='"))]
    public = url.removesuffix("/hooks/releases")
    done = subprocess.run(
        ["bash", "-c", line],
        env={"PUBLIC_URL": public, "RELEASES_WEBHOOK_SECRET": SECRET, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert json.loads(done.stdout)["reference"] == "R-1"
