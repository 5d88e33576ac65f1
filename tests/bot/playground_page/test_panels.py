"""Beside a conversation: who is in it, profiles, and what people do about both."""

from collections.abc import Iterator

import pytest
import requests

from tests.bot.playground_page.company import Company, running
from tests.bot.playground_page.test_page import see, seen


@pytest.fixture
def company() -> Iterator[Company]:
    with running() as company:
        yield company


def press(company: Company, path: str, **form: str) -> requests.Response:
    """Press a button of a panel, as a browser without scripts does."""
    return requests.post(f"{company.url}{path}", data=form, timeout=10)


def test_a_click_on_a_name_shows_the_profile_with_language_and_zone(company: Company) -> None:
    page = see(company, "/as/U1/C1")
    assert "panel=U0BOT" in page
    assert "/as/U1/C1?panel=members" in page
    nora = company.world.people["U2"]
    words = seen(see(company, "/as/U1/C1?panel=U2"))
    for part in (nora.real_name, nora.title, nora.tz, nora.locale):
        assert part in words


def test_ones_own_language_and_zone_are_changed_there(company: Company) -> None:
    assert 'value="profile"' not in see(company, "/as/U1/C1?panel=U2")
    assert press(company, "/as/U2/C1/panel?panel=U2", act="profile", locale="fr-CA", tz="Asia/Singapore").ok
    nora = company.world.people["U2"]
    assert (nora.locale, nora.tz) == ("fr-CA", "Asia/Singapore")
    assert "Fuseau horaire" in see(company, "/as/U2/C1?panel=U2")
    refused = press(company, "/as/U2/C1/panel", act="profile", tz="Mars/Base")
    assert refused.status_code == 409


def test_admins_close_an_account_and_open_it_again(company: Company) -> None:
    assert 'value="deactivate"' not in see(company, "/as/U2/C1?panel=U1")
    assert press(company, "/as/U2/C1/panel", act="deactivate", who="U1").status_code == 409
    assert press(company, "/as/U1/C1/panel?panel=U2", act="deactivate", who="U2").ok
    assert requests.get(f"{company.url}/as/U2/C1", timeout=10).status_code == 404
    assert 'value="reactivate"' in see(company, "/as/U1/C1?panel=U2")
    assert press(company, "/as/U1/C1/panel?panel=U2", act="reactivate", who="U2").ok
    assert not company.world.people["U2"].deleted


def test_people_come_into_a_channel_and_leave_it(company: Company) -> None:
    private = company.world.channels["C5"]
    assert "U4" in private.members
    assert press(company, "/as/U1/C5/panel?panel=members", act="invite", who="U2").ok
    assert "U2" in company.world.channels["C5"].members
    assert press(company, "/as/U1/C5/panel?panel=members", act="remove", who="U4").ok
    assert "U4" not in company.world.channels["C5"].members
    left = press(company, "/as/U2/C5/panel?panel=members", act="leave")
    assert left.url.startswith(f"{company.url}/as/U2/D"), "where it is no longer seen"
    assert press(company, "/as/U2/C1/panel", act="remove", who="U1").status_code == 409, "no admin"


def test_a_new_colleague_and_another_company(company: Company) -> None:
    before = set(company.world.people)
    assert press(company, "/as/U1/C1/panel?panel=members", act="hire", name="Kim Li", locale="fr-FR").ok
    assert press(company, "/as/U1/C5/panel?panel=members", act="connect", name="Ada Guest").ok
    kim, ada = (company.world.people[key] for key in sorted(set(company.world.people) - before))
    assert (kim.real_name, kim.locale, kim.team) == ("Kim Li", "fr-FR", company.world.team)
    assert kim.id in company.world.channels["C1"].members
    assert ada.team != company.world.team
    assert company.world.channels["C5"].shared
    words = seen(see(company, "/as/U1/C5?panel=members"))
    assert "Ada Guest" in words
    for form in (
        {"act": "hire", "name": " "},
        {"act": "dance"},
        {"act": "hire", "name": "X", "locale": "tlh"},
    ):
        assert press(company, "/as/U1/C1/panel", **form).status_code == 409
    assert press(company, "/as/U2/C1/panel", act="hire", name="Kim Li").status_code == 409
