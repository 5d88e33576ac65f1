"""What Slack says of people is kept as it is now, and makes nobody an admin who is not one here."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.jobs import JobRunner
from bot.manifest import SCOPES
from bot.playground.server import Server as Playground
from bot.playground.world import Person as KnownInSlack
from bot.playground.world import World
from bot.slack import Clients, SlackDirectory
from rituals import people as knowing
from rituals.catalog import JOBS
from rituals.services import Services, person_id
from storage import people
from storage.database import Database
from storage.people import KnownPerson
from tests.team import HOME, Clock, add_workspace, services_of

ANN = {
    "id": "U1",
    "team_id": HOME,
    "name": "ann",
    "real_name": "Ann Smith",
    "profile": {"display_name": "", "real_name": "Ann Smith"},
    "locale": "fr-FR",
    "tz": "Europe/Paris",
    "is_admin": False,
    "deleted": False,
}


@pytest.fixture
def services(database: Database) -> Services:
    made = services_of(database, Clock())
    add_workspace(made)
    return made


def known(services: Services, user: dict[str, Any], team: str = HOME) -> KnownPerson:
    knowing.note(services, HOME, user)
    with services.read() as tx:
        found = people.get(tx, HOME, person_id(team, user["id"]))
    assert found
    return found


def test_what_is_new_takes_the_place_of_what_was_known(services: Services) -> None:
    assert known(services, ANN).name == "Ann Smith"
    changed = known(
        services, ANN | {"profile": {"display_name": "annie"}, "tz": "Asia/Tokyo", "deleted": True}
    )
    assert (changed.name, changed.zone, changed.deactivated) == ("annie", "Asia/Tokyo", True)


def test_a_locale_that_is_not_told_stays_known(services: Services) -> None:
    known(services, ANN)
    without = {name: value for name, value in ANN.items() if name != "locale"}
    assert known(services, without).locale == "fr-FR"


@pytest.mark.parametrize(
    ("told", "team", "is_admin"),
    [
        ({"is_admin": True}, HOME, True),
        ({"is_owner": True}, HOME, True),
        ({}, HOME, False),
        ({"is_admin": True, "is_owner": True, "team_id": "T9OTHER"}, "T9OTHER", False),
    ],
)
def test_admins_are_those_of_this_workspace(
    services: Services, told: dict[str, Any], team: str, is_admin: bool
) -> None:
    assert known(services, ANN | told, team).is_admin is is_admin


def test_somebody_with_hardly_any_profile_is_kept(services: Services) -> None:
    found = known(services, {"id": "U2", "name": "bot", "is_bot": True})
    assert (found.name, found.locale, found.is_bot) == ("bot", None, True)


def test_a_page_of_people_is_a_job_and_a_full_slack_is_left_alone(database: Database) -> None:
    everybody = [
        KnownInSlack(id=f"U{number}", team=HOME, name=f"p{number}", real_name=f"P {number}")
        for number in range(450)
    ]
    world = World(everybody, [], clock=Clock(), scopes=set(SCOPES), team=HOME)
    with Playground(world) as playground:
        services = services_of(database, Clock())
        clients = Clients(world.token, playground.api_url)
        directory = SlackDirectory(database, clients, services.now, "en", "Europe/Paris")
        services = replace(services, directory=directory)
        add_workspace(services)
        with services.write() as tx:
            knowing.fetch(tx, HOME, "once", services.now())
        world.faults.add("users.list", "ratelimited", seconds=30)
        clock = Clock(datetime.now(UTC))
        runner = JobRunner(database, JOBS, services, clock=clock)
        assert runner.step()
        clock.later(seconds=29)
        assert not runner.step()
        clock.later(seconds=2)
        counts = []
        while runner.step():
            with services.read() as tx:
                counts.append(sum(bool(people.get(tx, HOME, person_id(HOME, one.id))) for one in everybody))
    assert counts == [200, 400, 450]
