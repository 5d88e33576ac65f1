"""A launch for tests: started from its forms, and what stands of it in the channel, in private and in the tables."""

from typing import Any

from sqlalchemy import func, select

from bot.playground.world import Message
from rituals.messages import launch_forms as forms
from rituals.messages import launches as looks
from rituals.messages import release_forms
from storage import launches, tables
from storage.launches import Launch, Task
from tests.e2e.house import MONDAY, TEAM, House, words

PLACE = "C0GEN"
FIRST: dict[str, Any] = {
    forms.ANSWERS: ["revenue"],
    forms.AUDIENCE: "customers",
    forms.READY_ON: "2026-12-07",
    forms.MARKET_ON: "2026-12-14",
    forms.CHANNEL: PLACE,
}
PEOPLE = {
    forms.role_input("pm"): "U0PAM",
    forms.role_input("pmm"): "U0MAX",
    forms.role_input("sales"): "U0PAM",
}


def with_release(house: House) -> None:
    """A release R-1 on a Monday morning."""
    house.clock.now = MONDAY
    view = house.open("U0PAM", "/release")
    house.acts.submit(
        "U0PAM", view, {release_forms.NAME: "Single <sign-on>", release_forms.changes_input(0): "SSO"}
    )
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.settle()


def asked(house: House, **changed: Any) -> None:
    """The first form, filled in and sent."""
    view = house.open("U0PAM", "/launch start R-1")
    house.acts.submit("U0PAM", view, FIRST | changed)


def started(house: House, **changed: Any) -> Launch:
    """A launch of R-1 with people in three roles."""
    asked(house)
    house.acts.submit("U0PAM", house.view("U0PAM"), PEOPLE | changed)
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.settle()
    return kept(house)


def kept(house: House) -> Launch:
    with house.bot.services.read() as tx:
        found = launches.by_number(tx, TEAM, 1)
    assert found
    return found


def tasks(house: House) -> dict[str, Task]:
    with house.bot.services.read() as tx:
        return {task.key: task for task in launches.tasks(tx, TEAM, kept(house).id)}


def count(house: House, table: str) -> int:
    with house.bot.services.read() as tx:
        return tx.scalar(select(func.count()).select_from(tables.metadata.tables[table])) or 0


def card(house: House) -> Message:
    house.settle()
    (found,) = [message for message in house.posted(PLACE) if "L-1" in message.text]
    return found


def told(house: House, person: str) -> list[str]:
    """What somebody was told privately of launches."""
    return [
        words(message) for message in house.posted(house.world.direct(person).id) if "L-1" in message.text
    ]


def open_task(house: House, person: str, key: str) -> None:
    """Open a task from the list of all tasks on the card."""
    house.acts.click(person, card(house), looks.ALL)
    house.acts.click(person, house.view(person), looks.OPEN_TASK, value=tasks(house)[key].id)


def told_of_tasks(house: House, person: str) -> list[Message]:
    """What somebody was told privately of single tasks."""
    direct = house.posted(house.world.direct(person).id)
    return [message for message in direct if looks.OPEN_TASK in words(message)]
