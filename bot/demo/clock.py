"""The demo's clock: real time and an offset that only grows, kept in the demo's database, for bot and playground alike."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import RLock

from storage import machine
from storage.database import Database

_OFFSET = "clock_offset"  # seconds between real time and the demo's


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
        """Make it that time (aware); a time that is over changes nothing."""
        offset = instant - self._real()
        if offset <= self._offset:
            return
        with self._database.write() as tx:
            machine.put(tx, _OFFSET, str(offset.total_seconds()))
        self._offset = offset


class TimeTravel:
    """Moves the clock as a week would: it halts at every due time until all that follows from it is done."""

    def __init__(
        self, clock: Clock, *, next_due: Callable[[], datetime | None], settle: Callable[[], None]
    ) -> None:
        """`next_due` tells the next ritual's due instant (UTC), `settle` does all the work that waits."""
        self._clock = clock
        self._next_due = next_due
        self.settle = settle
        self._lock = RLock()  # two visitors' journeys one after the other

    def now(self) -> datetime:
        return self._clock.now()

    def advance(self, by: timedelta) -> None:
        with self._lock:
            self.advance_to(self.now() + by)

    def advance_to(self, instant: datetime) -> None:
        """Go to that time (aware), through all due times on the way; the past stays out of reach."""
        with self._lock:
            self.settle()
            while (due := self._next_due()) is not None and due <= instant:
                self._go(due)
            self._go(instant)

    def next_ritual(self) -> datetime | None:
        """When the next ritual is due (UTC); None while none is planned."""
        return self._next_due()

    def advance_to_next_ritual(self) -> None:
        """Go to the next due time; without one, stay."""
        with self._lock:
            if (due := self._next_due()) is not None:
                self.advance_to(due)

    def _go(self, instant: datetime) -> None:
        self._clock.forward(instant)
        self.settle()
