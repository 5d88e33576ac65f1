"""The demo's clock: real time and an offset that only grows, kept in the demo's database, for bot and playground alike."""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from threading import RLock

from storage import machine, outbox
from storage.database import Database

_OFFSET = "clock_offset"  # seconds between real time and the demo's

Planned = tuple[datetime, Callable[[], None]]
"""Something that somebody will do at that time."""


def real_now() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Tells the time (aware, UTC). `start` is where a new database begins; one that has a clock goes on with it."""

    def __init__(
        self, database: Database, start: datetime, *, real: Callable[[], datetime] = real_now
    ) -> None:
        self._database = database
        self._real = real
        with database.read() as tx:
            kept = machine.get(tx, _OFFSET)
        self._offset = timedelta(seconds=float(kept)) if kept else start - real()

    def now(self) -> datetime:
        return self._real() + self._offset

    def forward(self, instant: datetime) -> None:
        """Make it that time (aware); a time that is over changes nothing. Messages that wait come as much sooner."""
        offset = instant - self._real()
        if offset <= self._offset:
            return
        with self._database.write() as tx:
            machine.put(tx, _OFFSET, str(offset.total_seconds()))
            outbox.hasten(tx, offset - self._offset, real_now())
        self._offset = offset

    def next_message(self) -> datetime | None:
        """When the next message is said that was put for later, such as for nine o'clock; None while there is none."""
        with self._database.read() as tx:
            later = outbox.next_later(tx, real_now())
        return self.now() + (later - real_now()) if later else None


class TimeTravel:
    """Moves the clock as days pass: it halts whenever a ritual is due or somebody does something, until all that
    follows from it is done."""

    def __init__(
        self,
        clock: Clock,
        *,
        next_due: Callable[[], datetime | None],
        settle: Callable[[], None],
        next_seen: Callable[[], datetime | None] | None = None,
    ) -> None:
        """`next_due` tells the next ritual's due instant (UTC), `settle` does all the work that waits.

        `next_seen` tells of the next ritual that all can see, where others speak to single people.
        """
        self._clock = clock
        self._next_due = next_due
        self._next_seen = next_seen or next_due
        self._planned: deque[Planned] = deque()
        self._lock = RLock()  # two visitors' journeys one after the other
        self.settle = settle

    def plan(self, acts: Iterable[Planned]) -> None:
        """Have these happen when the clock comes by; they are in order, and later than what is planned already."""
        with self._lock:
            self._planned.extend(acts)

    def now(self) -> datetime:
        return self._clock.now()

    def advance(self, by: timedelta) -> None:
        with self._lock:
            self.advance_to(self.now() + by)

    def advance_to(self, instant: datetime) -> None:
        """Go to that time (aware), through all that happens on the way; the past stays out of reach."""
        with self._lock:
            self.settle()
            while (halt := self._next_halt()) is not None and halt <= instant:
                self._go(halt)
            self._go(instant)

    def catch_up(self) -> None:
        """Have happen what was planned for the time that has passed by itself."""
        with self._lock:
            self._happen()

    def next_ritual(self) -> datetime | None:
        """When the next ritual that all can see is due (UTC); None while none is planned."""
        return self._next_seen()

    def advance_to_next_ritual(self) -> None:
        """Go to the next due time; without one, stay."""
        with self._lock:
            if (due := self._next_seen()) is not None:
                self.advance_to(due)

    def _next_halt(self) -> datetime | None:
        planned = self._planned[0][0] if self._planned else None
        return min((halt for halt in (self._next_due(), planned) if halt is not None), default=None)

    def _go(self, instant: datetime) -> None:
        self._clock.forward(instant)
        self.settle()
        self._happen()

    def _happen(self) -> None:
        while self._planned and self._planned[0][0] <= self.now():
            _, act = self._planned.popleft()
            act()
            self.settle()
