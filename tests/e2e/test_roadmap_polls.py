"""The roadmap poll that comes each month, over both changes of clocks; its rule, and what it is made of."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rituals.messages import rituals as board_looks
from rituals.messages import roadmap_forms
from rituals.messages.polls import forms, recurring, voting
from rituals.polls.recurring import ROADMAP_POLL
from storage import polls, rituals
from storage.polls import Poll, State
from tests.e2e.house import TEAM, House, new_world, open_house, words
from tests.e2e.polling import card, newest, options, over, until, vote
from tests.team import Clock

FIRST_TUESDAYS = [
    datetime(2026, 10, 6, 8, tzinfo=UTC),  # ten o'clock in Paris, in summer time until 25 October
    datetime(2026, 11, 3, 9, tzinfo=UTC),
    datetime(2026, 12, 1, 9, tzinfo=UTC),
    datetime(2027, 1, 5, 9, tzinfo=UTC),
    datetime(2027, 2, 2, 9, tzinfo=UTC),
    datetime(2027, 3, 2, 9, tzinfo=UTC),
    datetime(2027, 4, 6, 8, tzinfo=UTC),  # and again from 28 March
]
BEFORE = datetime(2026, 9, 14, 8, tzinfo=UTC)


def planned(house: House, *titles: str, place: str = "next") -> None:
    for title in titles:
        view = house.open("U0PAM", "/roadmap add")
        outcome = house.acts.submit("U0PAM", view, {roadmap_forms.TITLE: title, roadmap_forms.PLACE: place})
        assert outcome.ok, outcome.errors
        house.acts.close("U0PAM", house.view("U0PAM"))


def asked_for(house: House, number: int, times: int) -> None:
    """So many signals stand behind an item."""
    for one in range(times):
        house.type("U0ANN", f"/signal They ask for {number}, {'again ' * one}")
        house.type("U0PAM", f"/roadmap I-{number} S-{house.count()}")


def labels(house: House, poll: Poll) -> list[str]:
    return [option.label for option in options(house, poll)]


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """Before the clocks go back."""
    world = new_world()
    assert isinstance(world.clock, Clock)
    world.clock.now = BEFORE
    with open_house(database_url, world=world) as house:
        house.set_up()
        yield house


def change_rule(house: House, **values: Any) -> str:
    board = house.type("U0ADA", "/diapason rituals")
    assert "Roadmap poll" in words(board)
    assert "in <#C0REL>, the first Tuesday of the month at 10:00" in words(board)
    assert house.acts.click("U0ADA", board, recurring.CHANGE).ok
    outcome = house.acts.submit("U0ADA", house.view("U0ADA"), values)
    assert outcome.ok, outcome.errors
    said = words(house.view("U0ADA"))
    house.acts.close("U0ADA", house.view("U0ADA"))
    return said


def test_each_month_is_asked_once_at_ten_whatever_clocks_do(house: House) -> None:
    planned(house, "Exports", "Search", "Charts")
    asked: list[Poll] = []
    for month, due in enumerate(FIRST_TUESDAYS):
        if due.month == 1:  # nothing to choose between in January
            for number in (1, 2):
                moved(house, number, "later")
        if due.month == 2:
            for number in (1, 2):
                moved(house, number, "next")
        house.clock.now = due - timedelta(seconds=1)
        house.settle()
        assert len(known(house)) == len(asked)
        until(house, due)
        house.settle()
        if due.month == 1:
            assert len(known(house)) == len(asked)
            continue
        poll = newest(house)
        asked.append(poll)
        assert len(known(house)) == len(asked)
        assert poll.opened_at
        assert poll.opened_at.astimezone(ZoneInfo("Europe/Paris")).strftime("%A %H:%M") == "Tuesday 10:00"
        vote(house, "U0ANN", poll, {voting.CHOICE: [options(house, poll)[month % 2].id]})
        closed = words(over(house, poll))
        compared = f"Compared with {asked[-2].ref}, the round before." if month else "Compared with"
        assert (compared in closed) == (month > 0), closed
    assert [poll.period for poll in asked] == [
        "2026-10",
        "2026-11",
        "2026-12",
        "2027-02",
        "2027-03",
        "2027-04",
    ]
    with house.bot.services.read() as tx:
        ritual = rituals.named(tx, TEAM, ROADMAP_POLL)
        assert ritual
        runs = {run.occurrence: run.outcome for run in rituals.last_runs(tx, TEAM, ritual.id, 20)}
    assert runs.pop("2027-01") == rituals.EMPTY
    assert set(runs.values()) == {rituals.SAID}


def test_what_has_the_most_evidence_is_asked_in_the_order_of_the_board(house: House) -> None:
    planned(house, "Exports", "Search", "Charts", "Themes")
    planned(house, "Billing", place="now")
    asked_for(house, 2, 1)
    asked_for(house, 4, 2)
    asked_for(house, 5, 3)
    said = change_rule(house, **{recurring.MOST: "2", forms.OPEN_FOR: "72", forms.NAMED: forms.ANONYMOUS})
    assert "The next one is posted" in said
    until(house, FIRST_TUESDAYS[0])
    poll = newest(house)
    assert labels(house, poll) == ["I-2 · Search", "I-4 · Themes"]
    assert poll.anonymous
    assert poll.opened_at
    assert poll.closes_at == poll.opened_at + timedelta(hours=72)
    assert "what matters most?" in words(card(house, poll))
    assert "Asked by ada" in words(card(house, poll))


def test_it_can_be_asked_by_hand_beside_the_months_own(house: House) -> None:
    board = house.type("U0ADA", "/diapason rituals")
    with house.bot.services.read() as tx:
        ritual = rituals.named(tx, TEAM, ROADMAP_POLL)
    assert ritual
    assert "nothing to choose between" in words(house.answer("U0ADA", board, board_looks.POST_NOW, ritual.id))
    planned(house, "Exports", "Search")
    house.answer("U0ADA", board, board_looks.POST_NOW, ritual.id)
    house.settle()
    assert newest(house).state == State.OPEN
    until(house, FIRST_TUESDAYS[0])
    assert [poll.number for poll in known(house) if poll.period == "2026-10"] == [2]


def test_it_speaks_the_language_of_its_channel(house: House) -> None:
    house.set_up("fr")
    planned(house, "Exports", "Search")
    until(house, FIRST_TUESDAYS[0])
    assert "qu’est-ce qui compte le plus ?" in words(card(house, newest(house)))


def known(house: House) -> list[Poll]:
    """The newest first."""
    with house.bot.services.read() as tx:
        return polls.listed(tx, TEAM, list(State), 100)


def moved(house: House, number: int, place: str) -> None:
    page = house.open("U0PAM", f"/roadmap I-{number}")
    house.acts.click("U0PAM", page, "roadmap.move")
    values = {roadmap_forms.PLACE: place}
    if place == "later":
        values[roadmap_forms.REASON] = "others_first"
    outcome = house.acts.submit("U0PAM", house.view("U0PAM"), values)
    assert outcome.ok, outcome.errors
    house.acts.close("U0PAM", house.view("U0PAM"))
