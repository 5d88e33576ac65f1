"""Who usually has which role, by area: filled in where a launch is started."""

from typing import Any

import pytest

from bot.playground.world import View
from rituals.messages import areas as looks
from rituals.messages import launch_forms as forms
from rituals.messages import roadmap_forms
from rituals.services import person_id
from storage import areas
from tests.e2e.beginnings import Beginning
from tests.e2e.house import TEAM, House
from tests.e2e.launching import asked, with_release
from tests.e2e.test_shipped import ships


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release)


def chosen(form: View) -> dict[str, Any]:
    """Who is filled in, by input."""
    return {
        block["block_id"]: block["element"]["initial_user"]
        for block in form.blocks
        if block["type"] == "input" and "initial_user" in block["element"]
    }


def test_the_roles_of_the_area_are_filled_in(house: House) -> None:
    house.acts.click("U0ADA", house.open("U0ADA", "/diapason areas"), looks.ADD)
    roles = {looks.role_input("pmm"): "U0MAX", looks.role_input("support"): "U0LEA"}
    house.acts.submit("U0ADA", house.view("U0ADA"), {looks.NAME: "Access", looks.OWNER: "U0PAM", **roles})
    with house.bot.services.read() as tx:
        (area,) = areas.all_of(tx, TEAM)
        held = areas.roles_of(tx, TEAM, area.id)
    assert held == {"pmm": person_id(TEAM, "U0MAX"), "support": person_id(TEAM, "U0LEA")}
    house.acts.click("U0ADA", house.view("U0ADA"), looks.EDIT, value=area.id)
    assert chosen(house.view("U0ADA")) == {looks.OWNER: "U0PAM", **roles}

    form = house.open("U0PAM", "/roadmap add")
    house.acts.submit("U0PAM", form, {roadmap_forms.TITLE: "SSO", roadmap_forms.AREA: area.id})
    house.acts.close("U0PAM", house.view("U0PAM"))
    ships(house, 1)
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.rename("U0LEA", deleted=True)
    house.acts.say("U0ANN", "C0SIG", "hello")  # events go out with the next act
    house.acts.retry_due_events()
    asked(house)
    assert chosen(house.view("U0PAM")) == {forms.role_input("pm"): "U0PAM", forms.role_input("pmm"): "U0MAX"}


def test_where_no_area_says_who_nobody_is_filled_in(house: House) -> None:
    asked(house)
    assert chosen(house.view("U0PAM")) == {}
