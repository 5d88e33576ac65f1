"""A launch as large as they come: 150 tasks, 40 people, texts of 3,000 characters; Slack takes all that is said of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.playground.world import Person
from rituals.launches.templates import MOST_TASKS, SIDES, TEXT_LIMIT, TITLE_LIMIT, Step, Template
from rituals.launches.templates.keeping import keep_by_hand
from rituals.messages import launches as looks
from rituals.messages.launch_templates import Name
from rituals.permissions import workspace_of
from rituals.services import person_id
from storage import launches
from tests.e2e.beginnings import Beginning
from tests.e2e.house import HERE, MONDAY, TEAM, House, words
from tests.e2e.launching import card, kept, started, tasks, with_release

PEOPLE = [f"U1{number:03}" for number in range(40)]
LONG = "<é&*_~`> " * 333  # some 3,000 characters, each awkward


def greatest_launch(house: House) -> None:
    for number, user in enumerate(PEOPLE):
        name = f"Person {number} " + "x" * 60
        house.world.put_person(Person(id=user, team=TEAM, name=f"p{number}", real_name=name, locale="fr-FR"))
    here = house.world.channel(HERE)
    house.world.put_channel(replace(here, members=here.members | set(PEOPLE)))
    with house.bot.services.write() as tx:
        home = workspace_of(tx, TEAM)
        template = Template(tuple(map(step, range(MOST_TASKS))))
        keep_by_hand(tx, home, Name("customers", "en"), template, MONDAY)
    with_release(house)
    launch = started(house)
    with house.bot.services.write() as tx:
        for number, task in enumerate(launches.tasks(tx, TEAM, launch.id)):
            owner = person_id(TEAM, PEOPLE[number % len(PEOPLE)])
            assert launches.give(tx, TEAM, task.id, owner, seen=task.owner)
            launches.add_note(tx, TEAM, task.id, owner, LONG, MONDAY)


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, greatest_launch)


def step(number: int) -> Step:
    """A task that says as much as a template takes."""
    return Step(
        key=f"task_{number}",
        title=(f"{number} " + "<&> " * 30)[:TITLE_LIMIT].strip(),
        role="sales",
        side=SIDES[number % len(SIDES)],
        anchor="market",
        days={2: -8},
        only_if=frozenset(),
        help=LONG[:TEXT_LIMIT].strip(),
        done=LONG[:TEXT_LIMIT].strip(),
        helper="pm",
        enables=number % 2 == 0,
    )


def test_slack_takes_all_that_is_said_of_it(house: House) -> None:
    assert len(tasks(house)) == MOST_TASKS
    for day in (1, 2, 3, 10, 15):
        house.clock.now = datetime(2026, 12, day, 15, tzinfo=UTC)
        house.settle_in_time()
    assert house.refused() == []
    for person in PEOPLE:
        said = [words(message) for message in house.posted(house.world.direct(person).id)]
        assert len([one for one in said if looks.MINE in one]) == 5, person  # one on each of these mornings
    lead = [words(message) for message in house.posted(house.world.direct("U0MAX").id)]
    assert any(
        looks.COMING in one for one in lead
    )  # much is late, and who leads hears of it in one message a day

    house.acts.click("U0ANN", card(house), looks.ALL)
    for page in range(1, 8):
        view = house.view("U0ANN")
        house.acts.click("U0ANN", view, looks.AFTER)
        assert f"Page {page + 1} of 8" in words(house.view("U0ANN"))
    house.acts.click("U0ANN", house.view("U0ANN"), looks.OPEN_TASK, value=tasks(house)["task_149"].id)
    assert "&lt;é&amp;" in words(house.view("U0ANN"))
    house.open(PEOPLE[0], "/launch mine")
    assert "tâches" in words(house.view(PEOPLE[0]))
    house.acts.open_home(PEOPLE[0])
    house.settle()
    assert house.refused() == []
    assert kept(house).ref == "L-1"
