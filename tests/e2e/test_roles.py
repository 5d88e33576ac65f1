"""Roles: given to user groups and people; until one is given everybody may, then refusals say who can."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.playground.world import Group, Person
from rituals.messages import roles as looks
from storage import audit, roles
from tests.e2e.house import HERE, TEAM, House, open_house, words

PRODUCT = Group(id="S0PROD", name="Product", handle="product", members=("U0PAM",))


@pytest.fixture
def house(house: House) -> House:
    house.world.put_group(PRODUCT)
    return house


@pytest.fixture
def french_house(database_url: str) -> Iterator[House]:
    with open_house(database_url) as house:
        house.set_up("fr")
        house.world.put_group(PRODUCT)
        yield house


def give(house: House, role: str, *people: str, group: str | None = None) -> str:
    """The admin gives a role in the form; what the form says then."""
    view = house.open("U0ADA", "/diapason roles")
    values: dict[str, object] = {looks.PEOPLE[role]: list(people)}
    if group:
        found = house.acts.suggest("U0ADA", view, looks.GROUPS[role], group).options
        values[looks.GROUPS[role]] = [found[0]["value"]]
    outcome = house.acts.submit("U0ADA", view, values)
    said = " ".join(outcome.errors.values()) if outcome.errors else words(outcome)
    house.settle()
    house.acts.close("U0ADA", house.view("U0ADA"), everything=True)
    return said


def roadmap_form(house: House, person: str) -> str:
    """What somebody sees who wants to add to the roadmap."""
    outcome = house.acts.type_command(person, HERE, "/roadmap add")
    shown = words(outcome)
    if outcome.ephemeral is None:
        house.acts.close(person, house.view(person))
    return shown


def test_until_a_role_is_given_everybody_may_then_those_of_its_group(house: House) -> None:
    assert "Who can" not in roadmap_form(house, "U0ANN")
    assert "asking Slack who is in Product (@product)" in give(house, "pm", group="prod")
    assert "Who can: product managers (pam), admins (ada)" in roadmap_form(house, "U0ANN")
    assert "Who can" not in roadmap_form(house, "U0PAM")
    assert "Who can" not in roadmap_form(house, "U0ADA")
    assert "Qui le peut : les chefs de produit (pam), les admins (ada)" in roadmap_form(house, "U0LEA")


def test_the_group_is_followed_and_never_asked_for_while_somebody_waits(house: House) -> None:
    give(house, "pm", group="prod")
    before = [call.method for call in house.world.calls if call.method == "usergroups.users.list"]
    assert len(before) == 1
    house.world.put_group(Group(id="S0PROD", name="Product", handle="product", members=("U0ANN",)))
    house.acts.retry_due_events()
    assert "Who can" in roadmap_form(house, "U0ANN")  # until the job has asked
    house.settle()
    assert "Who can" not in roadmap_form(house, "U0ANN")
    assert "Who can" in roadmap_form(house, "U0PAM")
    asked = [call.method for call in house.world.calls if call.method.startswith("usergroups.")]
    assert asked == ["usergroups.list", "usergroups.users.list", "usergroups.users.list"]


def test_a_group_that_is_switched_off_gives_its_role_to_nobody(house: House) -> None:
    give(house, "pm", group="prod")
    house.world.put_group(
        Group(id="S0PROD", name="Product", handle="product", members=("U0PAM",), disabled=True)
    )
    house.acts.retry_due_events()
    house.settle()
    assert "Who can: product managers, admins (ada)" in roadmap_form(house, "U0PAM")


def test_lost_news_are_made_up_for_once_a_day(house: House) -> None:
    give(house, "pm", group="prod")
    house.world.put_group(Group(id="S0PROD", name="Product", handle="product", members=("U0ANN",)))
    while house.world.events.take_due():
        pass  # Slack's news get lost
    house.clock.later(days=1)
    house.bot.tidy()
    house.bot.tidy()
    house.settle()
    assert "Who can" not in roadmap_form(house, "U0ANN")
    assert sum(call.method == "usergroups.users.list" for call in house.world.calls) == 2


def test_a_role_that_is_taken_back_stops_nobody(house: House) -> None:
    give(house, "pm", "U0PAM")
    assert "Who can" in roadmap_form(house, "U0ANN")
    give(house, "pm")
    assert "Who can" not in roadmap_form(house, "U0ANN")
    with house.bot.services.read() as tx:
        history = audit.history(tx, TEAM, roles.KIND, "pm")
    assert [(entry.by, entry.before, entry.after) for entry in history] == [
        (f"{TEAM}:U0ADA", {"to": []}, {"to": [f"{TEAM}:U0PAM"]}),
        (f"{TEAM}:U0ADA", {"to": [f"{TEAM}:U0PAM"]}, {"to": []}),
    ]


def test_whoever_is_made_an_admin_administers(house: House) -> None:
    assert "Qui le peut : les admins (ada)" in words(house.type("U0MAX", "/diapason doctor"))
    give(house, "admin", "U0MAX")
    assert "Qui le peut" not in house.type("U0MAX", "/diapason rituals").text
    assert house.open("U0MAX", "/diapason roles")


def test_once_some_are_members_others_keep_what_is_theirs_only(house: House) -> None:
    told = house.type("U0ANN", "/signal They want SSO")
    give(house, "member", "U0PAM")
    for typed in ("/signal More", "/digest", "/release list", "/diapason search sso", "/diapason inbox"):
        assert "members of this workspace" in house.type("U0ANN", typed).text, typed
    house.acts.click("U0ANN", told, "signals.edit")
    assert "SSO" in words(house.view("U0ANN"))
    give(house, "sales", "U0ANN")  # another role makes a member too
    assert "Saved" in house.type("U0ANN", "/signal More").text or house.count() == 2


def test_guests_capture_nothing_and_see_nothing(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO")
    house.world.put_person(
        Person(id="U0GUS", team=TEAM, name="gus", real_name="Gus", guest="channels", locale="en-GB")
    )
    general = house.world.channel(HERE)
    house.world.put_channel(replace(general, members=general.members | {"U0GUS"}))
    house.acts.retry_due_events()
    for typed in ("/signal Hello", "/signal", "/roadmap", "/digest", "/diapason search sso"):
        assert "members of this workspace, not its guests" in house.type("U0GUS", typed).text, typed
    assert house.count() == 1
    house.acts.open_home("U0GUS")
    house.settle()
    page = house.world.views.home("U0GUS")
    assert page
    assert "for the members of this workspace" in words(page)
    assert "SSO" not in words(page)
    assert "can’t have a role" in give(house, "pm", "U0GUS")


def test_two_admins_at_once_overwrite_nothing(house: House) -> None:
    give(house, "admin", "U0MAX")
    mine, theirs = house.open("U0ADA", "/diapason roles"), house.open("U0MAX", "/diapason roles")
    assert house.acts.submit("U0MAX", theirs, {looks.PEOPLE["pm"]: ["U0PAM"]}).errors == {}
    outcome = house.acts.submit("U0ADA", mine, {looks.PEOPLE["sales"]: ["U0ANN"]})
    assert "since you opened this" in " ".join(outcome.errors.values())


def test_in_french(french_house: House) -> None:
    house = french_house
    house.rename("U0ADA", locale="fr-FR")
    house.acts.retry_due_events()
    view = house.open("U0ADA", "/diapason rôles")
    assert "Un rôle que personne n’a n’empêche rien" in words(view)
    house.acts.close("U0ADA", view)
    assert "Les rôles sont enregistrés" in give(house, "pm", group="prod")
