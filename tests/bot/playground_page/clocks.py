"""A clock that stands where it was put."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class Hand:
    time: datetime
    ritual: datetime | None = None

    def now(self) -> datetime:
        return self.time

    def advance(self, by: timedelta) -> None:
        self.time += by

    def advance_to(self, instant: datetime) -> None:
        self.time = max(self.time, instant.astimezone(UTC))

    def next_ritual(self) -> datetime | None:
        return self.ritual

    def advance_to_next_ritual(self) -> None:
        assert self.ritual
        self.time, self.ritual = self.ritual, None
