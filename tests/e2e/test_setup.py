"""Setting up from the keyboard: form, suggestions, states, and what Slack tells of channels and people later."""

from rituals.messages import setup as looks
from rituals.services import person_id
from storage import people, workspaces
from tests.e2e.house import TEAM, House

HERE = "C0GEN"
CHOSEN = {
    looks.LANGUAGE: "en",
    looks.ZONE: "Europe/Paris",
    looks.CHANNELS["signals"]: "C0SIG",
    looks.CHANNELS["releases"]: "C0REL",
    looks.CHANNELS["digest"]: "C0DIG",
}


def submit(house: House, **changed: str) -> str:
    """The admin fills in the form; what it shows then."""
    house.acts.type_command("U0ADA", HERE, "/diapason setup")
    house.acts.submit("U0ADA", house.view("U0ADA"), CHOSEN | changed)
    return shown(house)


def shown(house: House) -> str:
    return str(house.view("U0ADA").blocks)


def states(house: House) -> dict[str, str]:
    with house.bot.services.read() as tx:
        return {channel.purpose: channel.state for channel in workspaces.channels_of(tx, TEAM)}


def test_one_form_sets_up_and_then_shows_how_the_channels_come(bare_house: House) -> None:
    assert "joining" in submit(bare_house)
    bare_house.settle()
    assert "All set" in shown(bare_house)
    assert "<!date^" in shown(bare_house)  # when the first digest is due, in the reader's zone
    for channel in ("C0SIG", "C0REL", "C0DIG"):
        assert len(bare_house.posted(channel)) == 1


def test_the_form_offers_the_admins_own_zone_and_later_what_was_chosen(bare_house: House) -> None:
    bare_house.rename("U0ADA", tz="America/Montreal")
    bare_house.acts.type_command("U0ADA", HERE, "/diapason configurer")
    form = bare_house.view("U0ADA")
    assert "America/Montreal" in str(form.values)
    bare_house.acts.suggest("U0ADA", form, looks.ZONE, "paris")
    bare_house.acts.submit("U0ADA", form, CHOSEN)
    bare_house.acts.close("U0ADA", bare_house.view("U0ADA"))

    bare_house.acts.type_command("U0ADA", HERE, "/diapason setup")
    values = str(bare_house.view("U0ADA").values)
    assert all(chosen in values for chosen in CHOSEN.values())


def test_zones_are_suggested_by_city_in_both_languages(bare_house: House) -> None:
    bare_house.acts.type_command("U0ADA", HERE, "/diapason setup")
    view = bare_house.view("U0ADA")
    for typed, zone in (("londres", "Europe/London"), ("tokyo", "Asia/Tokyo"), ("new y", "America/New_York")):
        found = bare_house.acts.suggest("U0ADA", view, looks.ZONE, typed)
        assert zone in [option["value"] for option in found.options]
    assert list(bare_house.acts.suggest("U0ADA", view, looks.ZONE, "qqqq").options) == []


def test_public_holidays_are_those_of_a_country_or_region_found_in_both_languages(bare_house: House) -> None:
    bare_house.acts.type_command("U0ADA", HERE, "/diapason setup")
    view = bare_house.view("U0ADA")
    assert "France" in str(view.blocks)  # the country of the zone that is offered
    found = bare_house.acts.suggest("U0ADA", view, looks.COUNTRY, "allem bav")
    assert [(option["text"]["text"], option["value"]) for option in found.options] == [
        ("Germany · Bavaria", "DE-BY")
    ]
    bare_house.acts.submit("U0ADA", view, CHOSEN | {looks.COUNTRY: "DE-BY"})
    bare_house.acts.close("U0ADA", bare_house.view("U0ADA"))
    bare_house.acts.type_command("U0ADA", HERE, "/diapason setup")
    assert "Germany · Bavaria" in str(bare_house.view("U0ADA").blocks)


def test_a_private_channel_says_what_to_do_and_follows_the_invitation(bare_house: House) -> None:
    submit(bare_house, **{looks.CHANNELS["digest"]: "C0PRI"})
    bare_house.settle()
    assert "/invite @Diapason" in shown(bare_house)
    assert bare_house.posted("C0PRI") == []

    bare_house.acts.invite("U0PAM", "C0PRI", bare_house.world.bot_user)
    bare_house.settle()
    assert states(bare_house)["digest"] == "ready"
    assert len(bare_house.posted("C0PRI")) == 1

    bare_house.acts.click("U0ADA", bare_house.view("U0ADA"), looks.LOOK_AGAIN)
    bare_house.settle()
    assert "All set" in shown(bare_house)


def test_an_archived_channel_is_noted_and_joined_when_it_comes_back(house: House) -> None:
    house.acts.archive("U0ADA", "C0SIG")
    assert states(house)["signals"] == "archived"
    house.acts.archive("U0ADA", "C0SIG", archived=False)
    house.settle()
    assert states(house)["signals"] == "ready"
    assert len(house.posted("C0SIG")) == 1  # hello is said once


def test_others_are_told_who_can_set_up(bare_house: House) -> None:
    told = bare_house.acts.type_command("U0LEA", HERE, "/diapason configurer").ephemeral
    assert told
    assert "les admins" in told.text
    assert bare_house.world.views.top("U0LEA") is None


def test_until_set_up_is_done_everybody_is_told_kindly_who_can(bare_house: House) -> None:
    for person, words in (("U0ANN", "An owner or admin"), ("U0ADA", "You can finish it")):
        told = bare_house.acts.type_command(person, HERE, "/signal Acme needs SSO").ephemeral
        assert told
        assert "Saved" in told.text  # it is kept all the same
        assert words in told.text
    bare_house.set_up()
    told = bare_house.acts.type_command("U0ANN", HERE, "/signal Globex needs SSO").ephemeral
    assert told
    assert "not set up" not in told.text


def test_slack_tells_when_somebody_changes(house: House) -> None:
    house.rename("U0LEA", name="léa-marie", locale="en-GB")
    house.acts.say("U0ANN", HERE, "hello")  # events go out with the next act
    with house.bot.services.read() as tx:
        known = people.get(tx, TEAM, person_id(TEAM, "U0LEA"))
    assert known
    assert (known.name, known.locale) == ("léa-marie", "en-GB")
