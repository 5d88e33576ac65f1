"""Calendars that other programs read: iCalendar, RFC 5545 (https://www.rfc-editor.org/rfc/rfc5545)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

LOOK_EVERY = timedelta(hours=1)  # how often programs should ask again
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)  # what RFC 5545 and UTF-8 have no place for


@dataclass(frozen=True)
class Entry:
    """One event: a whole day, or from an instant on for a while.

    `uid` is the same for ever; `sequence` grows with each change, the last of which was at `changed_at`.
    """

    uid: str
    title: str
    words: str
    starts: date | datetime
    sequence: int
    changed_at: datetime
    lasts: timedelta = timedelta(days=1)
    cancelled: bool = False
    link: str | None = None
    place: str | None = None
    busy: bool = False  # whether who takes part has no time for something else


def written(name: str, entries: Iterable[Entry]) -> bytes:
    """A calendar with these events, folded and escaped. The same events give the same bytes."""
    from icalendar import Calendar, vText  # here: a start need not wait for it

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Diapason//Calendar//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add(
        "name", vText(_line(name))
    )  # typed by hand: the library escapes no value of a name it does not know
    calendar.add("x-wr-calname", vText(_line(name)))  # what most programs read in its place
    calendar.add("refresh-interval", LOOK_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)  # without METHOD it says when this was last revised
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.starts + entry.lasts)
    event.add("summary", _line(entry.title))
    event.add("description", _seen(entry.words))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    if entry.place:
        event.add("location", _line(entry.place))
    if entry.link:
        event.add("url", entry.link)
    return event


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
    """A title is one line."""
    return " ".join(_seen(text).split())
