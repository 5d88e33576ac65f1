"""Where else polls are told of: in digests, on the page of a roadmap item, in Home."""

from datetime import timedelta
from typing import Any

from rituals.messages import polls as looks
from rituals.messages.polls import forms
from tests.e2e.house import MONDAY, House, words
from tests.e2e.polling import click, over, page, posted, until

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
