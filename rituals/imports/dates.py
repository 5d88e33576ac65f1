"""Days and moments as people and tools write them: ISO, and French and English ways.

Which comes first in 03/04/2026? One order holds for a whole file: the one that its other dates leave possible, else the
day, as in French and British English; `--dates` decides it. A time without a zone is of the workspace's zone, a day without
a time is noon of that day there, so that it is the same day for readers elsewhere.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from bot.kit.times import due_instant
from bot.kit.words import fold

NOON = time(12)
EARLIEST = 1970


class Order(StrEnum):
    """What comes first where a day is written in numbers."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


_MONTH_NAMES = (
    "jan january janvier janv",
    "feb february fevrier fevr fev",
    "mar march mars",
    "apr april avril avr",
    "may mai",
    "jun june juin",
    "jul july juillet juil",
    "aug august aout",
    "sep sept september septembre",
    "oct october octobre",
    "nov november novembre",
    "dec december decembre",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_TIME = (
    r"(?:(?:[ t,]+|,? (?:a|at) )(?P<hour>\d{1,2})(?: ?h ?|:)(?P<minute>\d{2})?"
    r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,6})\d*)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?)?"
    r"(?: ?(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2}))?"
)
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"(?P<first>\d{{1,2}})[-/.](?P<then>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}}){_TIME}")
_DAY_NAMED = re.compile(
    rf"(?:[a-z]+\.?,? )?(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?[ -](?:of )?(?P<name>[a-z]+)\.?,?[ -](?P<year>\d{{4}}){_TIME}"
)
_MONTH_NAMED = re.compile(
    rf"(?:[a-z]+\.?,? )?(?P<name>[a-z]+)\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_TIME}"
)


def read_moment(typed: str, zone: str, order: Order) -> datetime:
    """The instant that is meant, in UTC. Raises ValueError for what is no date that we can read."""
    found = _found(typed)
    day = _day(found, order)
    if day.year < EARLIEST:
        raise ValueError(typed)
    at = _time(found) or NOON
    if told := found["zone"]:
        return datetime.combine(day, at, _offset(told)).astimezone(UTC)
    return due_instant(day, at, zone)


def only_order(typed: str) -> Order | None:
    """The order that a date leaves possible, where it is written in numbers and leaves only one."""
    found = _NUMBERS.fullmatch(_plain(typed))
    if found is None:
        return None
    first, then = int(found["first"]), int(found["then"])
    if first > 12 >= then:
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if then > 12 >= first else None


def ambiguous(typed: str) -> bool:
    """Whether a date depends on the order."""
    found = _NUMBERS.fullmatch(_plain(typed))
    return found is not None and found["first"].lstrip("0") != found["then"].lstrip("0")


def _plain(typed: str) -> str:
    return " ".join(fold(typed).replace("\u202f", " ").replace("\u00a0", " ").split())


def _found(typed: str) -> re.Match[str]:
    text = _plain(typed)
    for pattern in (_YEAR_FIRST, _NUMBERS, _DAY_NAMED, _MONTH_NAMED):
        if found := pattern.fullmatch(text):
            return found
    raise ValueError(typed)


def _day(found: re.Match[str], order: Order) -> date:
    parts = found.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if "first" in parts:
        numbers = (int(parts["first"]), int(parts["then"]))
        day, month = numbers if order is Order.DAY_FIRST else numbers[::-1]
        return date(year, month, day)
    if "name" in parts:
        if parts["name"] not in _MONTHS:
            raise ValueError(parts["name"])
        return date(year, _MONTHS[parts["name"]], int(parts["day"]))
    return date(year, int(parts["month"]), int(parts["day"]))


def _time(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour = int(found["hour"])
    if half := found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(found[0])
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    micros = int((found["fraction"] or "0").ljust(6, "0"))
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0), micros)


def _offset(told: str) -> timezone:
    if told in ("z", "utc", "gmt"):
        return UTC
    digits = told[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if told[0] == "-" else minutes))
