"""Help in each person's language, words that nobody knows, and the choice of a language."""

import pytest

from rituals.messages import help as looks
from tests.e2e.house import House, open_house

HERE = "C0GEN"


def asked(house: House, person: str, typed: str) -> str:
    """What only this person reads as the answer."""
    told = house.acts.type_command(person, HERE, typed).ephemeral
    assert told
    return told.text


@pytest.mark.parametrize("typed", ["/diapason", "/diapason help", "/diapason aide", "/diapason HELP"])
def test_help_speaks_the_persons_language_and_shows_examples(house: House, typed: str) -> None:
    english, french = asked(house, "U0ANN", typed), asked(house, "U0LEA", typed)
    assert "for:Acme" in english
    assert "pour:Acme" in french
    for text in (english, french):
        for command in ("/signal", "/feedback", "/release", "/digest"):
            assert f"`{command}" in text


def test_only_admins_read_of_what_only_they_can_do(house: House) -> None:
    assert "/diapason doctor" not in asked(house, "U0ANN", "/diapason")
    for word in ("setup", "rituals", "doctor"):
        assert f"/diapason {word}" in asked(house, "U0ADA", "/diapason")


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
