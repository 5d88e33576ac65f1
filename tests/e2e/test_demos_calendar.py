"""Sessions in people's own calendars, read back by another library: all of them, one, what moves and is called off."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
import vobject

from rituals.messages import demos as looks
from rituals.messages import feeds
from tests.e2e.demoing import THURSDAY, card, later, move, offer, planned, steer
from tests.e2e.house import House, open_house, words

OUTSIDE = "https://bot.example.com/"
FEED = re.compile(rf"{re.escape(OUTSIDE)}calendar/([\w-]{{43}})\.ics")
FILE = re.compile(rf"{re.escape(OUTSIDE)}calendar/session/([\w-]{{43}})\.ics")


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    with open_house(database_url, {"public_url": OUTSIDE}) as house:
        house.set_up()
        yield house


def fetch(house: House, path: str) -> requests.Response:
    return requests.get(house.url.replace("slack/events", f"calendar/{path}.ics"), timeout=10)


def events(house: House, path: str) -> dict[str, Any]:
    """What another library reads there, by reference."""
    answer = fetch(house, path)
    assert answer.status_code == 200
    found = vobject.readOne(answer.content.decode()).contents.get("vevent", [])
    return {event.summary.value.rpartition("(")[2].rstrip(")"): event for event in found}


def addresses(house: House, who: str, demo: Any) -> tuple[str, str]:
    """Where somebody reads all sessions, and where anybody reads one."""
    house.acts.click(who, card(house, demo), looks.CALENDAR)
    one = FILE.search(words(house.view(who)))
    house.acts.click(who, house.view(who), feeds.SUBSCRIBE)
    every = FEED.search(words(house.view(who)))
    house.acts.close(who, house.view(who), everything=True)
    assert one
    assert every
    return every[1], f"session/{one[1]}"


def test_a_session_is_read_back_moved_and_called_off(house: House) -> None:
    demo = planned(house)
    offer(house, "U0MAX", demo)
    every, one = addresses(house, "U0LEA", demo)
    assert set(events(house, every)) == {"D-1", "D-2", demo.ref}  # those of the ritual, too
    (event,) = events(house, one).values()
    assert event.dtstart.value == THURSDAY
    assert event.dtend.value == THURSDAY + timedelta(minutes=30)
    assert event.location.value == "Room 4"
    assert event.url.value == "https://meet.example.com/demo"
    assert "SSO in two clicks · max" in event.description.value
    assert event.transp.value == "OPAQUE"
    before = events(house, every)[demo.ref]
    assert "SSO in two clicks" in before.description.value
    house.clock.now += timedelta(minutes=5)
    move(house, "U0PAM", demo, later(demo, days=7))
    moved = events(house, every)[demo.ref]
    assert moved.uid.value == before.uid.value == event.uid.value
    assert int(moved.sequence.value) > int(before.sequence.value)
    assert moved.last_modified.value > before.last_modified.value
    assert moved.dtstart.value == THURSDAY + timedelta(days=7)
    steer(house, "U0PAM", demo, looks.CANCEL, {})
    off = events(house, every)[demo.ref]
    assert off.status.value == "CANCELLED"
    assert off.summary.value.startswith("Annulé")
    assert int(off.sequence.value) > int(moved.sequence.value)
    assert fetch(house, "session/" + "x" * 43).status_code == 404
