"""Where else polls are told of: in digests, on the page of a roadmap item, in Home."""

from datetime import timedelta
from typing import Any

from rituals.messages import polls as looks
from rituals.messages import roadmap_forms
from rituals.messages.polls import forms, voting
from tests.e2e.house import MONDAY, House, words
from tests.e2e.polling import PLACE, choose, click, newest, options, over, page, posted, until
from tests.e2e.test_home import home, open_home

WEEK = timedelta(days=7)
THREE_DAYS: dict[str, Any] = {forms.OPEN_FOR: "72"}


def digests(house: House) -> list[str]:
    """What stands as digests (the channel's first message is the bot's hello)."""
    house.settle()
    return [words(message) for message in house.posted("C0DIG")[1:]]


def decide(house: House, said: str) -> None:
    outcome = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.DECISION: said, forms.WHY: "Deals wait"})
    assert outcome.ok, outcome.errors
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.settle()


def test_a_digest_tells_what_came_out_and_what_waits_for_a_decision(house: House) -> None:
    poll = posted(house, **THREE_DAYS)
    click(house, "U0ANN", poll, 1)
    over(house, poll)
    until(house, MONDAY + WEEK)
    [first] = digests(house)
    assert "*P-1* What is next? · first: *Search* (100%) · pam has yet to say what comes of it" in first
    until(house, MONDAY + 2 * WEEK)
    assert len(digests(house)) == 1  # an open question alone is no news
    house.type("U0ANN", "/signal Acme needs SSO")
    until(house, MONDAY + 3 * WEEK)
    assert "pam has yet to say" in digests(house)[-1]
    shown = page(house, "U0PAM", poll)
    house.acts.click("U0PAM", shown, looks.DECIDE)
    decide(house, "Search comes first")
    told = digests(house)
    assert len(told) == 2
    assert all("*decided:* Search comes first" in one for one in told)
    until(house, MONDAY + 4 * WEEK)
    assert "*decided:* Search comes first" in digests(house)[-1]
    assert len(digests(house)) == 3


def test_a_poll_that_is_deleted_leaves_the_digest(house: House) -> None:
    poll = posted(house, **THREE_DAYS)
    house.type("U0ANN", "/signal Acme needs SSO")
    over(house, poll)
    until(house, MONDAY + WEEK)
    assert "P-1" in digests(house)[0]
    house.acts.click("U0PAM", page(house, "U0PAM", poll), looks.DELETE)
    [told] = digests(house)
    assert "P-1" not in told
    assert "Acme needs SSO" in told


def test_an_items_page_tells_of_its_polls_and_asks_the_next_one(house: House) -> None:
    for title in ("Exports", "Search"):
        house.acts.submit("U0PAM", house.open("U0PAM", "/roadmap add"), {roadmap_forms.TITLE: title})
        house.acts.close("U0PAM", house.view("U0PAM"))
    item = house.open("U0PAM", "/roadmap I-2")
    assert house.acts.click("U0PAM", item, looks.NEW).ok
    form = house.view("U0PAM")
    assert "I-2 · Search" in words(form)
    values = {forms.QUESTION: "What is next?", forms.FREE: "Charts", forms.CHANNEL: PLACE, forms.KIND: "one"}
    outcome = house.acts.submit("U0PAM", form, values | THREE_DAYS)
    assert outcome.ok, outcome.errors
    house.acts.click("U0PAM", house.view("U0PAM"), looks.POST)
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.settle()
    poll = newest(house)
    shown = words(house.open("U0ANN", "/roadmap I-2"))
    assert "P-1 · What is next?" in shown
    assert "Closes <!date" in shown
    assert "P-1" not in words(house.open("U0LEA", "/roadmap I-1"))
    click(house, "U0ANN", poll, 0)
    click(house, "U0MAX", poll, 1)
    click(house, "U0ADA", poll, 1)
    over(house, poll)
    assert "Place 2 of 2 (33%)" in words(house.open("U0ANN", "/roadmap I-2"))
    assert "is for pam to say" in words(house.open("U0ANN", "/roadmap I-2"))
    house.acts.click("U0PAM", page(house, "U0PAM", poll), looks.DECIDE)
    decide(house, "Charts come first")
    seen = house.open("U0ANN", "/roadmap I-2")
    assert "*Decided by pam:* Charts come first" in words(seen)
    house.acts.click("U0ANN", seen, looks.OPEN)
    assert "Deals wait" in words(house.view("U0ANN"))


def test_the_board_leads_to_all_polls(house: House) -> None:
    posted(house)
    board = house.open("U0ANN", "/roadmap")
    house.acts.click("U0ANN", board, looks.LIST)
    assert "P-1 · What is next?" in words(house.view("U0ANN"))


def test_home_shows_what_waits_for_a_vote_then_for_a_decision(house: House) -> None:
    for who in ("U0ANN", "U0PAM"):
        open_home(house, who)
    poll = posted(house, **THREE_DAYS)
    waiting = home(house, "U0ANN")
    assert "Waiting for you" in words(waiting)
    assert "P-1 · What is next?" in words(waiting)
    house.acts.click("U0ANN", waiting, looks.VOTE)
    outcome = house.acts.submit("U0ANN", house.view("U0ANN"), {voting.CHOICE: options(house, poll)[1].id})
    assert outcome.ok, outcome.errors
    house.acts.close("U0ANN", house.view("U0ANN"))
    assert "Waiting for you" not in words(home(house, "U0ANN"))
    over(house, poll)
    owed = home(house, "U0PAM")
    assert "It is closed, first: *Search* (100%). What comes of it?" in words(owed)
    house.acts.click("U0PAM", owed, looks.DECIDE)
    decide(house, "Search comes first")
    assert "Waiting for you" not in words(home(house, "U0PAM"))


def test_no_home_is_written_because_somebody_voted_without_a_name(house: House) -> None:
    open_home(house, "U0ANN")
    poll = posted(house, **THREE_DAYS, **{forms.NAMED: forms.ANONYMOUS})
    before = home(house, "U0ANN")
    choose(house, "U0ANN", poll, 1)
    assert home(house, "U0ANN") == before
    assert "Ce qui vous attend" in words(open_home(house, "U0LEA"))
    assert "Waiting for you" not in words(open_home(house, "U0ANN"))
    over(house, poll)
    assert "Ce qui vous attend" not in words(home(house, "U0LEA"))
