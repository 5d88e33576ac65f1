"""Which emoji saves a message, and as which kind, is the workspace's to choose."""

import pytest

from bot.playground.world import Message
from rituals.messages import emojis as looks
from tests.e2e.house import HERE, House, words
from tests.e2e.test_ways_in import marks

READ = looks.READ


def choose(house: House, name: str, kind: str = READ) -> str:
    """An admin has an emoji save messages; what stands there then."""
    board = house.open("U0ADA", "/diapason emoji")
    house.acts.click("U0ADA", board, looks.ADD)
    outcome = house.acts.submit("U0ADA", house.view("U0ADA"), {looks.NAME: name, looks.KIND: kind})
    assert not outcome.errors, outcome.errors
    return words(house.view("U0ADA"))


def said(house: House, text: str = "Acme may leave us") -> Message:
    """Somebody says something where the bot is."""
    if house.world.bot_user not in house.world.channels[HERE].members:
        house.acts.invite("U0ADA", HERE, house.world.bot_user)
        house.settle()
    return house.acts.say("U0LEA", HERE, text)


def react(house: House, person: str, message: Message, emoji: str) -> None:
    house.acts.react(person, message, emoji)
    house.settle()


def test_an_emoji_saves_as_its_kind_and_the_first_one_goes_on(house: House) -> None:
    shown = choose(house, ":rotating_light:", "churn_risk")
    assert ":rotating_light: `rotating_light` → *Churn risk*" in shown
    assert ":satellite_antenna: `satellite_antenna` → *Read from the text*" in shown
    for text, emoji in (("Acme may leave us", "rotating_light"), ("Acme is happy", "satellite_antenna")):
        message = said(house, text)
        react(house, "U0ANN", message, emoji)
        assert marks(house, message)["white_check_mark"] == (house.world.bot_user,)
    assert [house.signal(number).kind for number in (1, 2)] == ["churn_risk", "feedback"]
    assert house.refused() == []


def test_several_emoji_on_one_message_are_one_signal(house: House) -> None:
    choose(house, "rotating_light", "churn_risk")
    choose(house, "trophy", "win")
    message = said(house)
    for person, emoji in (("U0ANN", "rotating_light"), ("U0PAM", "trophy"), ("U0ANN", "satellite_antenna")):
        react(house, person, message, emoji)
    assert house.count() == 1
    assert house.signal(1).kind == "churn_risk", "the first one says"
    assert marks(house, message)["white_check_mark"] == (house.world.bot_user,)


@pytest.mark.parametrize("typed", [":thumbsup::skin-tone-3:", "ThumbsUp", ":thumbsup:"])
def test_skin_tones_colons_and_capitals_make_no_difference(house: House, typed: str) -> None:
    assert "`thumbsup`" in choose(house, typed, "praise")
    react(house, "U0ANN", message := said(house), "thumbsup::skin-tone-5")
    assert house.signal(1).kind == "praise"
    assert "white_check_mark" in marks(house, message)


def test_what_is_no_name_of_an_emoji_is_refused_in_words(house: House) -> None:
    house.acts.click("U0ADA", house.open("U0ADA", "/diapason emoji"), looks.ADD)
    for typed, says in (
        ("🚨", "such as :rotating_light:"),
        (":a b:", "such as :rotating_light:"),
        ("<!channel>", "such as :rotating_light:"),
        (":" + "x" * 60 + ":", "such as :rotating_light:"),
        (":white_check_mark:", "that I confirm with"),
    ):
        outcome = house.acts.submit("U0ADA", house.view("U0ADA"), {looks.NAME: typed})
        assert says in outcome.errors[looks.NAME], typed
    outcome = house.acts.submit("U0ADA", house.view("U0ADA"), {looks.NAME: ":signal-équipe_2:"})
    assert not outcome.errors, "names of a team's own emoji may have letters of any language"
    assert "`signal-équipe_2`" in words(house.view("U0ADA"))


def test_a_removed_one_saves_nothing_and_the_last_one_stays(house: House) -> None:
    choose(house, "rotating_light", "churn_risk")
    house.acts.click("U0ADA", house.view("U0ADA"), looks.REMOVE, value="satellite_antenna")
    board = words(house.view("U0ADA"))
    assert "satellite_antenna" not in board
    assert looks.REMOVE not in board
    message = said(house)
    react(house, "U0ANN", message, "satellite_antenna")
    assert house.count() == 0
    react(house, "U0ANN", message, "rotating_light")
    assert house.count() == 1


def test_taking_the_emoji_off_again_changes_nothing(house: House) -> None:
    message = said(house)
    react(house, "U0ANN", message, "satellite_antenna")
    house.acts.unreact("U0ANN", message, "satellite_antenna")
    house.settle()
    assert house.signal(1).undone_at is None
    assert marks(house, message) == {"white_check_mark": (house.world.bot_user,)}
    react(house, "U0ANN", message, "satellite_antenna")
    assert house.count() == 1


def test_emoji_are_for_admins(house: House) -> None:
    told = house.type("U0LEA", "/diapason émoji")
    assert "les admins (ada)" in told.text
