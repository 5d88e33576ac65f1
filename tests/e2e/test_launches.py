"""Launches from the keyboard: started once, a plan that is edited in place, tasks and roles that people take."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.playground.world import Message
from rituals.messages import launch_forms as forms
from rituals.messages import launch_reminders as reminder_looks
from rituals.messages import launches as looks
from rituals.messages import release_forms
from rituals.services import person_id
from storage import launches, tables
from storage.launches import TaskState
from tests.e2e.beginnings import Beginning
from tests.e2e.house import MONDAY, TEAM, House, words
from tests.e2e.launching import (
    FIRST,
    PEOPLE,
    PLACE,
    asked,
    card,
    count,
    kept,
    open_task,
    started,
    tasks,
    told,
    with_release,
)


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release)


def test_the_answers_give_the_tier_with_its_reasons_before_anything_is_made(house: House) -> None:
    asked(house, **{forms.ANSWERS: ["revenue", "competitor"]})
    shown = words(house.view("U0PAM"))
    assert "The answers give tier 1, major: it answers a competitor and it touches revenue." in shown
    assert count(house, "launches") == 0


def test_one_form_makes_a_plan_with_dates_and_people(house: House) -> None:
    launch = started(house)
    assert (launch.ref, launch.tier, launch.answers) == ("L-1", 2, ["revenue"])
    due = {key: task.due_on.isoformat() for key, task in tasks(house).items()}
    assert due["announce"] == "2026-12-14"
    assert due["support_faq"] == "2026-12-08"
    assert due["roll_back"] == "2026-12-02"  # three working days before it is ready
    assert due["targets"] == "2026-11-23"
    assert due["value_estimate"] == "2026-11-30"  # since it touches revenue
    assert "battle_card" not in due  # it answers no competitor
    shown = words(card(house))
    for words_ in (
        "L-1 · Single &lt;sign-on&gt;",
        "tier 2, notable",
        "Marketing 0/",
        "*Next*",
        "Nobody yet for",
    ):
        assert words_ in shown
    assert "Name the priority targets · max" in shown


def test_each_is_told_once_what_their_roles_ask(house: House) -> None:
    started(house)
    (message,) = told(house, "U0PAM")
    assert "Product manager and Sales" in message
    assert "Write the roll-back plan" in message
    (message,) = told(house, "U0MAX")
    assert "Marketing produit" in message  # in their own language, the plan's tasks in the channel's
    assert told(house, "U0ANN") == []


def test_the_plan_is_in_the_language_of_its_channel(bare_house: House) -> None:
    bare_house.set_up("fr")
    bare_house.clock.now = MONDAY
    view = bare_house.open("U0LEA", "/release")
    bare_house.acts.submit("U0LEA", view, {release_forms.NAME: "4.2", release_forms.changes_input(0): "SSO"})
    bare_house.acts.close("U0LEA", bare_house.view("U0LEA"))
    view = bare_house.open("U0LEA", "/launch démarrer R-1")
    assert "Qu’est-ce qui est vrai" in words(view)
    bare_house.acts.submit("U0LEA", view, FIRST)
    assert "il touche" not in words(bare_house.view("U0LEA"))
    bare_house.acts.submit("U0LEA", bare_house.view("U0LEA"), PEOPLE)
    shown = words(card(bare_house))
    assert "Nommer les cibles prioritaires · max" in shown
    assert "niveau 2, notable" in shown
    assert "lundi 14 décembre 2026" in shown


def test_a_release_is_started_once_and_the_second_is_shown_the_plan(house: House) -> None:
    asked(house)
    late = house.view("U0PAM")
    view = house.open("U0MAX", "/launch start R-1")
    house.acts.submit("U0MAX", view, FIRST)
    house.acts.submit("U0MAX", house.view("U0MAX"), PEOPLE)
    refused = house.acts.submit("U0PAM", late, PEOPLE)
    assert "R-1 has a plan already: L-1" in str(refused.errors)
    shown = house.type("U0PAM", "/launch start R-1")
    assert "has a plan already" in words(shown)
    assert "tier 2" in words(house.answer("U0PAM", shown, looks.SHOW))
    assert count(house, "launches") == 1
    assert count(house, "launch_tasks") == len(tasks(house))


def test_the_same_request_twice_starts_once(house: House) -> None:
    asked(house)
    first = house.acts.submit("U0PAM", house.view("U0PAM"), PEOPLE)
    house.settle()
    before = count(house, "launch_tasks"), count(house, "audit")
    assert first.request
    assert "L-1 is under way" in house.acts.resend(first.request).body
    house.settle()
    assert (count(house, "launch_tasks"), count(house, "audit")) == before
    assert len(told(house, "U0PAM")) == 1


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({forms.MARKET_ON: "2026-12-04"}, forms.MARKET_ON, "before the product is ready"),
        ({forms.READY_ON: "2026-11-01", forms.MARKET_ON: "2026-11-20"}, forms.MARKET_ON, "This day is over"),
        ({forms.MARKET_ON: "2028-12-14"}, forms.MARKET_ON, "within a year"),
        ({forms.CHANNEL: "C0OLD"}, forms.CHANNEL, "archived"),
        ({forms.CHANNEL: "C0PRI"}, forms.CHANNEL, "/invite @Diapason"),
    ],
)
def test_what_can_not_be_is_told_at_its_field(
    house: House, changed: dict[str, str], field: str, why: str
) -> None:
    general = house.world.channel("C0GEN")
    house.world.put_channel(replace(general, id="C0OLD", name="old", archived=True))
    view = house.open("U0PAM", "/launch start R-1")
    refused = house.acts.submit("U0PAM", view, FIRST | changed)
    assert why in refused.errors[field]
    assert count(house, "launches") == 0


def test_another_tier_needs_a_reason_that_stands_in_the_plan(house: House) -> None:
    asked(house)
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.TIER: "0"})
    assert "why the launch needs another tier" in refused.errors[forms.WHY]
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.TIER: "0", forms.WHY: "The CEO <speaks>"})
    shown = words(card(house))
    assert "tier 0, company event" in shown
    assert "The CEO &lt;speaks&gt;" in shown
    assert kept(house).proposed == 2


def test_a_role_is_for_somebody_who_is_there(house: House) -> None:
    house.rename("U0LEA", deleted=True)
    house.acts.retry_due_events()
    asked(house)
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.role_input("legal"): "U0LEA"})
    assert "active member" in refused.errors[forms.role_input("legal")]


def test_a_task_is_done_undone_moved_dropped_and_taken_over(house: House) -> None:
    started(house)
    open_task(house, "U0MAX", "targets")
    house.acts.click("U0MAX", house.view("U0MAX"), looks.DONE)
    assert "Faite par max" in words(house.view("U0MAX"))
    assert "Marketing 1/" in words(card(house))
    house.acts.click("U0MAX", house.view("U0MAX"), looks.UNDO)
    assert "Marketing 0/" in words(card(house))
    assert tasks(house)["targets"].closed_by is None

    house.acts.click("U0MAX", house.view("U0MAX"), looks.MOVE)
    refused = house.acts.submit("U0MAX", house.view("U0MAX"), {forms.MOVE_TO: "2026-11-20"})
    assert "passé" in refused.errors[forms.MOVE_TO]
    house.acts.submit("U0MAX", house.view("U0MAX"), {forms.MOVE_TO: "2026-11-26"})
    assert tasks(house)["targets"].due_on.isoformat() == "2026-11-26"

    house.acts.click("U0MAX", house.view("U0MAX"), looks.DROP)
    house.acts.submit("U0MAX", house.view("U0MAX"), {forms.DROP_WHY: "Nobody <else>"})
    assert "Nobody &lt;else&gt;" in words(house.view("U0MAX"))
    assert tasks(house)["targets"].state == "dropped"
    house.acts.click("U0MAX", house.view("U0MAX"), looks.BACK)
    assert "Nommer" not in words(house.view("U0MAX"))
    house.acts.close("U0MAX", house.view("U0MAX"))

    open_task(house, "U0ANN", "sign_off")
    house.acts.click("U0ANN", house.view("U0ANN"), looks.TAKE)
    assert tasks(house)["sign_off"].owner == person_id(TEAM, "U0ANN")
    mine = house.open("U0ANN", "/launch mine")
    assert "You have 1 open task." in words(mine)
    assert "L-1" in words(house.type("U0ANN", "/launch"))


def test_who_is_slower_sees_what_became_of_it(house: House) -> None:
    started(house)
    for person in ("U0ANN", "U0LEA"):
        open_task(house, person, "support_faq")
    first, second = house.view("U0ANN"), house.view("U0LEA")
    house.acts.click("U0ANN", first, looks.TAKE)
    house.acts.click("U0LEA", second, looks.TAKE)
    assert "devancé" in words(house.view("U0LEA"))
    assert tasks(house)["support_faq"].owner == person_id(TEAM, "U0ANN")


def test_twelve_people_on_one_plan_at_once_end_right(house: House) -> None:
    started(house)
    people = ["U0ANN", "U0LEA", "U0PAM", "U0MAX", "U0ADA"] + [f"U0N{number:02}" for number in range(7)]
    for person in people[5:]:
        house.world.put_person(
            replace(house.world.people["U0ANN"], id=person, name=person.lower(), real_name=person)
        )
        place = house.world.channel(PLACE)
        house.world.put_channel(replace(place, members=place.members | {person}))
    house.acts.retry_due_events()
    plan = card(house)
    every = list(tasks(house).values())
    for person in people:
        house.acts.click(person, plan, looks.ALL)
        house.acts.click(person, house.view(person), looks.OPEN_TASK, value=every[0].id)
    views = {person: house.view(person) for person in people}
    with ThreadPoolExecutor(len(people)) as pool:
        outcomes = list(pool.map(lambda person: house.acts.click(person, views[person], looks.DONE), people))
    assert all(outcome.ok for outcome in outcomes)
    done = [task for task in tasks(house).values() if task.state == "done"]
    assert [task.key for task in done] == [every[0].key]
    with house.bot.services.read() as tx:
        acts = list(tx.scalars(select(tables.audit.c.by).where(tables.audit.c.act == "task_done")))
    assert acts == [done[0].closed_by]
    for person in people:
        assert "Undo" in words(house.view(person)) or "Rouvrir" in words(house.view(person))


def test_a_free_role_is_taken_by_one_who_is_told_its_tasks(house: House) -> None:
    started(house)
    for person in ("U0LEA", "U0ANN"):
        house.acts.click(person, card(house), looks.ROLES)
    launch = kept(house).id
    assert "Juridique" in words(house.view("U0LEA"))
    house.acts.click("U0LEA", house.view("U0LEA"), looks.TAKE_ROLE, value=f"{launch} support")
    house.acts.click("U0ANN", house.view("U0ANN"), looks.TAKE_ROLE, value=f"{launch} support")
    assert "Somebody was faster" in words(house.view("U0ANN"))
    assert tasks(house)["support_faq"].owner == person_id(TEAM, "U0LEA")
    house.settle()
    (message,) = told(house, "U0LEA")
    assert "Write the FAQ for support" in message
    assert "Write the FAQ for support · Léa" not in words(card(house)).split("Next")[0]


def test_a_long_plan_is_read_in_pages(house: House) -> None:
    asked(house, **{forms.ANSWERS: ["revenue", "market", "habits", "competitor", "undo"]})
    house.acts.submit("U0PAM", house.view("U0PAM"), PEOPLE)
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.acts.click("U0ANN", card(house), looks.ALL)
    assert "Page 1 of 2" in words(house.view("U0ANN"))
    house.acts.click("U0ANN", house.view("U0ANN"), looks.AFTER)
    assert "Hold the retro" in words(house.view("U0ANN"))
    assert house.refused() == []


def test_what_is_late_is_said_when_the_plan_is_opened(house: House) -> None:
    started(house)
    house.clock.now = MONDAY + timedelta(days=3)
    shown = words(house.type("U0ANN", "/launch L-1"))
    assert "tasks are late" in shown


def test_what_says_nothing_is_answered(house: House) -> None:
    assert "no part in a launch" in words(house.type("U0ANN", "/launch"))
    assert "Which release?" in words(house.type("U0PAM", "/launch start"))
    assert "There is no L-9" in words(house.type("U0PAM", "/launch L-9"))
    assert "says nothing to us" in words(house.type("U0PAM", "/launch <@U0ANN|ann>"))


def morning(house: House, day: int) -> None:
    """A morning of December 2026, with all that it brings."""
    house.clock.now = datetime(2026, 12, day, 15, tzinfo=UTC)
    house.settle()


def reminders(house: House, person: str) -> list[Message]:
    """The messages with buttons on tasks, or what is left of them."""
    direct = house.posted(house.world.direct(person).id)
    return [
        message for message in direct if looks.MINE in words(message) and looks.SHOW not in words(message)
    ]


def test_each_is_reminded_once_a_working_morning_and_the_lead_of_what_nobody_has(house: House) -> None:
    started(house)
    with house.bot.services.write() as tx:  # all is done but two tasks
        for key, task in tasks(house).items():
            if key not in ("roll_back", "support_faq"):
                assert launches.close(tx, TEAM, task.id, TaskState.DONE, by=task.owner or "", now=MONDAY)
    house.clock.now = datetime(2026, 11, 30, 15, tzinfo=UTC)
    house.settle()
    (first,) = reminders(house, "U0PAM")  # due on Wednesday
    assert "Due soon" in words(first)
    assert "Write the roll-back plan" in words(first)
    morning(house, 1)
    house.settle()
    assert len(reminders(house, "U0PAM")) == 1
    morning(house, 2)
    today = reminders(house, "U0PAM")[-1]
    assert "For today" in words(today)

    told = house.answer("U0PAM", today, reminder_looks.TOMORROW)
    assert "you are reminded again on Thursday, December 3, 2026" in words(told)
    house.settle()
    assert "Again on Thursday" in words(reminders(house, "U0PAM")[-1])
    morning(house, 3)
    late = reminders(house, "U0PAM")[-1]
    assert "1 task is late" in words(late)
    assert "1 task is late" in words(card(house))  # the plan knows what day it is
    assert "✅ *Write the roll-back plan*" in words(house.answer("U0PAM", late, reminder_looks.DONE))
    house.settle()
    assert "✅ *Write the roll-back plan*" in words(reminders(house, "U0PAM")[-1])

    morning(house, 4)  # the FAQ is due on Tuesday, and nobody has it: its lead hears of it
    (lead,) = reminders(house, "U0MAX")
    assert "Personne n’a encore cette tâche" in words(lead)
    assert "*Write the FAQ for support* est à vous" in words(house.answer("U0MAX", lead, reminder_looks.TAKE))
    assert tasks(house)["support_faq"].owner == person_id(TEAM, "U0MAX")
    house.settle()
    assert "Bientôt à faire" in words(reminders(house, "U0MAX")[-1])  # it is his now
    assert len(reminders(house, "U0PAM")) == 3
    for person in ("U0ANN", "U0LEA", "U0ADA"):
        assert reminders(house, person) == []


def test_each_hears_of_it_in_their_own_morning(house: House) -> None:
    """Pam lives in Montreal, six hours behind the team; she is told at the team's hour once, then at her own."""
    started(house)
    house.clock.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    house.settle()
    before = len(reminders(house, "U0PAM"))
    assert before == 1
    house.clock.now = datetime(2026, 12, 1, 14, 19, tzinfo=UTC)
    house.settle()
    assert len(reminders(house, "U0PAM")) == before
    house.clock.now = datetime(2026, 12, 1, 14, 20, tzinfo=UTC)  # twenty past nine
    house.settle()
    assert len(reminders(house, "U0PAM")) == before + 1
    assert "Montreal" not in words(house.type("U0ADA", "/diapason rituals"))


