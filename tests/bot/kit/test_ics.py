"""Calendars read back: by another library, and by RFC 5545's own rules of folding and escaping."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kit.ics import Entry, written

CHANGED = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOSTILE = [
    "a, b; c: d\\n \\, \"q\" 'r'",
    "BEGIN:VEVENT\r\nSUMMARY:mine\r\nEND:VEVENT",
    "line\n\nline\rline",
    "👩‍👩‍👧 é" * 300,
    "x" * 3000,
    "\x00\x07\x1b\x7f tab\tin",
    "",
]


def entry(**more: Any) -> Entry:
    usual: dict[str, Any] = {"uid": "u@x", "title": "T", "words": "W", "starts": date(2026, 12, 31)}
    return Entry(**usual | {"sequence": 3, "changed_at": CHANGED} | more)


def lines(calendar: bytes) -> list[str]:
    """Unfolded as RFC 5545, 3.1 says; each line of at most 75 octets is whole UTF-8."""
    assert calendar.endswith(b"\r\n")
    for line in calendar.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8")
    return calendar.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def unescaped(value: str) -> str:
    """As RFC 5545, 3.3.11 says."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def value_of(calendar: bytes, name: str) -> str:
    (found,) = [line for line in lines(calendar) if re.match(rf"{name}[;:]", line)]
    return found.partition(":")[2]


def read(calendar: bytes) -> Any:
    return vobject.readOne(calendar.decode())


def kept(text: str) -> str:
    """What of a text may stand in a calendar, by an independent rule."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in whole if sign in "\t\n" or (ord(sign) >= 32 and ord(sign) != 127))


def test_a_day_ends_with_the_next_one() -> None:
    event = read(written("C", [entry()])).vevent
    assert event.dtstart.value == date(2026, 12, 31)
    assert event.dtend.value == date(2027, 1, 1)
    assert (event.status.value, event.sequence.value, event.uid.value) == ("CONFIRMED", "3", "u@x")
    assert event.last_modified.value == event.dtstamp.value == CHANGED


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime.fromisoformat("2026-03-29T02:30:00+01:00"), "20260329T013000Z"),
        (datetime.fromisoformat("2026-03-29T03:30:00+02:00"), "20260329T013000Z"),
        (datetime.fromisoformat("2026-10-25T02:30:00+02:00"), "20261025T003000Z"),
        (datetime.fromisoformat("2026-10-25T02:30:00+01:00"), "20261025T013000Z"),
    ],
)
def test_an_instant_is_told_in_utc(at: datetime, said: str) -> None:
    calendar = written("C", [entry(starts=at.astimezone(UTC), lasts=timedelta(minutes=30))])
    assert value_of(calendar, "DTSTART") == said
    assert read(calendar).vevent.dtend.value == at + timedelta(minutes=30)


def test_what_programs_are_told_of_the_whole() -> None:
    calendar = written("L, été; x", [entry(cancelled=True, link="https://x.example/a?b=c&d=e")])
    assert value_of(calendar, "NAME") == value_of(calendar, "X-WR-CALNAME") == "L\\, été\\; x"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines(calendar)
    assert value_of(calendar, "STATUS") == "CANCELLED"
    assert value_of(calendar, "URL") == "https://x.example/a?b=c&d=e"
    assert written("L", [entry()]) == written("L", [entry()])
    assert read(written("L", [])).version.value == "2.0"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out(text: str) -> None:
    calendar = written(text, [entry(title=text, words=text), entry(uid="v@x")])
    first, second = read(calendar).vevent_list
    assert first.description.value == kept(text)
    assert first.summary.value == " ".join(kept(text).split())
    assert (second.uid.value, second.summary.value) == ("v@x", "T")


@given(st.text(st.sampled_from("a,;:\\nN\r\n\té🚀\"'^\x00 ") | st.characters(codec="utf-8"), max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    calendar = written("C", [entry(words=text)])
    assert unescaped(value_of(calendar, "DESCRIPTION")) == kept(text)
