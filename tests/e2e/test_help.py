"""Help in each person's language, words that nobody knows, and the choice of a language."""

import pytest

from rituals.messages import help as looks
from tests.e2e.house import HERE, House, open_house, words
from tests.e2e.test_roles import give


def asked(house: House, person: str, typed: str) -> str:
    """What only this person reads as the answer."""
    told = house.acts.type_command(person, HERE, typed).ephemeral
    assert told
    return told.text


@pytest.mark.parametrize("typed", ["/diapason", "/diapason help", "/diapason aide", "/diapason HELP"])
def test_help_is_short_in_the_persons_language_and_everything_is_one_click_away(
    house: House, typed: str
) -> None:
    english, french = asked(house, "U0ANN", typed), asked(house, "U0LEA", typed)
    assert "*To begin with*" in english
    assert "*Pour commencer*" in french
    assert "for:Acme" in english
    assert "pour:Acme" in french
    assert "/release" not in english
    shown = house.acts.type_command("U0LEA", HERE, typed).ephemeral
    assert shown
    for everything in (
        house.answer("U0LEA", shown, looks.EVERYTHING),
        house.type("U0LEA", "/diapason aide tout"),
    ):
        for command in ("/signal", "/feedback", "/release", "/digest", "/roadmap", "/demo", "/launch"):
            assert f"`{command}" in words(everything)


def test_help_begins_with_what_matters_for_somebodys_role(house: House) -> None:
    for role, person in (("sales", "U0ANN"), ("marketing", "U0LEA"), ("pm", "U0PAM")):
        give(house, role, person)
    sales, marketing, pm = (words(house.type(person, "/diapason")) for person in ("U0ANN", "U0LEA", "U0PAM"))
    assert "for you in sales" in sales.casefold()
    assert sales.index("/signal") < sales.index("/diapason search") < sales.index("/digest")
    assert "Pour vous, côté marketing" in marketing
    assert marketing.index("/launch") < marketing.index("/digest") < marketing.index("/diapason radar")
    assert "For you in product" in pm
    assert pm.index("/diapason inbox") < pm.index("/roadmap`") < pm.index("/release`")
    assert not [text for text in (sales, marketing, pm) if "/diapason doctor" in text]


def test_an_example_does_what_its_word_does(house: House) -> None:
    give(house, "pm", "U0ADA")
    shown = house.type("U0ADA", "/diapason")
    for action_id in [one for one in looks.EXAMPLES if f'"{one}"' in words(shown)]:
        typed = house.acts.type_command("U0ADA", HERE, f"/diapason {looks.EXAMPLES[action_id]}").ephemeral
        if typed:
            assert house.answer("U0ADA", shown, action_id).text == typed.text, action_id
        else:
            opened = house.view("U0ADA")
            house.acts.close("U0ADA", opened)
            house.acts.click("U0ADA", shown, action_id)
            found = house.view("U0ADA")
            assert (found.callback_id, found.title) == (opened.callback_id, opened.title), action_id
            house.acts.close("U0ADA", house.view("U0ADA"))


def test_only_admins_read_of_what_only_they_can_do(house: House) -> None:
    assert "/diapason doctor" not in asked(house, "U0ANN", "/diapason help all")
    for typed in ("/diapason", "/diapason help all"):
        for word in ("setup", "rituals", "doctor"):
            assert f"/diapason {word}" in asked(house, "U0ADA", typed)


def test_an_unknown_word_is_said_kindly_and_harmless(house: House) -> None:
    told = asked(house, "U0ANN", "/diapason frobnicate <!channel> &amp; co")
    assert told.startswith("“frobnicate @channel &amp;amp; co” is no word that we know here.")
    assert "/signal" in told
    assert house.world.pings == []


def test_a_very_long_unknown_word_is_shortened(house: House) -> None:
    assert "…”" in asked(house, "U0ANN", "/diapason " + "x" * 4000)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/diapason language fr", "parle français"),
        ("/diapason langue français", "parle français"),
        ("/diapason language auto", "language of your Slack: English"),
        ("/diapason langue klingon", "“klingon”"),
        ("/diapason language", "In which language"),
    ],
)
def test_a_language_is_chosen_by_word_and_answered_in_it(house: House, typed: str, answer: str) -> None:
    assert answer in asked(house, "U0ANN", typed)


def test_a_chosen_language_stays_until_slacks_is_wanted_again(house: House) -> None:
    asked(house, "U0ANN", "/diapason language fr")
    assert "garde ce que dit le terrain" in asked(house, "U0ANN", "/diapason")
    asked(house, "U0ANN", "/diapason langue auto")
    assert "keeps what the field says" in asked(house, "U0ANN", "/diapason")


def test_a_button_chooses_the_language_too(house: House) -> None:
    help_ = house.acts.type_command("U0ANN", HERE, "/diapason").ephemeral
    assert help_
    house.acts.click("U0ANN", help_, looks.SPEAK["fr"])
    assert "garde ce que dit le terrain" in asked(house, "U0ANN", "/diapason")


def test_the_prefix_is_in_every_example(database_url: str) -> None:
    with open_house(database_url, {"diapason_command_prefix": "dia-"}) as house:
        told = asked(house, "U0ADA", "/dia-diapason")
        assert told.count("`/dia-") >= 8
        assert told.count("`/") == told.count("`/dia-")
