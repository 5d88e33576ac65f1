"""Being away: typed or by the form; reminders go to who stands in, and come back."""

from datetime import UTC, datetime

import pytest

from rituals.messages import absences as looks
from rituals.messages import launch_reminders as reminder_looks
from rituals.messages import launches as launch_looks
from rituals.services import person_id
from storage import absences
from storage.absences import Absence
from tests.e2e.beginnings import Beginning
from tests.e2e.house import TEAM, House, words
from tests.e2e.launching import card, open_task, started, tasks, told_of_tasks, with_release


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release)


def away(house: House) -> dict[str, Absence]:
    with house.bot.services.read() as tx:
        return absences.on(tx, TEAM, house.clock.now.date())


def morning(house: House, day: int) -> None:
    house.clock.now = datetime(2026, 12, day, 15, tzinfo=UTC)
    house.settle()


def reminders(house: House, person: str) -> list[str]:
    direct = house.posted(house.world.direct(person).id)
    return [
        words(one)
        for one in direct
        if launch_looks.MINE in words(one) and launch_looks.SHOW not in words(one)
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "/diapason away until 12 December for <@U0LEA|lea>",
        "/diapason absent jusqu’au 12 décembre <@U0LEA>",
        "/diapason away 2026-12-12 <@U0LEA>",
        "/diapason away <@U0LEA> 12/12/2026",
    ],
)
def test_a_day_is_read_as_people_type_it(house: House, typed: str) -> None:
    assert "léa" in words(house.type("U0PAM", typed)).casefold()
    found = away(house)[person_id(TEAM, "U0PAM")]
    assert (found.until_on.isoformat(), found.delegate) == ("2026-12-12", person_id(TEAM, "U0LEA"))
    assert "come to you again" in words(house.type("U0PAM", "/diapason back"))
    assert away(house) == {}
    assert "were not away" in words(house.type("U0PAM", "/diapason back"))


@pytest.mark.parametrize(
    "typed", ["away until yesterday", "away 31 February", "away 2020-01-01", "away 12 May <@U0PAM>"]
)
def test_what_can_not_be_changes_nothing(house: House, typed: str) -> None:
    assert "nothing was changed" in words(house.type("U0PAM", f"/diapason {typed}"))
    assert away(house) == {}


def test_the_form_asks_for_the_same(house: House) -> None:
    view = house.open("U0MAX", "/diapason absent")
    refused = house.acts.submit("U0MAX", view, {looks.UNTIL: "2026-12-12", looks.DELEGATE: "U0MAX"})
    assert "quelqu’un d’autre" in str(refused.errors)
    house.acts.submit("U0MAX", view, {looks.UNTIL: "2026-12-12", looks.DELEGATE: "U0LEA"})
    assert "votre absence dure jusqu’à la fin du samedi 12 décembre" in words(house.view("U0MAX"))


def test_who_stands_in_is_reminded_until_they_are_back(house: House) -> None:
    started(house)
    house.type("U0PAM", "/diapason away until 4 December for <@U0LEA>")
    morning(house, 2)  # the roll-back plan is due
    assert "Write the roll-back plan" in reminders(house, "U0LEA")[-1]
    assert "Vous remplacez quelqu’un" in reminders(house, "U0LEA")[-1]
    assert reminders(house, "U0PAM") == []
    morning(house, 7)
    assert reminders(house, "U0PAM")


def test_two_who_stand_in_for_one_another_are_both_away(house: House) -> None:
    started(house)
    house.type("U0PAM", "/diapason away until 4 December for <@U0LEA>")
    house.type("U0LEA", "/diapason away until 4 December for <@U0PAM>")
    morning(house, 2)
    assert "Write the roll-back plan" in reminders(house, "U0MAX")[-1]  # who leads
    assert reminders(house, "U0PAM") == reminders(house, "U0LEA") == []


def test_help_is_asked_for_once_a_day_and_comes(house: House) -> None:
    started(house)
    morning(house, 2)
    (message,) = [
        one for one in house.posted(house.world.direct("U0PAM").id) if reminder_looks.LATER in words(one)
    ]
    task = tasks(house)["roll_back"].id
    for _ in range(2):
        assert "is asked to help" in words(house.answer("U0PAM", message, launch_looks.HELP, task))
    house.settle()
    (asked,) = [one for one in told_of_tasks(house, "U0MAX") if "aurait besoin d’aide" in words(one)]
    house.answer("U0MAX", asked, launch_looks.COMING)
    house.settle()
    assert "helps you with" in words(told_of_tasks(house, "U0PAM")[-1])


def test_what_is_not_theirs_goes_to_who_leads(house: House) -> None:
    started(house)
    morning(house, 2)
    (message,) = [
        one for one in house.posted(house.world.direct("U0PAM").id) if reminder_looks.LATER in words(one)
    ]
    task = tasks(house)["roll_back"].id
    assert "goes to max" in words(house.answer("U0PAM", message, reminder_looks.NOT_MINE, task))
    assert tasks(house)["roll_back"].owner == person_id(TEAM, "U0MAX")
    house.settle()
    assert "elle vous revient" in words(told_of_tasks(house, "U0MAX")[-1])


def test_three_days_are_working_days(house: House) -> None:
    started(house)
    morning(house, 2)
    (message,) = [
        one for one in house.posted(house.world.direct("U0PAM").id) if reminder_looks.LATER in words(one)
    ]
    house.answer("U0PAM", message, reminder_looks.LATER, tasks(house)["roll_back"].id)
    found = tasks(house)["roll_back"].remind_on
    assert found
    assert found.isoformat() == "2026-12-07"


def test_late_for_long_who_leads_hears_of_it_once(house: House) -> None:
    started(house)
    heard = []
    for day in (2, 3, 4, 7, 8, 9, 10, 11, 14, 15):
        before = len(reminders(house, "U0MAX"))
        morning(house, day)
        new = "".join(reminders(house, "U0MAX")[before:]).partition("En retard chez quelqu’un d’autre")[2]
        if "roll-back" in new:
            heard.append(day)
    assert heard == [9, 14]  # late by five working days, with nobody named to help, and by eight


def test_the_task_says_who_stands_in(house: House) -> None:
    started(house)
    house.type("U0PAM", "/diapason away until 4 December for <@U0LEA>")
    open_task(house, "U0MAX", "sign_off")
    assert "absence jusqu’au vendredi 4 décembre 2026" in words(house.view("U0MAX"))


def test_who_gives_a_role_sees_that_they_are_away(house: House) -> None:
    started(house)
    house.type("U0PAM", "/diapason away until 12 December for <@U0MAX>")
    house.acts.click("U0MAX", card(house), launch_looks.ROLES)
    assert "🌴 pam" in words(house.view("U0MAX"))
    assert "max prend le relais" in words(house.view("U0MAX"))
