"""Following a signal: from its card, from a search, from *Read all*; what followers hear, and until when."""

import pytest

from bot.playground.world import Message
from rituals.messages import following as looks
from rituals.messages import search as search_looks
from rituals.messages import signal_forms
from rituals.messages import signals as signal_looks
from storage import following, preferences
from tests.e2e.house import TEAM, House, words
from tests.e2e.test_triage import captured, decide, direct


def follow(house: House, person: str, card: Message) -> str:
    """Click *Follow* on a card; what is answered."""
    return words(house.answer(person, card, looks.FOLLOW))


def followers(house: House, number: int = 1) -> list[str]:
    with house.bot.services.read() as tx:
        return [person.partition(":")[2] for person in following.followers(tx, TEAM, house.signal(number).id)]


def restrict(house: House, person: str, card: Message) -> None:
    """Have a signal read by its keepers only, by its form."""
    house.acts.click(person, card, signal_looks.EDIT)
    assert house.acts.submit(person, house.view(person), {signal_forms.VISIBILITY: "restricted"}).ok
    house.acts.close(person, house.view(person), everything=True)


def test_a_follower_hears_each_decision_in_their_language_until_they_leave(house: House) -> None:
    card = captured(house, "U0ANN", "Acme needs SSO")
    assert "Vous suivez *S-1* : vous saurez chaque décision" in follow(house, "U0LEA", card)
    decide(house, "U0PAM", card, "declined", reason="direction")
    [told] = direct(house, "U0LEA")
    assert "*S-1*, que vous suivez, ne sera pas fait. pam l’a décidé." in words(told)
    assert "Acme needs SSO" in words(told)
    assert "Le produit ne va pas dans cette direction." in words(told)
    [hers] = direct(house, "U0ANN")
    assert "which you captured" in words(hers)
    assert looks.UNFOLLOW not in words(hers)

    answer = house.answer("U0LEA", told, looks.UNFOLLOW)
    assert "Vous ne suivez plus *S-1*." in words(answer)
    decide(house, "U0PAM", house.cards()[-1], "planned")
    assert len(direct(house, "U0LEA")) == 1
    assert len(direct(house, "U0ANN")) == 2
    assert house.refused() == []


def test_the_answer_turns_in_place_and_following_twice_is_once(house: House) -> None:
    card = captured(house)
    for _ in range(2):
        answer = house.answer("U0MAX", card, looks.FOLLOW)
    assert followers(house) == ["U0MAX"]
    shown = len(house.world.ephemerals("U0MAX", card.channel))
    left = house.answer("U0MAX", answer, looks.UNFOLLOW)
    assert "Vous ne suivez plus" in words(left)
    assert len(house.world.ephemerals("U0MAX", card.channel)) == shown
    assert followers(house) == []
    assert "Vous suivez" in words(house.answer("U0MAX", left, looks.FOLLOW))


def test_who_captured_it_hears_of_it_anyway_and_once(house: House) -> None:
    card = captured(house, "U0ANN")
    assert "You captured *S-1*: you hear what becomes of it anyway." in follow(house, "U0ANN", card)
    assert followers(house) == []
    decide(house, "U0PAM", card, "planned")
    assert len(direct(house, "U0ANN")) == 1


def test_who_decides_is_not_told_of_it(house: House) -> None:
    card = captured(house, "U0ANN")
    follow(house, "U0PAM", card)
    decide(house, "U0PAM", card, "planned")
    assert direct(house, "U0PAM") == []
    decide(house, "U0MAX", house.cards()[-1], "acknowledged")
    assert "*S-1*, which you follow, has been read by max." in words(direct(house, "U0PAM")[-1])


def test_search_results_offer_what_is_neither_mine_nor_followed_and_stay(house: House) -> None:
    captured(house, "U0ANN", "Acme needs an export")
    captured(house, "U0MAX", "Globex needs an export")
    found = house.type("U0MAX", "/diapason search export")
    assert words(found).count(looks.FOLLOW) == 1
    answer = house.answer("U0MAX", found, looks.FOLLOW)
    assert "Vous suivez *S-1*" in words(answer)
    assert "Acme needs an export" in words(house.world.ephemerals("U0MAX", found.channel)[-2]), "it stays"
    again = house.type("U0MAX", "/diapason search export")
    assert looks.FOLLOW not in words(again)
    house.acts.click("U0MAX", again, signal_looks.READ_ALL, value=house.signal(1).id)
    assert looks.UNFOLLOW in words(house.view("U0MAX"))
    house.acts.click("U0MAX", house.view("U0MAX"), looks.UNFOLLOW)
    assert looks.FOLLOW in words(house.view("U0MAX"))
    assert followers(house) == []
    house.acts.click("U0ANN", house.type("U0ANN", "/diapason search acme"), signal_looks.READ_ALL)
    assert looks.FOLLOW not in words(house.view("U0ANN")), "hers"


def test_a_page_of_results_with_their_buttons_fits_into_a_message(house: House) -> None:
    for number in range(12):
        house.type("U0ANN", f"/signal Acme needs export number {number}")
    found = house.type("U0MAX", "/diapason search export")
    assert words(found).count(looks.FOLLOW) == 10
    assert search_looks.OLDER in words(found)


def test_restricted_later_it_drops_who_may_not_read_it_any_more(house: House) -> None:
    card = captured(house, "U0ANN")
    follow(house, "U0LEA", card)
    follow(house, "U0ADA", card)  # an admin, who reads everything
    restrict(house, "U0ANN", card)
    assert followers(house) == ["U0ADA"]
    house.acts.type_command("U0ADA", "C0GEN", "/diapason inbox")
    house.acts.click("U0ADA", house.view("U0ADA"), "triage.acknowledge")
    house.settle()
    assert direct(house, "U0LEA") == []
    assert len(direct(house, "U0ANN")) == 1


def test_a_decision_that_waits_is_not_told_to_who_may_not_read_it_any_more(house: House) -> None:
    card = captured(house, "U0ANN")
    follow(house, "U0LEA", card)
    house.acts.click("U0PAM", card, "triage.acknowledge")  # told, but not delivered yet
    restrict(house, "U0ANN", card)
    assert direct(house, "U0LEA") == []
    assert len(direct(house, "U0ANN")) == 1


def test_who_may_not_read_a_signal_may_not_follow_it(house: House) -> None:
    card = captured(house, "U0ANN")
    found = house.type("U0LEA", "/diapason search acme")
    restrict(house, "U0ANN", card)
    assert "Vous ne pouvez pas" in words(house.answer("U0LEA", found, looks.FOLLOW))
    assert followers(house) == []


def test_a_signal_that_was_taken_back_is_followed_by_nobody_anew(house: House) -> None:
    saved = house.type("U0ANN", "/signal Acme needs SSO")
    card = house.cards()[-1]
    house.answer("U0ANN", saved, signal_looks.UNDO)
    assert "S-1" in words(house.answer("U0PAM", card, looks.FOLLOW))
    assert followers(house) == []


@pytest.mark.parametrize("muted", [True, False])
def test_decisions_can_be_muted_by_who_follows(house: House, muted: bool) -> None:
    card = captured(house, "U0ANN")
    follow(house, "U0MAX", card)
    with house.bot.services.write() as tx:
        preferences.mute(tx, TEAM, f"{TEAM}:U0MAX", "signal_fate", muted)
    decide(house, "U0PAM", card, "planned")
    assert len(direct(house, "U0MAX")) == (0 if muted else 1)
