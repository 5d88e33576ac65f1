"""The brief of a launch, written by several at once; roles that change hands."""

import pytest

from rituals.messages import launch_brief as brief
from rituals.messages import launch_forms as forms
from rituals.messages import launches as looks
from rituals.services import person_id
from tests.e2e.beginnings import Beginning
from tests.e2e.house import TEAM, House, words
from tests.e2e.launching import PLACE, card, kept, started, tasks, told, with_release

WRITE = (f"{brief.WRITE}_0", f"{brief.WRITE}_1")


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release, started)


def open_form(house: House, person: str, page: int) -> None:
    house.acts.click(person, card(house), looks.BRIEF)
    house.acts.click(person, house.view(person), WRITE[page])


def save(house: House, person: str, **parts: str) -> None:
    house.acts.submit(person, house.view(person), {brief.field(part): said for part, said in parts.items()})


def test_what_is_missing_shows_until_it_is_written(house: House) -> None:
    assert "Brief: 0 of 7 parts written" in words(card(house))
    assert "0% ready" in words(card(house))
    open_form(house, "U0PAM", 0)
    save(
        house, "U0PAM", audience="<!channel> teams", value="One login", unique="a", different="b", change="c"
    )
    assert "<!channel>" not in words(house.view("U0PAM"))
    assert "still missing: channels and goal" in words(card(house))
    house.acts.click("U0PAM", house.view("U0PAM"), WRITE[1])
    save(house, "U0PAM", channels="Email", goal_kind="retention", goal_target="55", goal_on="2027-03-31")
    assert "Retention · to 55 · by Wednesday, March 31, 2027" in words(house.view("U0PAM"))
    assert "Brief: complete" in words(card(house))


def test_two_who_write_different_parts_both_win(house: House) -> None:
    open_form(house, "U0PAM", 0)
    open_form(house, "U0LEA", 0)
    save(house, "U0PAM", audience="Teams")
    save(house, "U0LEA", value="Un seul mot de passe")
    shown = words(house.view("U0LEA"))
    assert "Teams" in shown
    assert "Un seul mot de passe" in shown


def test_who_writes_the_same_part_later_sees_both_and_loses_nothing(house: House) -> None:
    open_form(house, "U0PAM", 0)
    open_form(house, "U0LEA", 0)
    save(house, "U0PAM", audience="Teams")
    save(house, "U0LEA", audience="Équipes")
    shown = words(house.view("U0LEA"))
    assert "Quelqu’un a écrit ici en même temps que vous" in shown
    assert "Teams" in shown
    assert "Équipes" in shown
    save(house, "U0LEA", audience="Équipes, teams")
    house.acts.click("U0PAM", card(house), looks.BRIEF)
    assert "Équipes, teams" in words(house.view("U0PAM"))


def test_the_thread_follows_the_brief(house: House) -> None:
    open_form(house, "U0PAM", 0)
    save(house, "U0PAM", audience="Teams")
    house.acts.click("U0PAM", house.view("U0PAM"), brief.SHARE)
    house.settle()
    house.acts.click("U0PAM", house.view("U0PAM"), WRITE[0])
    save(house, "U0PAM", audience="All teams", value="x" * 3000, unique="&" * 3000)
    house.settle()
    (message,) = [one for one in house.posted(PLACE) if "Brief of" in one.text]
    assert message.thread_ts
    assert "All teams" in words(message)
    assert house.refused() == []


def test_a_role_changes_hands_and_both_are_told(house: House) -> None:
    house.acts.click("U0MAX", card(house), looks.ROLES)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.CHANGE_ROLE, value=f"{kept(house).id} pm")
    house.acts.submit("U0MAX", house.view("U0MAX"), {forms.ROLE_TO: "U0LEA"})
    house.settle()
    assert tasks(house)["sign_off"].owner == person_id(TEAM, "U0LEA")
    assert "en cours de lancement" in "".join(told(house, "U0LEA"))
    assert "has the role “Product manager” from now on" in told(house, "U0PAM")[-1]
    house.acts.click("U0LEA", card(house), looks.ROLES)
    house.acts.click("U0LEA", house.view("U0LEA"), looks.CHANGE_ROLE, value=f"{kept(house).id} pm")
    house.acts.submit("U0LEA", house.view("U0LEA"), {forms.ROLE_TO: "U0PAM"})
    house.settle()
    assert "is being launched, and you are in it: Product manager" in told(house, "U0PAM")[-1]


def test_a_role_is_emptied_and_its_tasks_are_nobody_s(house: House) -> None:
    house.acts.click("U0MAX", card(house), looks.ROLES)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.CHANGE_ROLE, value=f"{kept(house).id} pm")
    house.acts.submit("U0MAX", house.view("U0MAX"), {})
    assert tasks(house)["sign_off"].owner is None
    house.settle()
    assert "nobody has it yet" in told(house, "U0PAM")[-1]
    free = words(card(house)).split("Nobody yet for:")[1]
    assert "Product manager" in free.split("\n")[0]


def test_who_changes_a_role_later_is_told(house: House) -> None:
    for person in ("U0MAX", "U0ANN"):
        house.acts.click(person, card(house), looks.ROLES)
        house.acts.click(person, house.view(person), looks.CHANGE_ROLE, value=f"{kept(house).id} pm")
    house.acts.submit("U0MAX", house.view("U0MAX"), {forms.ROLE_TO: "U0LEA"})
    refused = house.acts.submit("U0ANN", house.view("U0ANN"), {forms.ROLE_TO: "U0ANN"})
    assert "Somebody was faster" in str(refused.errors)
