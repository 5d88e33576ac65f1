"""Polls for tests: drafted by the form, posted, voted in; and what stands of them."""

from datetime import datetime, timedelta
from typing import Any

from bot.playground.world import Message, View
from rituals.messages import polls as looks
from rituals.messages.polls import forms, voting
from rituals.polls.counting import Kind
from storage import polls
from storage.polls import Option, Poll
from tests.e2e.house import MONDAY, TEAM, House, words

PLACE = "C0GEN"
EVERYBODY = ("U0ANN", "U0LEA", "U0PAM", "U0MAX", "U0ADA")


def drafted(house: House, who: str = "U0PAM", /, **changed: Any) -> View:
    """A draft from the form: one choice of three, in the channel of all, with names."""
    house.clock.now = max(house.clock.now, MONDAY)
    values: dict[str, Any] = {
        forms.QUESTION: "What is next?",
        forms.FREE: "Exports\nSearch\nCharts",
        forms.CHANNEL: PLACE,
        forms.KIND: Kind.ONE,
    }
    view = house.open(who, "/roadmap poll")
    for name in {forms.ITEMS, forms.GROUP} & changed.keys():
        house.acts.suggest(who, view, name, "")
    outcome = house.acts.submit(who, view, values | changed)
    assert outcome.ok, outcome.errors
    return house.view(who)


def posted(house: House, who: str = "U0PAM", /, **changed: Any) -> Poll:
    """The same, posted."""
    drafted(house, who, **changed)
    house.acts.click(who, house.view(who), looks.POST)
    house.acts.close(who, house.view(who))
    house.settle()
    return newest(house)


def newest(house: House) -> Poll:
    with house.bot.services.read() as tx:
        number = 1
        while polls.by_number(tx, TEAM, number + 1):
            number += 1
        found = polls.by_number(tx, TEAM, number)
    assert found
    return found


def options(house: House, poll: Poll) -> list[Option]:
    with house.bot.services.read() as tx:
        return polls.options(tx, TEAM, poll.id)


def card(house: House, poll: Poll) -> Message:
    house.settle()
    (found,) = [one for one in house.posted(poll.channel_id) if poll.ref in one.text and not one.thread_ts]
    return found


def in_thread(house: House, poll: Poll) -> list[str]:
    house.settle()
    top = card(house, poll)
    return [words(one) for one in house.posted(poll.channel_id) if one.thread_ts == top.ts]


def click(house: House, who: str, poll: Poll, position: int) -> str:
    """Choose an option by its button; what is answered privately."""
    value = f"{poll.id} {options(house, poll)[position].id}"
    return words(house.answer(who, card(house, poll), looks.CHOOSE, value))


def open_form(house: House, who: str, poll: Poll) -> View:
    outcome = house.acts.click(who, card(house, poll), looks.VOTE)
    assert outcome.ok, outcome.error
    return house.view(who)


def vote(house: House, who: str, poll: Poll, values: dict[str, Any]) -> View:
    """Vote by the form; the page that answers."""
    outcome = house.acts.submit(who, open_form(house, who, poll), values)
    assert outcome.ok, outcome.errors
    page = house.view(who)
    house.acts.close(who, page)
    return page


def choose(house: House, who: str, poll: Poll, position: int, **more: Any) -> View:
    """Vote for one option by the form."""
    return vote(house, who, poll, {voting.CHOICE: options(house, poll)[position].id} | more)


def over(house: House, poll: Poll) -> Message:
    """Its time is up; the card with the result."""
    assert poll.closes_at
    until(house, poll.closes_at)
    return card(house, poll)


def until(house: House, instant: datetime) -> None:
    house.clock.now = instant + timedelta(seconds=1)
    house.settle()


def told(house: House, who: str) -> str:
    """What stands in somebody's private messages."""
    house.settle()
    return "\n".join(words(one) for one in house.posted(house.world.direct(who).id))


def page(house: House, who: str, poll: Poll) -> View:
    return house.open(who, f"/roadmap {poll.ref}")
