"""Tasks of launches in somebody's Home: what is due first, always fresh, each opened from there."""

from datetime import timedelta

import pytest

from bot.playground.world.elements import elements
from rituals.messages import home as home_looks
from rituals.messages import launch_dates as dates
from rituals.messages import launch_forms as forms
from rituals.messages import launches as looks
from rituals.services import person_id
from tests.e2e.beginnings import Beginning
from tests.e2e.house import MONDAY, TEAM, House, words
from tests.e2e.launching import card, kept, open_task, started, tasks, with_release
from tests.e2e.test_home import home, open_home

SHOWN = 5


def homes_open(house: House) -> None:
    for person in ("U0PAM", "U0MAX", "U0LEA"):
        open_home(house, person)


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release, homes_open)


def shown(house: House, person: str) -> list[str]:
    """The keys of the tasks that stand in somebody's Home."""
    keys = {task.id: key for key, task in tasks(house).items()}
    found = elements(home(house, person).blocks)
    return [keys[one["value"]] for _, one in found if one["action_id"] == looks.OPEN_TASK]


def todo(house: House, person: str) -> list[str]:
    """The keys of somebody's open tasks, what is due first first."""
    mine = person_id(TEAM, person)
    return [key for key, task in tasks(house).items() if task.owner == mine and task.is_open]


def test_what_is_due_first_stands_there_and_is_opened_from_there(house: House) -> None:
    assert "tâches dans les lancements" not in words(home(house, "U0MAX"))
    started(house)
    mine = todo(house, "U0MAX")
    assert len(mine) > SHOWN
    assert shown(house, "U0MAX") == mine[:SHOWN]
    page = words(home(house, "U0MAX"))
    assert "Vos tâches dans les lancements" in page
    assert f"Vous avez {len(mine)} tâches à faire." in page
    assert f"… et {len(mine) - SHOWN} autre" in page
    assert "tâches dans les lancements" not in words(home(house, "U0LEA"))

    house.acts.click("U0MAX", home(house, "U0MAX"), looks.MINE)
    assert f"Vous avez {len(mine)} tâches à faire." in words(house.view("U0MAX"))
    house.acts.close("U0MAX", house.view("U0MAX"))
    house.acts.click("U0MAX", home(house, "U0MAX"), looks.OPEN_TASK, value=tasks(house)[mine[1]].id)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.DONE)
    assert "Faite par max" in words(house.view("U0MAX"))
    assert shown(house, "U0MAX") == [mine[0], *mine[2 : SHOWN + 1]]
    house.acts.click("U0MAX", house.view("U0MAX"), looks.UNDO)
    assert shown(house, "U0MAX") == mine[:SHOWN]
    assert house.refused() == []


def test_it_follows_the_tasks_wherever_they_go(house: House) -> None:
    started(house)
    open_task(house, "U0PAM", "sign_off")
    house.acts.click("U0PAM", house.view("U0PAM"), looks.GIVE)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.GIVE_TO: "U0LEA"})
    assert shown(house, "U0LEA") == ["sign_off"]
    house.acts.click("U0PAM", house.view("U0PAM"), looks.TAKE)
    assert shown(house, "U0LEA") == []
    house.acts.close("U0PAM", house.view("U0PAM"))

    house.acts.click("U0LEA", card(house), looks.ROLES)
    house.acts.click("U0LEA", house.view("U0LEA"), looks.TAKE_ROLE, value=f"{kept(house).id} support")
    assert shown(house, "U0LEA") == todo(house, "U0LEA") != []
    house.acts.close("U0LEA", house.view("U0LEA"))

    house.acts.click("U0MAX", card(house), looks.ALL)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.ADD)
    extra = {
        forms.TASK_TITLE: "Print <posters>",
        forms.TASK_ROLE: "support",
        forms.TASK_SIDE: "support",
        forms.TASK_DUE: "2026-11-24",
        forms.TASK_FROM: "market",
    }
    house.acts.submit("U0MAX", house.view("U0MAX"), extra)
    assert "Print &lt;posters&gt;" in words(home(house, "U0LEA"))


def test_moved_days_and_what_is_late_show_there(house: House) -> None:
    started(house)
    before = words(home(house, "U0PAM"))
    assert "⏰" not in before
    house.acts.click("U0ADA", card(house), looks.ALL)
    house.acts.click("U0ADA", house.view("U0ADA"), looks.MOVE_DAYS)
    later = {dates.READY_ON: "2026-12-08", dates.MARKET_ON: "2026-12-21", dates.WHY: "The bank"}
    house.acts.submit("U0ADA", house.view("U0ADA"), later)
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    assert words(home(house, "U0PAM")) != before
    assert shown(house, "U0PAM") == todo(house, "U0PAM")[:SHOWN]
    house.clock.now = MONDAY + timedelta(days=11)  # a Friday
    assert "⏰" in words(home(house, "U0PAM"))


def test_who_may_read_nothing_sees_none(house: House) -> None:
    started(house)
    house.rename("U0MAX", guest="channels")
    house.acts.retry_due_events()
    open_home(house, "U0MAX")
    assert shown(house, "U0MAX") == []
    assert home_looks.NEWS not in words(home(house, "U0MAX"))
