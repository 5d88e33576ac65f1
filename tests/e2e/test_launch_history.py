"""The history of a launch in words: who did what to which task, role and day; what people wrote stays out of the log."""

import pytest
from sqlalchemy import select

from rituals.messages import history as history_looks
from rituals.messages import launch_dates as dates
from rituals.messages import launch_forms as forms
from rituals.messages import launches as looks
from storage import tables
from tests.e2e.beginnings import Beginning
from tests.e2e.house import House, words
from tests.e2e.launching import card, kept, open_task, started, tasks, with_release


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release, started)


def on_task(
    house: House, person: str, key: str, action_id: str, values: dict[str, str] | None = None
) -> None:
    """A button of a task's page, and the form that it opens."""
    open_task(house, person, key)
    house.acts.click(person, house.view(person), action_id)
    if values is not None:
        assert not house.acts.submit(person, house.view(person), values).errors
    house.acts.close(person, house.view(person))


def past(house: House, person: str) -> str:
    page = words(house.open(person, "/diapason history L-1"))
    house.acts.close(person, house.view(person))
    return page


def test_it_tells_what_became_of_tasks_roles_and_days(house: House) -> None:
    on_task(house, "U0PAM", "sign_off", looks.BLOCK, {forms.BLOCKED_ON: "x", forms.BLOCKED_BY: "U0LEA"})
    on_task(house, "U0PAM", "sign_off", looks.GIVE, {forms.GIVE_TO: "U0ANN"})
    on_task(house, "U0ANN", "sign_off", looks.GIVE, {})
    on_task(house, "U0MAX", "announce", looks.MOVE, {forms.MOVE_TO: "2026-12-16"})
    on_task(house, "U0ANN", "targets", looks.DONE)
    house.acts.click("U0LEA", card(house), looks.ROLES)
    house.acts.click("U0LEA", house.view("U0LEA"), looks.TAKE_ROLE, value=f"{kept(house).id} support")
    house.acts.close("U0LEA", house.view("U0LEA"))
    house.acts.click("U0ADA", card(house), looks.ALL)
    house.acts.click("U0ADA", house.view("U0ADA"), looks.MOVE_DAYS)
    later = {dates.READY_ON: "2026-12-07", dates.MARKET_ON: "2026-12-21", dates.WHY: "The bank"}
    house.acts.submit("U0ADA", house.view("U0ADA"), later)
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    house.acts.close("U0ADA", house.view("U0ADA"))

    sign_off = tasks(house)["sign_off"].title
    told = past(house, "U0ANN")
    for line in (
        "*pam* started the launch",
        "Release: R-1",
        "Tier: 2",
        "*pam* said that a task is blocked",
        f"Task: {sign_off}\\n• Waits for: léa",
        "To: ann",
        "*ann* gave a task back to its role",
        "*max* moved a task to another day",
        "Due: Monday, December 14, 2026 → Wednesday, December 16, 2026",
        "*ann* finished a task",
        "*léa* took a role",
        "Role: Support",
        "Announced: Monday, December 14, 2026 → Monday, December 21, 2026",
    ):
        assert line in told, line
    assert "changed it" not in told
    assert "a pris un rôle" in past(house, "U0LEA")
    assert "Annonce : lundi 14 décembre 2026 → lundi 21 décembre 2026" in past(house, "U0LEA")
    assert house.refused() == []


def test_it_stands_behind_a_button_of_the_plan_and_its_reference_opens_the_plan(house: House) -> None:
    plan = house.type("U0ANN", "/diapason L-1")
    house.acts.click("U0ANN", plan, looks.ALL)
    house.acts.click("U0ANN", house.view("U0ANN"), history_looks.OPEN)
    assert "started the launch" in words(house.view("U0ANN"))
    assert "History of L-1" in str(house.view("U0ANN").title)


def test_what_people_wrote_is_not_in_the_log(house: House) -> None:
    on_task(house, "U0PAM", "sign_off", looks.BLOCK, {forms.BLOCKED_ON: "our words"})
    on_task(
        house, "U0PAM", "sign_off", looks.EDIT, {forms.TASK_TITLE: "our words", forms.TASK_HELP: "our words"}
    )
    on_task(house, "U0PAM", "sign_off", looks.NOTE, {forms.NOTE_WORDS: "our words"})
    on_task(house, "U0PAM", "sign_off", looks.DROP, {forms.DROP_WHY: "our words"})
    with house.bot.services.read() as tx:
        log = str(tx.execute(select(tables.audit.c.before, tables.audit.c.after)).all())
    assert "our words" not in log
    assert "Task: our words" in past(house, "U0ANN")
