"""From a wall clock to the instant it means."""

import re
from datetime import UTC, date, datetime, time

from bot.kit.times.zones import known_zone

_LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?", re.ASCII)


def due_instant(day: date, at: time, zone: str) -> datetime:
    """The UTC instant at which the clocks of a zone show `at` on `day`.

    A time that the clocks jump over moves forward by the length of the jump: in Paris 02:30 becomes 03:30 on
    the spring Sunday, and the day that Apia left out in 2011 becomes the next one. A time that the clocks
    show twice is the first of the two. Both as RFC 5545, section 3.3.5. `ValueError` for an unknown zone,
    `OverflowError` at the two ends of the calendar.
    """
    # fold=0 takes the offset before the change, which is both rules at once (PEP 495).
    return datetime.combine(day, at.replace(fold=0, tzinfo=None), known_zone(zone)).astimezone(UTC)


def parse_local(text: str, zone: str) -> datetime:
    """The UTC instant of a typed local time: `2026-11-30 09:00`, or `2026-11-30` for midnight.

    A `T` between date and time is fine; summer time as in `due_instant`. `ValueError` says what to type.
    """
    known_zone(zone)  # a wrong zone has words of its own
    advice = f"{text!r} is not a local time: type it like 2026-11-30 09:00"
    found = _LOCAL.fullmatch(text.strip())
    if found is None:
        raise ValueError(advice)
    try:
        return due_instant(date.fromisoformat(found[1]), time.fromisoformat(found[2] or "00:00"), zone)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{advice} ({error})") from error


def picked_instant(value: str | None) -> datetime | None:
    """The instant that a Slack `datetimepicker` was set to, from its Unix seconds; None where none was picked."""
    return datetime.fromtimestamp(int(value), UTC) if value and value.isdecimal() else None
