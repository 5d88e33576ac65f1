"""What Slack says of people is kept as it is now, and makes nobody an admin who is not one here."""

from typing import Any

import pytest

from rituals import people as knowing
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
