"""Events for the app, waiting to be sent; Slack's retries by the world's clock.

https://docs.slack.dev/apis/events-api/#retries: at once, after one minute, after five minutes, always with the
same `event_id`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import RLock

from bot.playground.world.scopes import BY_EVENT
from bot.playground.world.things import Json

_DELAYS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))


@dataclass(frozen=True)
class Delivery:
    """One event to send: `retry` is 0 for the first attempt; `reason` why the last one failed."""

    payload: Json
    due: datetime
    retry: int = 0
    reason: str = ""


class Events:
    """What the app subscribed to is kept here until somebody sends it (`Acts.retry_due_events`)."""

    def __init__(
        self,
        lock: RLock,
        clock: Callable[[], datetime],
        subscribed: Collection[str],
        wrap: Callable[[Json], Json],
    ) -> None:
        if unknown := set(subscribed) - set(BY_EVENT):
            raise ValueError(f"the playground knows no event named {', '.join(sorted(unknown))}")
        self.subscribed = frozenset(subscribed)
        self._lock = lock
        self._clock = clock
        self._wrap = wrap
        self._waiting: list[Delivery] = []

    def put(self, event: Json, *, name: str | None = None, scopes: Collection[str]) -> None:
        """Keep an event for the app if it subscribed to it and may read it; `name` if it is not the type."""
        name = name or str(event["type"])
        needed = BY_EVENT[name]
        if name in self.subscribed and (needed is None or needed in scopes):
            with self._lock:
                self._waiting.append(Delivery(self._wrap(event), self._clock()))

    def take_due(self, *, new_only: bool = False) -> Delivery | None:
        """The oldest event whose time has come; it is no longer waiting. `new_only` leaves retries alone."""
        with self._lock:
            now = self._clock()
            for index, delivery in enumerate(self._waiting):
                if delivery.due <= now and not (new_only and delivery.retry):
                    return self._waiting.pop(index)
            return None

    def put_back(self, delivery: Delivery, reason: str) -> None:
        """It was not answered with 200: to be sent again, until the third retry failed."""
        if delivery.retry < len(_DELAYS):
            due = self._clock() + _DELAYS[delivery.retry]
            with self._lock:
                self._waiting.append(replace(delivery, due=due, retry=delivery.retry + 1, reason=reason))

    @property
    def waiting(self) -> tuple[Delivery, ...]:
        """What is still to be sent, due or not."""
        with self._lock:
            return tuple(self._waiting)