def test_an_archived_channel_keeps_nobody_from_working(house: House) -> None:
    started(house)
    house.acts.archive("U0ADA", PLACE)
    morning(house, 1)
    (reminder,) = reminders(house, "U0PAM")
    house.answer("U0PAM", reminder, reminder_looks.DONE)
    assert [task.state for task in tasks(house).values()].count(TaskState.DONE) == 1
    house.acts.type_command("U0PAM", "C0SIG", "/launch L-1")
    assert "R-1" in words(house.world.ephemerals("U0PAM", "C0SIG")[-1])


def test_a_day_off_is_quiet(house: House) -> None:
    started(house)
    house.clock.now = datetime(2026, 12, 24, 15, tzinfo=UTC)
    house.settle()
    before = len(reminders(house, "U0PAM"))
    assert before
    morning(house, 25)  # a Friday, and Christmas
    assert len(reminders(house, "U0PAM")) == before


def test_what_belongs_to_somebody_who_left_comes_to_the_lead(house: House) -> None:
    started(house)
    house.rename("U0PAM", deleted=True)
    house.acts.say("U0ANN", "C0SIG", "hello")  # events go out with the next act
    house.clock.now = datetime(2026, 12, 2, 9, tzinfo=UTC)
    house.settle()
    shown = words(reminders(house, "U0MAX")[-1])
    assert "Write the roll-back plan" in shown
    assert "Personne" in shown
    assert reminders(house, "U0PAM") == []
