"""Setting up from the keyboard: form, suggestions, states, and what Slack tells of channels and people later."""

from bot.playground.world import Group, View
from rituals.messages import ritual_forms
from rituals.messages import roles as role_looks
from rituals.messages import setup as looks
from rituals.messages import setup_steps as steps
from rituals.services import person_id
from storage import accounts, people, rituals, workspaces
from tests.e2e.house import TEAM, House, words

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
    bare_house.acts.click("U0ADA", bare_house.view("U0ADA"), steps.CHANGE)
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
    assert "public holidays: Germany · Bavaria" in shown(bare_house)
    page = bare_house.view("U0ADA")
    bare_house.acts.click("U0ADA", page, steps.CHANGE)
    assert "Germany · Bavaria" in shown(bare_house)
    bare_house.acts.suggest("U0ADA", bare_house.view("U0ADA"), looks.COUNTRY, "ecosse")
    bare_house.acts.submit("U0ADA", bare_house.view("U0ADA"), {looks.COUNTRY: "GB-SCT"})
    assert bare_house.view("U0ADA").id == page.id
    assert "public holidays: United Kingdom · Scotland" in shown(bare_house)


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


def done(house: House) -> list[str]:
    """The steps that the page shows as done."""
    lines = [block["text"]["text"] for block in house.view("U0ADA").blocks if "accessory" in block]
    return [line.split("*")[1] for line in lines if line.startswith("✅")]


def step(house: House, action_id: str, values: dict[str, object]) -> str:
    """Do a step over the page; what the page says then, or what is wrong in the form."""
    house.acts.click("U0ADA", house.view("U0ADA"), action_id)
    outcome = house.acts.submit("U0ADA", house.view("U0ADA"), values)
    house.settle()
    return " ".join(outcome.errors.values()) if outcome.errors else words(house.view("U0ADA"))


def home_of(house: House, person: str) -> View:
    house.acts.open_home(person)
    house.settle()
    view = house.world.views.home(person)
    assert view
    return view


def test_the_steps_are_done_in_any_order_left_and_resumed(bare_house: House) -> None:
    house = bare_house
    house.world.put_group(Group(id="S0PROD", name="Product", handle="product", members=("U0PAM",)))
    assert "steps are left" not in words(home_of(house, "U0ANN"))
    assert "5 steps are left" in words(home_of(house, "U0ADA"))
    house.acts.click("U0ADA", home_of(house, "U0ADA"), steps.OPEN)
    house.acts.submit("U0ADA", house.view("U0ADA"), CHOSEN)
    house.settle()
    assert "All set" in shown(house)
    assert done(house) == []
    root = house.view("U0ADA").id

    assert "Line 2" in step(house, steps.DO_ACCOUNTS, {steps.PASTED: "Acme; 45k€\nGlobex; many"})
    house.acts.close("U0ADA", house.view("U0ADA"))
    told = step(house, steps.DO_ACCOUNTS, {steps.PASTED: "Owner\tCompany\tARR\nann\tAcme\t45k€\n\tGlobex\t"})
    assert "Accounts added: 2" in told
    assert done(house) == ["Accounts"]
    told = step(house, steps.DO_RITUALS, {steps.CHOSEN: ["goal_review", "campaign_feedback"]})
    assert "2 rituals are switched on" in told
    assert done(house) == ["Ready-made rituals", "Accounts"]
    house.acts.close("U0ADA", house.view("U0ADA"))

    assert "2 steps are left" in words(home_of(house, "U0ADA"))
    house.open("U0ADA", "/diapason setup")
    assert done(house) == ["Ready-made rituals", "Accounts"]
    assert house.view("U0ADA").id != root
    house.acts.click("U0ADA", house.view("U0ADA"), steps.DO_ROLES)
    house.acts.suggest("U0ADA", house.view("U0ADA"), role_looks.GROUPS["pm"], "prod")
    house.acts.submit("U0ADA", house.view("U0ADA"), {role_looks.GROUPS["pm"]: ["S0PROD"]})
    house.settle()
    assert done(house) == ["Roles", "Ready-made rituals", "Accounts"]
    house.acts.click("U0ADA", house.view("U0ADA"), steps.ENOUGH)
    assert "left out for now" in shown(house)
    assert steps.ENOUGH not in shown(house)
    house.settle()
    assert "left, whenever" not in words(home_of(house, "U0ADA"))  # what is left out is remembered
    step(house, steps.DO_DAYS, {ritual_forms.CLOSED: "2026-12-24"})  # and can still be done
    assert done(house) == ["Roles", "Days off", "Ready-made rituals", "Accounts"]
    with house.bot.services.read() as tx:
        kinds = {ritual.kind: ritual.channel_id for ritual in rituals.all_of(tx, TEAM)}
        acme = accounts.named(tx, TEAM, "acme")
    assert kinds["goal_review"] == kinds["campaign_feedback"] == "C0REL"
    assert acme
    assert (acme.revenue_minor, acme.owner) == (4_500_000, person_id(TEAM, "U0ANN"))
    assert house.refused() == []


def test_a_page_of_steps_reads_in_french(house: House) -> None:
    house.acts.type_command("U0ADA", HERE, "/diapason langue fr")
    house.open("U0ADA", "/diapason configurer")
    page = words(house.view("U0ADA"))
    for told in ("○ *Rôles*", "○ *Jours de repos* · jours fériés : France", "C’est tout pour moi"):
        assert told in page
    step(house, steps.DO_RITUALS, {steps.CHOSEN: ["goal_review"]})
    assert "✅ *Rituels tout prêts*" in words(house.view("U0ADA"))


def test_others_are_told_who_can_set_up(bare_house: House) -> None:
    told = bare_house.acts.type_command("U0LEA", HERE, "/diapason configurer").ephemeral
    assert told
    assert "les admins" in told.text
    assert bare_house.world.views.top("U0LEA") is None


def test_until_set_up_is_done_everybody_is_told_kindly_who_can(bare_house: House) -> None:
    for person, who in (("U0ANN", "An owner or admin"), ("U0ADA", "You can finish it")):
        told = bare_house.acts.type_command(person, HERE, "/signal Acme needs SSO").ephemeral
        assert told
        assert "Saved" in told.text  # it is kept all the same
        assert who in told.text
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
