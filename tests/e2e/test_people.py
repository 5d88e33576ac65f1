"""What Slack tells of people and channels reaches the bot as people do it: profiles, accounts, coming and going."""

from bot.playground.world import Person
from rituals.services import person_id
from storage import people
from tests.e2e.house import TEAM, House, words


def test_a_profile_in_another_language_is_spoken_to_in_it(house: House) -> None:
    assert "Saved as *S-1*" in words(house.type("U0ANN", "/signal Acme needs SSO"))
    house.acts.change_profile("U0ANN", locale="fr-FR", tz="America/Montreal")
    told = house.type("U0ANN", "/signal Acme needs an export")
    assert "Enregistré : *S-2*" in words(told)
    ann = house.bot.services.directory.person(TEAM, person_id(TEAM, "U0ANN"))
    assert (ann.language, ann.zone) == ("fr", "America/Montreal")


def test_who_joins_and_who_leaves_the_company_is_known_at_once(house: House) -> None:
    kim = Person(id="U0KIM", team=TEAM, name="kim", real_name="Kim", locale="fr-FR")
    house.acts.hire("U0ADA", kim)
    with house.bot.services.read() as tx:
        known = people.get(tx, TEAM, person_id(TEAM, "U0KIM"))
    assert known
    assert (known.name, known.locale, known.deactivated) == ("kim", "fr-FR", False)
    house.acts.deactivate("U0ADA", "U0KIM")
    with house.bot.services.read() as tx:
        known = people.get(tx, TEAM, person_id(TEAM, "U0KIM"))
    assert known
    assert known.deactivated


def test_the_bot_put_out_of_its_channel_asks_for_an_invitation(house: House) -> None:
    house.acts.remove("U0ADA", "C0DIG", house.world.bot_user)
    assert "/invite" in words(house.type("U0ADA", "/diapason doctor"))
    house.acts.invite("U0ADA", "C0DIG", house.world.bot_user)
    assert "/invite" not in words(house.type("U0ADA", "/diapason doctor"))
