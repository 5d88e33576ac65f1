"""Launches in people's own calendars: the secret address, what stands there for whom, and taking it back."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import requests
import vobject
from sqlalchemy import select

from bot.playground.world import View
from rituals.feeds import hashed
from rituals.forgetting import forget
from rituals.messages import feeds as looks
from rituals.messages import launch_dates as dates
from rituals.messages import launch_decisions as decisions
from rituals.messages import launch_forms, release_drafts, release_forms, releases
from rituals.messages import launches as plan_looks
from storage import exports, tables
from tests.e2e.house import TEAM, House, open_house, words
from tests.e2e.launching import FIRST, PLACE, card, started, with_release

OUTSIDE = "https://bot.example.com/diapason/"
LINK = re.compile(rf"{re.escape(OUTSIDE)}calendar/([\w-]{{43}})\.ics")


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    with open_house(database_url, {"public_url": OUTSIDE}) as house:
        house.set_up()
        with_release(house)
        yield house


def subscribe(house: House, person: str) -> View:
    house.open(person, "/launch calendar")
    house.acts.click(person, house.view(person), looks.SUBSCRIBE)
    return house.view(person)


def secret_in(view: View) -> str:
    found = LINK.search(words(view))
    assert found, words(view)
    return found[1]


def fetch(house: House, secret: str) -> requests.Response:
    return requests.get(house.url.replace("slack/events", f"calendar/{secret}.ics"), timeout=10)


def events(house: House, secret: str) -> dict[str, Any]:
    """What another library reads there, by title."""
    answer = fetch(house, secret)
    assert answer.status_code == 200
    calendar = vobject.readOne(answer.content.decode())
    return {event.summary.value: event for event in calendar.contents.get("vevent", [])}


def subscribed(house: House, person: str) -> str:
    secret = secret_in(subscribe(house, person))
    house.acts.close(person, house.view(person), everything=True)
    return secret


def plan_decision(house: House, at: datetime) -> None:
    house.acts.click("U0MAX", card(house), plan_looks.ALL)
    house.acts.click("U0MAX", house.view("U0MAX"), plan_looks.DECISION)
    house.acts.click("U0MAX", house.view("U0MAX"), decisions.PLAN)
    form = {decisions.OPENS_AT: int(at.timestamp()), decisions.DECIDERS: ["U0PAM"], decisions.CRITERIA: "x"}
    house.acts.submit("U0MAX", house.view("U0MAX"), form)
    house.acts.close("U0MAX", house.view("U0MAX"), everything=True)


def move(house: House, **days: str) -> None:
    house.acts.click("U0ADA", card(house), plan_looks.ALL)
    house.acts.click("U0ADA", house.view("U0ADA"), plan_looks.MOVE_DAYS)
    house.acts.submit("U0ADA", house.view("U0ADA"), {dates.WHY: "why"} | days)
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    house.acts.close("U0ADA", house.view("U0ADA"), everything=True)


def test_days_stand_in_each_persons_calendar_in_their_language(house: House) -> None:
    started(house)
    english, french = subscribed(house, "U0ANN"), subscribed(house, "U0LEA")
    found = events(house, english)
    assert list(found) == ["🏁 Single <sign-on>: ready (L-1)", "🚀 Single <sign-on>: to customers (L-1)"]
    ready, market = found.values()
    assert (ready.dtstart.value, market.dtstart.value) == (date(2026, 12, 7), date(2026, 12, 14))
    assert market.dtend.value == date(2026, 12, 15)
    assert "L-1 · R-1 · tier 2, notable" in market.description.value
    channel = f"https://slack.com/app_redirect?team={TEAM}&channel={PLACE}"
    assert market.url.value == channel
    assert channel in market.description.value
    in_french = [title.replace("\N{NO-BREAK SPACE}", " ") for title in events(house, french)]
    assert in_french == ["🏁 Single <sign-on> : prêt (L-1)", "🚀 Single <sign-on> : aux clients (L-1)"]
    assert "Lancements · Playground" in fetch(house, french).text


def test_what_moves_keeps_its_identity_and_counts_up(house: House) -> None:
    started(house)
    plan_decision(house, datetime(2026, 12, 10, 9, tzinfo=UTC))
    secret = subscribed(house, "U0ANN")
    before, unchanged = events(house, secret), fetch(house, secret)
    assert fetch(house, secret).headers["ETag"] == unchanged.headers["ETag"]
    house.clock.now += timedelta(minutes=5)
    move(house, **{dates.READY_ON: "2026-12-08", dates.MARKET_ON: "2026-12-21"})
    after = events(house, secret)
    assert fetch(house, secret).headers["ETag"] != unchanged.headers["ETag"]
    assert after.keys() == before.keys()
    for title, event in after.items():
        assert event.uid.value == before[title].uid.value
        assert int(event.sequence.value) > int(before[title].sequence.value)
        assert event.last_modified.value > before[title].last_modified.value
    assert len({event.uid.value for event in after.values()}) == 3
    assert [str(event.dtstart.value)[:10] for event in after.values()] == [
        "2026-12-08",
        "2026-12-21",
        "2026-12-17",
    ]


@pytest.mark.parametrize(
    ("market", "at", "moved_to", "then"),
    [  # ten o'clock in Paris before and after each change of the clocks
        ("2027-03-26", "2027-03-24T09:00Z", "2027-04-02", "20270331T080000Z"),
        ("2027-10-29", "2027-10-27T08:00Z", "2027-11-05", "20271103T090000Z"),
    ],
)
def test_go_or_no_go_keeps_its_hour_over_a_change_of_clocks(
    house: House, market: str, at: str, moved_to: str, then: str
) -> None:
    started(house)
    move(house, **{dates.READY_ON: "2026-12-07", dates.MARKET_ON: market})
    plan_decision(house, datetime.fromisoformat(at))
    secret = subscribed(house, "U0LEA")
    assert f"DTSTART:{at.replace('-', '').replace(':', '').replace('Z', '00Z')}" in fetch(house, secret).text
    move(house, **{dates.READY_ON: "2026-12-07", dates.MARKET_ON: moved_to})
    assert f"DTSTART:{then}" in fetch(house, secret).text
    told = [
        event for event in events(house, secret).values() if "VOTE OUVERT" in event.description.value.upper()
    ]
    assert "à 10:00 (Europe/Paris)" in told[0].description.value


def test_what_is_called_off_is_cancelled(house: House) -> None:
    started(house)
    plan_decision(house, datetime(2026, 12, 10, 9, tzinfo=UTC))
    secret = subscribed(house, "U0ANN")
    before = events(house, secret)
    house.acts.click("U0MAX", card(house), plan_looks.ALL)
    house.acts.click("U0MAX", house.view("U0MAX"), plan_looks.DECISION)
    house.acts.click("U0MAX", house.view("U0MAX"), decisions.CANCEL)
    house.acts.close("U0MAX", house.view("U0MAX"), everything=True)
    states = {title: event.status.value for title, event in events(house, secret).items()}
    assert states.pop("Cancelled: 🗳️ Go or no-go: Single <sign-on> (L-1)") == "CANCELLED"
    assert set(states.values()) == {"CONFIRMED"}

    draft = house.type("U0PAM", "/release R-1")
    house.acts.click("U0PAM", draft, releases.WITHDRAW)
    house.acts.submit("U0PAM", house.view("U0PAM"), {release_drafts.WHY: "why"})
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    after = events(house, secret)
    assert {event.status.value for event in after.values()} == {"CANCELLED"}
    assert {event.uid.value for event in after.values()} == {event.uid.value for event in before.values()}
    assert all(title.startswith("Cancelled: ") for title in after)
    assert "R-1 was withdrawn" in after["Cancelled: 🏁 Single <sign-on>: ready (L-1)"].description.value


def test_the_link_is_told_once_and_another_takes_its_place(house: House) -> None:
    started(house)
    view = subscribe(house, "U0ANN")
    first = secret_in(view)
    house.acts.click("U0ANN", view, looks.RENEW)
    second = secret_in(house.view("U0ANN"))
    assert second != first
    assert (fetch(house, first).status_code, fetch(house, second).status_code) == (404, 200)
    house.acts.close("U0ANN", house.view("U0ANN"), everything=True)
    again = subscribe(house, "U0ANN")
    assert "have had a link since Monday, November 23, 2026" in words(again)
    assert not LINK.search(words(again))
    assert fetch(house, second).status_code == 200
    house.acts.click("U0ANN", again, looks.TURN_OFF)
    assert "Turned off" in words(house.view("U0ANN"))
    assert fetch(house, second).content == fetch(house, "unknown").content
    house.acts.click("U0ANN", house.view("U0ANN"), looks.SUBSCRIBE)
    assert fetch(house, secret_in(house.view("U0ANN"))).status_code == 200


def test_a_click_on_what_is_over_changes_nothing(house: House) -> None:
    view = subscribe(house, "U0ANN")
    renewed = house.acts.click("U0ANN", view, looks.RENEW)
    secret = secret_in(house.view("U0ANN"))
    assert renewed.request
    for action_id in (looks.RENEW, looks.TURN_OFF):
        assert looks.RENEW.encode() in renewed.request.body
        stale = replace(
            renewed.request, body=renewed.request.body.replace(looks.RENEW.encode(), action_id.encode())
        )
        house.acts.resend(stale)
        assert fetch(house, secret).status_code == 200


def test_twice_at_once_makes_one(house: House) -> None:
    house.open("U0ANN", "/launch calendar")
    clicked = house.acts.click("U0ANN", house.view("U0ANN"), looks.SUBSCRIBE)
    first = secret_in(house.view("U0ANN"))
    request = clicked.request
    assert request
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: house.acts.resend(request), range(2)))
    assert fetch(house, first).status_code == 200
    with house.bot.services.read() as tx:
        assert len(tx.execute(select(tables.calendar_feeds)).all()) == 1


@pytest.mark.parametrize("became", [{"guest": "channels"}, {"deleted": True}])
def test_who_may_not_read_any_more_finds_nothing(house: House, became: dict[str, Any]) -> None:
    started(house)
    secret = subscribed(house, "U0ANN")
    assert fetch(house, secret).status_code == 200
    house.rename("U0ANN", **became)
    house.acts.retry_due_events()
    assert fetch(house, secret).content == fetch(house, "unknown").content


def test_a_secret_is_kept_as_a_hash_and_leaves_with_nobody(house: House) -> None:
    secret = subscribed(house, "U0ANN")
    with house.bot.services.read() as tx:
        everything = json.dumps(
            [[list(row) for row in tx.execute(select(table))] for table in tables.metadata.sorted_tables],
            default=str,
        )
        (row,) = exports.rows(tx, tables.calendar_feeds)
    assert secret not in everything
    assert hashed(secret) in everything
    assert hashed(secret) not in str(row)
    assert (row["person"], row["what"]) == (f"{TEAM}:U0ANN", "launches")
    forget(house.bot.services, "U0ANN")
    assert fetch(house, secret).status_code == 404
    with house.bot.services.read() as tx:
        assert not tx.execute(select(tables.calendar_feeds)).all()


def test_a_launch_leaves_three_months_after_its_market_day(house: House) -> None:
    started(house)
    secret = subscribed(house, "U0ANN")
    house.clock.now = datetime(2027, 3, 14, 12, tzinfo=UTC)  # 90 days
    assert len(events(house, secret)) == 2
    house.clock.now += timedelta(days=1)
    assert events(house, secret) == {}


def test_a_hostile_name_stays_a_name(house: House) -> None:
    name = 'a, b; c\\\\n: "q" 👩‍👩‍👧 BEGIN:VEVENT ' + "é" * 100
    view = house.open("U0PAM", "/release")
    house.acts.submit("U0PAM", view, {release_forms.NAME: name, release_forms.changes_input(0): "x"})
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    view = house.open("U0PAM", "/launch start R-2")
    house.acts.submit("U0PAM", view, FIRST | {launch_forms.AUDIENCE: "colleagues"})
    house.acts.submit("U0PAM", house.view("U0PAM"), {})
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    found = events(house, subscribed(house, "U0ANN"))
    ready, market = found.values()
    assert ready.description.value.splitlines()[0] == name
    assert market.summary.value.startswith(f"🚀 {name[:60]}")
    assert market.summary.value.endswith("…: to colleagues (L-1)")


def test_without_an_address_from_outside_nothing_is_offered(database_url: str) -> None:
    with open_house(database_url) as house:
        house.set_up()
        view = house.open("U0ANN", "/launch calendar")
        assert looks.SUBSCRIBE not in words(view)
        assert fetch(house, "x" * 43).status_code == 404
