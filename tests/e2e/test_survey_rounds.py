"""Surveys before and after a release, of one thing again and again, by side of the house."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.playground.world import Person
from rituals.messages import release_drafts, release_forms
from rituals.messages import surveys as looks
from rituals.messages.surveys import forms
from storage import releases as stored_releases
from storage import roles
from storage.releases import State as Stage
from storage.surveys import About, State, Timing
from tests.e2e.beginnings import Beginning
from tests.e2e.house import MONDAY, TEAM, House, words
from tests.e2e.surveying import (
    PLACE,
    answer_all,
    asked,
    crowd,
    fill_in,
    newest,
    now,
    result,
    sent,
    told,
    until,
)
from tests.e2e.test_polls_told import digests


def with_draft(house: House) -> None:
    """R-1 is written, and not announced yet."""
    house.clock.now = MONDAY
    view = house.open("U0PAM", "/release")
    written = {
        release_forms.NAME: "Single <sign-on>",
        release_forms.changes_input(0): "SSO",
        release_forms.WHEN: Stage.DRAFT,
    }
    house.acts.submit("U0PAM", view, written)
    house.acts.close("U0PAM", house.view("U0PAM"))


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_draft)


def about_release(house: House, timing: Timing) -> dict[str, Any]:
    with house.bot.services.read() as tx:
        release = stored_releases.by_number(tx, TEAM, 1)
    assert release
    return {
        forms.KIND: About.RELEASE,
        forms.RELEASE: release.id,
        forms.NAME: None,
        forms.TIMING: timing,
        forms.AFTER_DAYS: "14",
    }


def announce(house: House) -> None:
    house.open("U0PAM", "/release R-1")
    house.acts.click("U0PAM", house.view("U0PAM"), release_drafts.ANNOUNCE_NOW)
    while house.world.views.top("U0PAM"):
        house.acts.close("U0PAM", house.view("U0PAM"))
    house.settle()


def test_the_same_people_before_a_release_and_after(house: House) -> None:
    first = sent(house, **about_release(house, Timing.BOTH) | {forms.OPEN_DAYS: "10"})
    before = now(house, replace(first, id=first.before_id)) if first.before_id else first
    assert (before.number, before.state, newest(house).state) == (1, State.OPEN, State.PLANNED)
    answer_all(house, before, (0, 0, 3, 6, 10))
    assert "NPS −60" in words(result(house, before))
    house.type("U0ANN", "/signal Acme needs SSO")
    newcomer = Person(id="U0NEW", team=TEAM, name="new", real_name="New", locale="en-GB")
    house.world.put_person(newcomer)
    place = house.world.channel(PLACE)
    house.world.put_channel(replace(place, members=place.members | {newcomer.id}))
    until(house, datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert newest(house).state == State.PLANNED  # it is not announced yet
    announce(house)
    until(house, datetime(2026, 12, 15, 8, 59, tzinfo=UTC))
    assert newest(house).state == State.PLANNED
    until(house, datetime(2026, 12, 15, 9, tzinfo=UTC))  # ten in Paris
    after = newest(house)
    assert (after.number, after.state) == (2, State.OPEN)
    assert "N-2" not in told(house, "U0NEW")
    assert asked(house, "U0ANN", after)
    house.type("U0ANN", "/signal Globex needs SSO")
    until(house, datetime(2026, 12, 21, 8, tzinfo=UTC))
    assert "*N-2 · R-1 · Single &lt;sign-on&gt;* · closes" in digests(house)[-1]
    answer_all(house, after, (9, 9, 10, 10, 8))
    closed = words(result(house, after))
    assert "+140 points since N-1 (95% interval:" in closed
    assert "more than chance explains" in closed
    assert '"name": "N-1"' in closed
    until(house, datetime(2026, 12, 28, 8, tzinfo=UTC))
    first_digest, *_, last_digest = digests(house)
    assert "*NPS −60* · 95% interval: −94 to +19 · 5 of 5 answered (100%)" in first_digest
    assert "*NPS +80*" in last_digest
    assert "+140 points since N-1 (95% interval:" in last_digest
    page = words(house.type("U0LEA", "/release R-1"))
    assert "N-1 · *NPS −60* · intervalle à 95 %" in page
    assert "N-2 · *NPS +80*" in page


def test_a_change_that_may_be_chance_is_told_so(house: House) -> None:
    first = sent(house)
    answer_all(house, first, (9, 9, 7, 7, 0))
    until(house, datetime(2027, 1, 5, 9, tzinfo=UTC))
    second = sent(house, **{forms.NAME: "the  <WIKI>"})
    answer_all(house, second, (9, 9, 9, 7, 0))
    closed = words(result(house, second))
    assert "+20 points since N-1" in closed
    assert "the change may be chance" in closed


def test_a_tool_is_asked_about_each_quarter_until_somebody_ends_it(house: House) -> None:
    first = sent(house, **{forms.EVERY: "3"})  # on Monday, 23 November, before ten in Paris
    answer_all(house, first, (9, 9, 7, 7, 0))
    board = words(house.type("U0ADA", "/diapason rituals"))
    assert "*Survey · The &lt;wiki&gt;*" in board
    assert "every 3 months, on the first Monday" in board
    until(house, datetime(2027, 2, 1, 8, 59, tzinfo=UTC))
    assert newest(house).number == 1
    until(house, datetime(2027, 2, 1, 9, tzinfo=UTC))
    second = newest(house)
    assert (second.number, second.state, second.owner) == (2, State.OPEN, first.owner)
    answer_all(house, second, (9, 9, 9, 9, 9))
    assert "points since N-1" in words(result(house, second))
    house.acts.click("U0PAM", house.open("U0PAM", "/diapason N-1"), looks.END)
    assert looks.END not in words(house.view("U0PAM"))
    until(house, datetime(2027, 5, 4, 9, tzinfo=UTC))
    assert newest(house).number == 2


def test_the_first_such_day_of_the_same_month_is_left_out(house: House) -> None:
    house.clock.now = datetime(2026, 12, 1, 8, tzinfo=UTC)  # a Tuesday, an hour before ten in Paris
    survey = sent(house, **{forms.EVERY: "6"})
    until(house, survey.closes_at)
    until(house, datetime(2027, 6, 1, 7, 59, tzinfo=UTC))
    assert (newest(house).number, told(house, "U0PAM").count("was not sent")) == (1, 0)
    until(house, datetime(2027, 6, 1, 8, tzinfo=UTC))
    assert newest(house).number == 2


def test_an_announced_release_is_asked_about_later_and_not_before(house: House) -> None:
    announce(house)
    house.acts.click("U0PAM", house.open("U0PAM", "/diapason survey"), looks.NEW)
    house.acts.suggest("U0PAM", house.view("U0PAM"), forms.RELEASE, "single")
    values = {**about_release(house, Timing.BOTH), forms.MEMBERS: PLACE, forms.CHANNEL: PLACE}
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), values)
    assert "announced already" in str(refused.errors)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.TIMING: Timing.AFTER})
    house.acts.click("U0PAM", house.view("U0PAM"), looks.SEND)
    assert "Asks 14 days after the release is announced" in words(house.view("U0PAM"))
    house.settle()
    assert newest(house).state == State.PLANNED
    ten = datetime(2026, 12, 7, 9, tzinfo=UTC)  # in Paris
    until(house, ten - timedelta(minutes=1))
    assert (newest(house).state, house.bot.next_due()) == (State.PLANNED, ten)
    until(house, ten)
    assert newest(house).state == State.OPEN


def test_sides_of_five_and_more_are_told_and_smaller_ones_are_not(house: House) -> None:
    people = crowd(house, {"sales": 5, "marketing": 4})
    with house.bot.services.write() as tx:
        roles.give(tx, TEAM, "pm", f"{TEAM}:U0PAM", known=True, by="U0ADA", now=house.clock.now)
        roles.give(tx, TEAM, "member", f"{TEAM}:U0ANN", known=True, by="U0ADA", now=house.clock.now)
    survey = sent(house)
    assert "12 are asked" in words(house.open("U0PAM", "/diapason N-1"))  # who has no role may not answer
    for who, role in people.items():
        fill_in(house, survey, who, 9 if role == "sales" else 0)
    fill_in(house, survey, "U0PAM", 0)
    fill_in(house, survey, "U0ANN", 0)
    fill_in(house, survey, "U0ADA", 0)
    closed = words(result(house, survey))
    assert "*By side of the house:* Sales (5) +100" in closed
    assert "Marketing (" not in closed
    assert "Product (" not in closed


def test_only_who_may_ask_asks(house: House) -> None:
    with house.bot.services.write() as tx:
        roles.give(tx, TEAM, "pm", f"{TEAM}:U0PAM", known=True, by="U0ADA", now=house.clock.now)
        roles.give(tx, TEAM, "member", f"{TEAM}:U0ANN", known=True, by="U0ADA", now=house.clock.now)
    assert looks.NEW not in words(house.open("U0ANN", "/diapason survey"))
    house.acts.close("U0ANN", house.view("U0ANN"))
    assert looks.NEW in words(house.open("U0PAM", "/diapason survey"))
    house.acts.close("U0PAM", house.view("U0PAM"))
