"""Surveys for tests: drafted by the form, sent, answered; and what stands of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.playground.world import Message, Person, View
from rituals.messages import surveys as looks
from rituals.messages.surveys import asking, forms
from storage import roles, surveys
from storage.surveys import About, Survey
from tests.e2e.house import MONDAY, TEAM, House, words

PLACE = "C0GEN"
EVERYBODY = ("U0ANN", "U0LEA", "U0PAM", "U0MAX", "U0ADA")


def drafted(house: House, who: str = "U0PAM", **changed: Any) -> View:
    """A draft from the form: what the members of a channel think of a tool."""
    house.clock.now = max(house.clock.now, MONDAY)
    house.acts.click(who, house.open(who, "/diapason survey"), looks.NEW)
    values: dict[str, Any] = {
        forms.KIND: About.TOOL,
        forms.NAME: "The <wiki>",
        forms.MEMBERS: PLACE,
        forms.CHANNEL: PLACE,
    }
    if changed.get(forms.RELEASE):
        house.acts.suggest(who, house.view(who), forms.RELEASE, "r-1")
    outcome = house.acts.submit(who, house.view(who), values | changed)
    assert outcome.ok, outcome.errors
    return house.view(who)


def sent(house: House, who: str = "U0PAM", **changed: Any) -> Survey:
    """The same, sent."""
    view = drafted(house, who, **changed)
    house.acts.click(who, view, looks.SEND)
    while house.world.views.top(who):
        house.acts.close(who, house.view(who))
    house.settle()
    return newest(house)


def newest(house: House) -> Survey:
    with house.bot.services.read() as tx:
        return surveys.listed(tx, TEAM, list(surveys.State), 1)[0]


def now(house: House, survey: Survey) -> Survey:
    """The survey as it is now."""
    with house.bot.services.read() as tx:
        found = surveys.get(tx, TEAM, survey.id)
    assert found
    return found


def asked(house: House, who: str, survey: Survey) -> list[Message]:
    """The private messages that ask somebody."""
    return [one for one in house.posted(house.world.direct(who).id) if survey.id in words(one)]


def open_form(house: House, who: str, survey: Survey) -> View:
    outcome = house.acts.click(who, asked(house, who, survey)[0], looks.ANSWER)
    assert outcome.ok, outcome.error
    return house.view(who)


def answer(house: House, who: str, survey: Survey, mark: int, why: str = "") -> View:
    """Answer from the private message; the page that thanks."""
    values = {asking.MARK: str(mark)} | ({asking.WHY: why} if why else {})
    outcome = house.acts.submit(who, open_form(house, who, survey), values)
    assert outcome.ok, outcome.errors
    page = house.view(who)
    house.acts.close(who, page)
    return page


def fill_in(house: House, survey: Survey, who: str, mark: int, why: str = "") -> None:
    """Answer, and look at nothing."""
    open_form(house, who, survey)
    house.acts.submit(who, house.view(who), {asking.MARK: str(mark)} | ({asking.WHY: why} if why else {}))


def answer_all(house: House, survey: Survey, marks: Iterable[int], why: str = "") -> None:
    for who, mark in zip(EVERYBODY, marks, strict=False):
        answer(house, who, survey, mark, why)
    house.settle()


def crowd(house: House, sides: dict[str, int]) -> dict[str, str]:
    """More people in the channel, by role; who has which."""
    found: dict[str, str] = {}
    for role, count in sides.items():
        for number in range(count):
            user = f"U0{role[:2].upper()}{number}"
            house.world.put_person(Person(id=user, team=TEAM, name=user, real_name=user, locale="en-GB"))
            with house.bot.services.write() as tx:
                roles.give(tx, TEAM, role, f"{TEAM}:{user}", known=True, by="U0ADA", now=house.clock.now)
            found[user] = role
    place = house.world.channel(PLACE)
    house.world.put_channel(replace(place, members=place.members | set(found)))
    return found


def result(house: House, survey: Survey) -> Message:
    """What is told in the channel."""
    house.settle()
    (found,) = [
        one for one in house.posted(survey.channel_id) if survey.ref in one.text and not one.thread_ts
    ]
    return found


def in_thread(house: House, survey: Survey) -> list[str]:
    top = result(house, survey)
    return [words(one) for one in house.posted(survey.channel_id) if one.thread_ts == top.ts]


def told(house: House, who: str) -> str:
    """What stands in somebody's private messages."""
    house.settle()
    return "\n".join(words(one) for one in house.posted(house.world.direct(who).id))


def until(house: House, instant: datetime | None) -> None:
    assert instant
    house.clock.now = instant + timedelta(seconds=1)
    house.settle()
