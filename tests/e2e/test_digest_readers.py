"""Readers who leave, become guests or subscribe twice, and a digest whose channel is gone: nobody gets what is not theirs."""

from datetime import UTC, datetime, timedelta

import pytest

from rituals.messages.digest import forms
from storage import rituals
from tests.e2e.house import MONDAY, TEAM, House, words
from tests.e2e.test_digests import ANN, LEA, MAX, direct, go_to, subscribe

PARIS = {forms.ZONE: "Europe/Paris"}


@pytest.mark.parametrize("leaves", [True, False])
def test_who_left_or_became_a_guest_gets_none(house: House, leaves: bool) -> None:
    for person in (MAX, LEA):
        subscribe(house, person, **PARIS)
    house.type(ANN, "/signal Kestrel needs SSO")
    house.settle()
    if leaves:
        house.acts.deactivate("U0ADA", MAX)
    else:
        house.rename(MAX, guest="channels")
        house.acts.change_profile(MAX, real_name="Maxime")  # so that the bot hears of the change
    house.settle()
    before = len(direct(house, MAX))
    go_to(house, MONDAY)
    assert "Kestrel" in direct(house, LEA)[-1].text
    assert len(direct(house, MAX)) == before


def test_subscribing_twice_changes_the_one_there_is(house: House) -> None:
    subscribe(house, LEA, **PARIS)
    subscribe(house, LEA, **PARIS | {forms.AT: "10:00"})
    house.type(ANN, "/signal Kestrel needs SSO")
    house.settle()
    go_to(house, MONDAY)
    before = len(direct(house, LEA))
    go_to(house, MONDAY + timedelta(hours=1))
    assert len(direct(house, LEA)) == before + 1
    go_to(house, MONDAY + timedelta(hours=5))
    assert len(direct(house, LEA)) == before + 1


def test_an_archived_channel_keeps_nobody_else_from_their_digest(house: House) -> None:
    subscribe(house, LEA, **PARIS)
    house.type(ANN, "/signal Kestrel needs SSO")
    house.settle()
    house.acts.archive("U0ADA", "C0DIG")
    go_to(house, MONDAY)
    assert "Kestrel" in direct(house, LEA)[-1].text
    assert any("is paused" in message.text for message in direct(house, "U0ADA"))
    house.acts.archive("U0ADA", "C0DIG", archived=False)


def test_the_doctor_knows_digests_of_ones_own(house: House) -> None:
    """Well, they are many and not listed; one that did not come is noticed, without a name."""
    subscribe(house, LEA, **PARIS)
    assert "Personal digest" not in words(house.type("U0ADA", "/diapason doctor"))
    house.clock.now = MONDAY + timedelta(hours=1)
    told = words(house.type("U0ADA", "/diapason doctor"))
    assert "Personal digest" in told
    assert "Léa" not in told


def test_the_first_monday_over_new_year(house: House) -> None:
    subscribe(house, LEA, **PARIS | {forms.FREQUENCY: "monthly"})
    house.settle()
    for day in range(1, 80):
        if day % 7 == 0:
            house.type(ANN, f"/signal Kestrel asks for the {day}th time")
        go_to(house, MONDAY + timedelta(days=day, hours=1))
    with house.bot.services.read() as tx:
        ritual = rituals.named(tx, TEAM, f"personal:{TEAM}:{LEA}")
        assert ritual
        runs = sorted(rituals.last_runs(tx, TEAM, ritual.id, 10), key=lambda run: run.window_end)
    seven = timedelta(hours=7)  # 08:00 in Paris
    first = [
        datetime(2026, 12, 7, tzinfo=UTC),
        datetime(2027, 1, 4, tzinfo=UTC),
        datetime(2027, 2, 1, tzinfo=UTC),
    ]
    assert [(run.occurrence, run.window_end) for run in runs] == [
        (period, day + seven) for period, day in zip(("2026-12", "2027-01", "2027-02"), first, strict=True)
    ]
    told = [one.text for one in direct(house, LEA) if "récap" in one.text]
    assert "28 déc." not in told[-1]
