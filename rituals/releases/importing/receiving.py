"""`POST /hooks/releases`: a build or another tool tells of a release, signed, and it becomes a draft.

The signature is HMAC-SHA256 over time and body, as Slack's own requests carry it
(https://docs.slack.dev/authentication/verifying-requests-from-slack): older than five minutes, or heard before, is refused.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from rituals.permissions import workspace_of
from rituals.releases.importing.taking import take_in, tell_owner
from rituals.services import Published, Services
from storage import people, releases, requests

OLDEST = 300  # seconds
SOURCE = "hook"
FIELDS = {"key": 200, "name": 500, "changes": 100_000, "link": 1000, "released_on": 10}


class HookRefused(Exception):
    """`status` is HTTP's; the words say what to do."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Received:
    """The draft that it became; `new` is false where it was known."""

    reference: str | None
    new: bool


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What `X-Diapason-Signature` must hold."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def verify(secret: str, timestamp: str, signed: str, body: bytes, now: datetime) -> None:
    """Raises HookRefused for a request that is not of who knows the secret, or that is old. `now` is real time."""
    if not timestamp.isdecimal() or len(timestamp) > 12:
        raise HookRefused(401, "X-Diapason-Timestamp: seconds since 1970 are missing")
    if not hmac.compare_digest(signature(secret, timestamp, body).encode(), signed.encode()):
        raise HookRefused(401, "X-Diapason-Signature: sha256= and the HMAC of timestamp, a dot and the body")
    if abs(now.timestamp() - int(timestamp)) > OLDEST:
        raise HookRefused(401, "X-Diapason-Timestamp is more than five minutes away: check the clock")


def receive(services: Services, workspace: str, signed: str, said: Any) -> Received:
    """Keep what a verified request says. Raises HookRefused for one that was heard before, or that says too little."""
    published = _published(said)
    now = services.now()
    with services.write() as tx:
        if requests.claim(tx, workspace, f"hook:{signed}", {}, datetime.now(UTC)) is not None:
            raise HookRefused(409, "this request was received before: sign it anew to send it again")
        home = workspace_of(tx, workspace)
        owner = home.default_owner or next(iter(people.admins(tx, home.id)), None)
        if owner is None:
            raise HookRefused(503, "nobody is known yet whose draft it could be: finish /diapason setup")
        drafts = take_in(tx, home, SOURCE, [published], owner, now)
        tell_owner(tx, home, SOURCE, drafts, owner, now)
        release = releases.get(tx, home.id, drafts[0]) if drafts else None
        return Received(release.ref if release else None, new=bool(drafts))


def _published(said: Any) -> Published:
    if not isinstance(said, Mapping):
        raise HookRefused(400, "a JSON object with key, name and changes is wanted")
    for name in ("key", "changes"):
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise HookRefused(400, f"{name}: a text is missing")
    for name, limit in FIELDS.items():
        if said.get(name) is not None and (not isinstance(said[name], str) or len(said[name]) > limit):
            raise HookRefused(400, f"{name}: a text of up to {limit} characters is wanted")
    try:
        day = date.fromisoformat(said["released_on"]) if said.get("released_on") else None
    except ValueError as error:
        raise HookRefused(400, "released_on: a day like 2026-11-25 is wanted") from error
    name = said.get("name") or said["key"]
    return Published((f"key:{said['key']}",), name, said["changes"], said.get("link"), day)
