"""What Slack hands out with each act of a person: a trigger and a response address, both short-lived.

They live by real time, not by the world's clock: https://docs.slack.dev/interactivity/handling-user-interaction
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock

from bot.playground.world.refusal import Refusal


@dataclass(frozen=True)
class Grant:
    """What a response address is for: whom it may answer, where, and the message that was clicked, if any."""

    person: str
    channel: str
    ts: str | None = None
    ephemeral: bool = False


class Triggers:
    """Triggers open or push one modal each, within `seconds`."""

    def __init__(self, lock: RLock, real_time: Callable[[], float]) -> None:
        self.seconds = 3.0
        self._lock = lock
        self._real_time = real_time
        self._issued: dict[str, tuple[str, float]] = {}
        self._spent: set[str] = set()

    def issue(self, person: str) -> str:
        trigger = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**9)}.{secrets.token_hex(16)}"
        with self._lock:
            self._issued[trigger] = (person, self._real_time())
        return trigger

    def spend(self, trigger: str) -> str:
        """The id of the person whose act it came from; Refusal when unknown, used or too old."""
        with self._lock:
            if trigger not in self._issued:
                raise Refusal("invalid_trigger_id")
            if trigger in self._spent:
                raise Refusal("exchanged_trigger_id")
            person, at = self._issued[trigger]
            if self._real_time() - at > self.seconds:
                raise Refusal("expired_trigger_id")
            self._spent.add(trigger)
            return person


class ResponseUrls:
    """Addresses that take `uses` answers within `seconds`."""

    def __init__(self, lock: RLock, real_time: Callable[[], float]) -> None:
        self.seconds = 1800.0
        self.uses = 5
        self._lock = lock
        self._real_time = real_time
        self._issued: dict[str, tuple[Grant, float]] = {}
        self._used: dict[str, int] = {}

    def issue(self, grant: Grant) -> str:
        """The token at the end of the address."""
        token = secrets.token_urlsafe(18)
        with self._lock:
            self._issued[token] = (grant, self._real_time())
        return token

    def use(self, token: str) -> Grant:
        """What the address is for; Refusal when unknown, used up or too old."""
        with self._lock:
            if token not in self._issued:
                raise Refusal("invalid_url")
            grant, at = self._issued[token]
            if self._real_time() - at > self.seconds:
                raise Refusal("expired_url")
            if self._used.get(token, 0) >= self.uses:
                raise Refusal("used_url")
            self._used[token] = self._used.get(token, 0) + 1
            return grant
