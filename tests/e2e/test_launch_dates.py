"""Days that move with their tasks after a look, tiers that two people confirm, and the calendar by weeks."""

import pytest

from rituals.messages import launch_dates as dates
from rituals.messages import launch_forms as forms
from rituals.messages import launches as looks
from tests.e2e.beginnings import Beginning
from tests.e2e.house import House, words
from tests.e2e.launching import PEOPLE, PLACE, asked, card, kept, started, tasks, told, with_release

NEW = {dates.READY_ON: "2026-12-08", dates.MARKET_ON: "2026-12-21", dates.WHY: "The <bank> waits"}


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release)


def open_form(house: House, person: str) -> None:
    house.acts.click(person, card(house), looks.ALL)
    house.acts.click(person, house.view(person), looks.MOVE_DAYS)


def test_what_moves_is_shown_first_and_then_moves_once(house: House) -> None:
    started(house)
    before = tasks(house)
    done = before["support_faq"]
    house.acts.click("U0ADA", card(house), looks.ALL)
    house.acts.click("U0ADA", house.view("U0ADA"), looks.OPEN_TASK, value=done.id)
    house.acts.click("U0ADA", house.view("U0ADA"), looks.DONE)
    house.acts.close("U0ADA", house.view("U0ADA"))

    open_form(house, "U0ADA")  # an admin may move both
    house.acts.submit("U0ADA", house.view("U0ADA"), NEW)
    shown = words(house.view("U0ADA"))
    assert "Announced: Monday, December 14, 2026 → *Monday, December 21, 2026*" in shown
    assert "Dec 14 → Dec 21" in shown
    assert tasks(house)["announce"].due_on.isoformat() == "2026-12-14"
    sent = house.acts.submit("U0ADA", house.view("U0ADA"), {})
    assert sent.request
    assert "The dates have moved" in words(house.view("U0ADA"))
    after = tasks(house)
    assert after["announce"].due_on.isoformat() == "2026-12-21"
    assert after["roll_back"].due_on.isoformat() == "2026-12-03"  # counted from the other day
    assert after["support_faq"].due_on == done.due_on  # what is done stays
    house.settle()
    (heard,) = [one for one in told(house, "U0MAX") if "a changé les dates" in one]
    assert "The &lt;bank&gt; waits" in heard
    (thread,) = [one for one in house.posted(PLACE) if "📅" in one.text]
    assert thread.thread_ts
    assert "has changed since" in house.acts.resend(sent.request).body
    house.settle()
    assert len([one for one in told(house, "U0MAX") if "a changé les dates" in one]) == 1


def test_each_day_has_its_owner(house: House) -> None:
    started(house)
    open_form(house, "U0PAM")
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), NEW)
    assert "This date is max’s to move" in str(refused.errors)
    house.acts.submit("U0PAM", house.view("U0PAM"), NEW | {dates.MARKET_ON: "2026-12-14"})
    assert "Ready: Monday, December 7, 2026 → *Tuesday" in words(house.view("U0PAM"))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({dates.MARKET_ON: "2026-12-07"}, "before the product is ready"),
        ({dates.MARKET_ON: "2026-11-20", dates.READY_ON: "2026-11-19"}, "This day is over"),
        ({dates.MARKET_ON: "2026-12-14", dates.READY_ON: "2026-12-07"}, "the dates of now"),
    ],
)
def test_what_can_not_be_is_told_at_its_field(house: House, changed: dict[str, str], why: str) -> None:
    started(house)
    open_form(house, "U0ADA")
    refused = house.acts.submit("U0ADA", house.view("U0ADA"), NEW | changed)
    assert why in refused.errors[dates.MARKET_ON]


def test_who_moves_later_is_told(house: House) -> None:
    started(house)
    open_form(house, "U0ADA")
    house.acts.submit("U0ADA", house.view("U0ADA"), NEW)
    open_form(house, "U0MAX")
    house.acts.submit("U0MAX", house.view("U0MAX"), NEW | {dates.READY_ON: "2026-12-07"})
    house.acts.submit("U0MAX", house.view("U0MAX"), {})
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    assert "Somebody was faster" in words(house.view("U0ADA"))
    assert kept(house).ready_on.isoformat() == "2026-12-07"


def test_a_task_moved_by_hand_keeps_its_distance(house: House) -> None:
    started(house)
    house.acts.click("U0MAX", card(house), looks.ALL)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.OPEN_TASK, value=tasks(house)["announce"].id)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.MOVE)
    house.acts.submit("U0MAX", house.view("U0MAX"), {forms.MOVE_TO: "2026-12-16"})
    house.acts.close("U0MAX", house.view("U0MAX"))
    open_form(house, "U0ADA")
    house.acts.submit("U0ADA", house.view("U0ADA"), NEW)
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    assert tasks(house)["announce"].due_on.isoformat() == "2026-12-23"


def test_two_people_stand_by_a_big_launch(house: House) -> None:
    asked(house, **{forms.ANSWERS: ["revenue", "market"]})
    house.acts.submit("U0PAM", house.view("U0PAM"), PEOPLE)
    house.acts.close("U0PAM", house.view("U0PAM"))
    assert "still to be confirmed by: Product manager and Product marketing" in words(card(house))
    refused = house.answer("U0ANN", card(house), looks.CONFIRM)
    assert "confirmed by who has these roles" in words(refused)
    house.answer("U0PAM", card(house), looks.CONFIRM)
    assert "still to be confirmed by: Product marketing" in words(card(house))
    (message,) = told(house, "U0MAX")
    assert "confirmez d’un clic" in message
    house.answer("U0MAX", card(house), looks.CONFIRM)
    assert "to be confirmed" not in words(card(house))


def test_the_calendar_says_what_gets_in_the_way(house: House) -> None:
    asked(house, **{forms.ANSWERS: ["revenue", "market"], forms.MARKET_ON: "2026-12-22"})
    house.acts.submit("U0PAM", house.view("U0PAM"), PEOPLE)
    house.acts.close("U0PAM", house.view("U0PAM"))
    shown = words(house.open("U0LEA", "/launch calendrier"))
    assert "Semaine du lundi 21 décembre 2026" in shown
    assert "L-1 Single" in shown
    assert "vendredi 25 décembre 2026 : jour férié" in shown
    house.acts.click("U0LEA", house.view("U0LEA"), dates.LATER)
    assert "Aucun lancement" in words(house.view("U0LEA"))
    house.acts.close("U0LEA", house.view("U0LEA"))

    view = house.open("U0PAM", "/release")
    from rituals.messages import release_forms

    house.acts.submit("U0PAM", view, {release_forms.NAME: "Other", release_forms.changes_input(0): "x"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    view = house.open("U0PAM", "/launch start R-2")
    days = {forms.READY_ON: "2026-12-20", forms.MARKET_ON: "2026-12-25", forms.CHANNEL: PLACE}
    house.acts.submit("U0PAM", view, days | {forms.ANSWERS: ["market", "undo"], forms.AUDIENCE: "customers"})
    shown = words(house.view("U0PAM"))
    assert "Friday, December 25, 2026 is a day off" in shown
    assert "The same week as *L-1 Single" in shown
