"""The demo's clock as the page sees it, and the steps that a visitor may take with it."""

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

STEPS = ("ritual", "hour", "day", "monday")


class Clock(Protocol):
    """A clock that only moves forward; times are aware."""

    def now(self) -> datetime: ...

    def advance(self, by: timedelta) -> None: ...

    def advance_to(self, instant: datetime) -> None: ...

    def next_ritual(self) -> datetime | None: ...

    def advance_to_next_ritual(self) -> None: ...


def take_step(clock: Clock, step: str, tz: str) -> None:
    """Move the clock by one of `STEPS`; days are those of `tz` (IANA). ValueError for another step."""
    match step:
        case "ritual":
            clock.advance_to_next_ritual()
        case "hour":
            clock.advance(timedelta(hours=1))
        case "day":
            clock.advance_to(_days_later(clock.now(), 1, tz))
        case "monday":
            clock.advance_to(next_monday(clock.now(), tz))
        case _:
            raise ValueError(f"no such step: {step}")


def next_monday(now: datetime, tz: str) -> datetime:
    """The coming Monday at 08:55: before the working week begins, so that nine o'clock is still to come."""
    days = 7 - now.astimezone(ZoneInfo(tz)).weekday()
    return _days_later(now, days, tz).replace(hour=8, minute=55, second=0, microsecond=0)


def _days_later(now: datetime, days: int, tz: str) -> datetime:
    """That many days later by the calendar: the wall clock stays, summer time or not."""
    # Adding to an aware local time is calendar arithmetic: the zone's offset is looked up afterwards.
    return now.astimezone(ZoneInfo(tz)) + timedelta(days=days)
