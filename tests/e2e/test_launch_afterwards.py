"""After a launch: questions on their day to the right people, the retro, what is kept for the next one, the thanks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.kit.times import calendar_of
from bot.playground.world import Message
from rituals.launches.afterwards import Due, due
from rituals.messages import launch_afterwards as looks
from rituals.messages import launch_brief as brief
from rituals.messages import launch_forms as forms
from rituals.messages import launches as plan_looks
from rituals.messages import release_forms
from storage import launches
from storage.launches import TaskState
from tests.e2e.beginnings import Beginning
from tests.e2e.house import MONDAY, TEAM, House, words
from tests.e2e.launching import FIRST, PLACE, card, kept, started, tasks, with_release


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release, started)


def on(house: House, day: date) -> None:
    house.clock.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    house.settle()


def asked(house: House, person: str) -> list[Message]:
    return [one for one in house.posted(house.world.direct(person).id) if looks.ANSWER in words(one)]


def answer(house: House, person: str, message: Message, **said: str) -> None:
    house.acts.click(person, message, looks.ANSWER)
    filled = {looks.field(name): text for name, text in said.items()}
    house.acts.submit(person, house.view(person), filled)
    house.acts.close(person, house.view(person))


def test_each_question_falls_on_a_working_day_with_one_reminder() -> None:
    calendar, market = calendar_of("FR"), date(2026, 12, 14)
    found = {
        day.isoformat(): [(one.after, one.again) for one in due(2, market, [day], calendar)]
        for day in (market + timedelta(days=number) for number in range(120))
        if calendar.is_working(day)
    }
    assert {day: said for day, said in found.items() if said} == {
        "2026-12-21": [(7, False)],
        "2026-12-24": [(7, True)],
        "2027-01-13": [(30, False)],
        "2027-01-18": [(30, True)],
        "2027-03-15": [(90, False)],  # ninety days after is a Sunday
        "2027-03-18": [(90, True)],
    }
    assert [*due(3, market, [date(2026, 12, 21)], calendar)] == []
    assert [*due(3, market, [date(2027, 1, 13)], calendar)] == [Due(30)]


def test_pm_and_pmm_are_asked_against_the_goal_and_reminded_once(house: House) -> None:
    house.acts.click("U0PAM", card(house), plan_looks.BRIEF)
    house.acts.click("U0PAM", house.view("U0PAM"), f"{brief.WRITE}_1")
    goal = {
        "goal_kind": "retention",
        "goal_measure": "active teams",
        "goal_target": "55",
        "goal_on": "2027-03-31",
    }
    house.acts.submit("U0PAM", house.view("U0PAM"), {brief.field(part): said for part, said in goal.items()})
    house.acts.close("U0PAM", house.view("U0PAM"))
    on(house, date(2026, 12, 21))
    on(house, date(2026, 12, 22))
    (pam,), (max_,) = asked(house, "U0PAM"), asked(house, "U0MAX")
    assert "Retention · active teams · to 55" in words(pam)
    assert "il y a 7 jours" in words(max_)
    answer(house, "U0PAM", pam, reached="48 <teams>", keep="The dry run", change="Earlier FAQ")
    assert "After 7 days: 48 &lt;teams&gt;" in words(card(house))
    on(house, date(2026, 12, 24))
    assert len(asked(house, "U0MAX")) == 2
    assert "Deux lignes suffisent" in words(asked(house, "U0MAX")[-1])
    assert asked(house, "U0PAM") == []  # thanked in its place
    house.answer("U0MAX", asked(house, "U0MAX")[-1], looks.NOT_NOW)
    house.settle()
    assert asked(house, "U0MAX") == []
    house.acts.click("U0ANN", card(house), plan_looks.ALL)
    house.acts.click("U0ANN", house.view("U0ANN"), plan_looks.OUTCOME)
    assert "*Keep:* The dry run" in words(house.view("U0ANN"))


def test_nothing_typed_is_no_answer(house: House) -> None:
    on(house, date(2026, 12, 21))
    house.acts.click("U0PAM", asked(house, "U0PAM")[0], looks.ANSWER)
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), {})
    assert "at least a few words" in str(refused.errors)


def test_what_is_worth_keeping_is_offered_to_the_next_of_the_same_tier(house: House) -> None:
    house.acts.click("U0ANN", card(house), plan_looks.ALL)
    house.acts.click("U0ANN", house.view("U0ANN"), plan_looks.OUTCOME)
    house.acts.click("U0ANN", house.view("U0ANN"), looks.ANSWER)
    house.acts.submit("U0ANN", house.view("U0ANN"), {looks.field("keep"): "Rehearse twice " * 20})
    house.acts.close("U0ANN", house.view("U0ANN"))
    view = house.open("U0PAM", "/release")
    house.acts.submit("U0PAM", view, {release_forms.NAME: "5.0", release_forms.changes_input(0): "x"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.acts.submit("U0PAM", house.open("U0PAM", "/launch start R-2"), FIRST)
    form = house.view("U0PAM")
    assert "L-1: Rehearse twice" in words(form)
    (block,) = [one for one in form.blocks if one.get("block_id") == forms.KEEPS]
    chosen = [option["value"] for option in block["element"]["options"]]
    house.acts.submit("U0PAM", form, {forms.KEEPS: chosen})
    with house.bot.services.read() as tx:
        second = launches.by_number(tx, TEAM, 2)
        assert second
        (task,) = [one for one in launches.tasks(tx, TEAM, second.id) if one.added_by]
    assert task.title.startswith("Keep: Rehearse twice")
    assert (task.due_on.isoformat(), task.days) == ("2026-11-30", -10)


def test_thanks_name_each_side_and_are_said_once(house: House) -> None:
    with house.bot.services.write() as tx:
        for key in ("support_faq", "sign_off", "announce"):
            task = tasks(house)[key]
            launches.close(tx, TEAM, task.id, TaskState.DONE, by=task.owner or "", now=MONDAY)
    on(house, date(2026, 12, 16))
    (offer,) = [one for one in house.posted(house.world.direct("U0MAX").id) if looks.THANK in words(one)]
    house.acts.click("U0MAX", offer, looks.THANK)
    drafted = words(house.view("U0MAX"))
    assert "Marketing: Announce it (max)" in drafted  # in the channel's language
    assert "Product: Sign off the message (pam)" in drafted
    house.acts.submit("U0MAX", house.view("U0MAX"), {looks.THANKS_WORDS: "Thanks <!channel>, all"})
    house.settle()
    (posted,) = [one for one in house.posted(PLACE) if "Thank you" in one.text]
    assert "<!channel>" not in posted.text
    house.acts.click("U0PAM", card(house), plan_looks.ALL)
    house.acts.click("U0PAM", house.view("U0PAM"), plan_looks.OUTCOME)
    assert looks.THANK not in words(house.view("U0PAM"))
    assert kept(house).ref == "L-1"
