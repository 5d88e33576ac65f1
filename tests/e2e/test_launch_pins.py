"""The plan of a launch is pinned once; where Slack refuses, it goes on and who started the launch is told once."""

import pytest
from sqlalchemy import update

from bot.playground.world import Message
from rituals.launches.cards import CARD
from rituals.launches.pinning import PIN
from rituals.messages import launches as looks
from storage import outbox
from storage.leases import AT_ONCE
from storage.tables import jobs
from tests.e2e.house import TEAM, House, words
from tests.e2e.launching import FIRST, PEOPLE, card, started, with_release

PAM, MAX = "U0PAM", "U0MAX"


def told(house: House, person: str) -> list[Message]:
    return [one for one in house.posted(house.world.direct(person).id) if "pin" in one.text]


def pins(house: House) -> int:
    return sum(call.method == "pins.add" for call in house.world.calls)


def test_the_plan_is_pinned_once_however_often_it_changes(house: House) -> None:
    with_release(house)
    started(house)
    assert card(house).pinned
    with house.bot.services.write() as tx:
        outbox.want_all(tx, TEAM, CARD)
    house.settle()
    assert pins(house) == 1
    assert told(house, PAM) == []


@pytest.mark.parametrize(("code", "scope"), [("missing_scope", True), ("permission_denied", False)])
def test_where_slack_refuses_the_plan_goes_on_and_one_is_told_once(
    house: House, code: str, scope: bool
) -> None:
    with_release(house)
    if scope:
        house.world.scopes.remove("pins:write")
    else:
        house.world.faults.add("pins.add", f"error:{code}")
    started(house)
    assert not card(house).pinned
    (message,) = told(house, PAM)
    assert "did not let me pin it" in message.text
    assert ("`pins:write`" in message.text) is scope
    assert looks.SHOW in words(message)
    assert told(house, MAX) == []
    with house.bot.services.write() as tx:
        outbox.want_all(tx, TEAM, CARD)
    house.settle()
    assert len(told(house, PAM)) == 1


@pytest.mark.parametrize("code", ["already_pinned", "message_not_found"])
def test_pinned_already_or_taken_away_needs_no_words(house: House, code: str) -> None:
    with_release(house)
    house.world.faults.add("pins.add", f"error:{code}")
    started(house)
    assert pins(house) == 1
    assert told(house, PAM) == []


def test_who_reads_french_is_told_in_french(house: House) -> None:
    with_release(house)
    house.world.scopes.remove("pins:write")
    house.acts.submit("U0MAX", house.open("U0MAX", "/launch start R-1"), FIRST)
    house.acts.submit("U0MAX", house.view("U0MAX"), PEOPLE)
    house.settle()
    assert [
        one
        for one in house.posted(house.world.direct("U0MAX").id)
        if "ne m’a pas laissé l’épingler" in one.text
    ]


def test_it_is_tried_again_where_slack_does_not_answer(house: House) -> None:
    with_release(house)
    house.world.faults.add("pins.add", "http_500")
    started(house)
    assert not card(house).pinned
    assert told(house, PAM) == []
    with house.bot.services.write() as tx:
        tx.execute(update(jobs).where(jobs.c.kind == PIN).values(not_before=AT_ONCE))
    assert card(house).pinned
