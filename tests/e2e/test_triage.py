"""Triage from the card: decisions with reasons, told to who captured it; answers and what comes back; two at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.playground.world import Message
from rituals.messages import signals as signal_looks
from rituals.messages.triage import card as looks
from rituals.services import person_id
from storage import audit, people, triage
from tests.e2e.house import TEAM, House, words


def captured(house: House, person: str = "U0ANN", text: str = "Acme needs SSO") -> Message:
    """Somebody captures a signal; its card."""
    house.type(person, f"/signal {text}")
    return house.cards()[-1]


def direct(house: House, person: str) -> list[Message]:
    """What the bot said to somebody alone."""
    house.settle()
    return house.posted(house.world.direct(person).id)


def decide(house: House, person: str, card: Message, choice: str, **more: str) -> None:
    house.acts.click(person, card, looks.DECIDE)
    values = {"triage.choice": choice} | {f"triage.{name}": value for name, value in more.items()}
    house.acts.submit(person, house.view(person), values)


def test_the_card_says_who_answers_and_where_it_stands(house: House) -> None:
    card = captured(house)
    assert "*New* · ada will answer" in words(card)
    house.acts.click("U0PAM", card, looks.ACKNOWLEDGE)
    [card] = house.cards()
    assert "*Acknowledged*" in words(card)
    assert looks.ACKNOWLEDGE not in words(card)
    assert house.signal(1).state == "acknowledged"


def test_who_captured_it_hears_each_decision_in_their_language_with_their_own_words(house: House) -> None:
    card = captured(house, "U0LEA", "Durand veut l’export des devis")
    house.acts.click("U0PAM", card, looks.ACKNOWLEDGE)
    [told] = direct(house, "U0LEA")
    assert "*S-1*, que vous avez saisi, a été lu par pam." in told.text
    assert "Durand veut l’export des devis" in words(told)

    decide(house, "U0PAM", house.cards()[-1], "declined", reason="direction", words="Try the *API*")
    told = direct(house, "U0LEA")[-1]
    assert "ne sera pas fait" in told.text
    assert "Le produit ne va pas dans cette direction. Try the *API*" in told.text
    page = house.view("U0PAM")
    assert "*S-1* is now: *Declined*. léa is told." in words(page)
    assert "Declined" in words(house.cards()[-1])
    with house.bot.services.read() as tx:
        acts = [entry.act for entry in audit.history(tx, TEAM, "signal", house.signal(1).id)]
    assert acts == ["capture", "acknowledged", "declined"]


def test_nobody_is_told_of_what_they_did_themselves(house: House) -> None:
    card = captured(house, "U0PAM")
    house.acts.click("U0PAM", card, looks.ACKNOWLEDGE)
    assert direct(house, "U0PAM") == []


def test_words_to_a_yes_are_those_of_who_said_it(house: House) -> None:
    card = captured(house)
    house.acts.click("U0PAM", card, looks.DECIDE)
    house.acts.submit(
        "U0PAM", house.view("U0PAM"), {"triage.choice": "planned", "triage.words": "In the next version."}
    )
    told = direct(house, "U0ANN")[-1].text
    assert "*pam:* In the next version." in told
    assert "Why" not in told


@pytest.mark.parametrize("choice", ["later", "declined"])
def test_no_and_later_say_why(house: House, choice: str) -> None:
    card = captured(house)
    house.acts.click("U0PAM", card, looks.DECIDE)
    outcome = house.acts.submit("U0PAM", house.view("U0PAM"), {"triage.choice": choice})
    assert outcome.errors
    assert "reason" in outcome.errors["triage.words"]
    assert house.signal(1).state == "new"
    house.acts.submit("U0PAM", house.view("U0PAM"), {"triage.reason": "priorities"})
    assert house.signal(1).state == ("declined" if choice == "declined" else "acknowledged")
    assert "Other things come first." in words(house.cards()[-1])
    assert "*Why:* Other things come first." in direct(house, "U0ANN")[-1].text


def test_only_the_newest_decision_is_told_when_several_come_at_once(house: House) -> None:
    card = captured(house)
    house.acts.click("U0PAM", card, looks.ACKNOWLEDGE)
    decide(house, "U0MAX", card, "planned")
    told = direct(house, "U0ANN")
    assert [("planned" in message.text) for message in told] == [True]


def test_two_people_who_decide_at_once_end_with_one_decision(house: House) -> None:
    card = captured(house)
    for person in ("U0PAM", "U0MAX"):
        house.acts.click(person, card, looks.DECIDE)
    house.acts.submit("U0PAM", house.view("U0PAM"), {"triage.choice": "planned"})
    late = house.acts.submit(
        "U0MAX", house.view("U0MAX"), {"triage.choice": "declined", "triage.reason": "cost"}
    )
    assert "entre-temps" in str(late.errors)
    assert house.signal(1).state == "planned"
    assert len(direct(house, "U0ANN")) == 1


def test_fifty_clicks_at_once_are_one_decision_and_few_updates(house: House) -> None:
    card = captured(house)
    house.settle()
    before = len([call for call in house.world.calls if call.method == "chat.update"])
    people = ["U0ANN", "U0LEA", "U0PAM", "U0MAX", "U0ADA"]
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(
            pool.map(lambda number: house.acts.click(people[number % 5], card, looks.ACKNOWLEDGE), range(50))
        )
    assert all(outcome.ok for outcome in outcomes)
    signal = house.signal(1)
    assert (signal.state, signal.decided) == ("acknowledged", 1)
    house.settle()
    updates = len([call for call in house.world.calls if call.method == "chat.update"]) - before
    assert updates <= 2
    with house.bot.services.read() as tx:
        assert triage.newest_decision(tx, TEAM, signal.id) is not None


def test_an_undone_signal_is_not_decided_on(house: House) -> None:
    told = house.type("U0ANN", "/signal Acme needs SSO")
    [card] = house.cards()
    house.acts.click("U0PAM", card, looks.DECIDE)
    house.answer("U0ANN", told, signal_looks.UNDO)
    outcome = house.acts.submit("U0PAM", house.view("U0PAM"), {"triage.choice": "planned"})
    assert "undone" in str(outcome.errors)
    assert house.signal(1).state == "new"


def test_somebody_who_may_not_read_it_may_not_decide(house: House) -> None:
    told = house.type("U0ANN", "/signal Acme needs SSO")
    [card] = house.cards()
    house.acts.click("U0MAX", card, looks.DECIDE)
    form = house.view("U0MAX")
    house.answer("U0ANN", told, signal_looks.RESTRICT)
    outcome = house.acts.submit("U0MAX", form, {"triage.choice": "planned"})
    assert outcome.errors
    assert house.signal(1).state == "new"


def test_a_deactivated_person_decides_nothing(house: House) -> None:
    card = captured(house)
    with house.bot.services.write() as tx:
        people.remember(
            tx,
            TEAM,
            person_id(TEAM, "U0MAX"),
            name="max",
            locale="fr-CA",
            zone=None,
            is_admin=False,
            is_bot=False,
            deactivated=True,
            now=house.clock(),
        )
    house.acts.click("U0MAX", card, looks.ACKNOWLEDGE)
    assert house.signal(1).state == "new"


# Answers ------------------------------------------------------------------------------------------------------------


def answer(house: House, person: str, card: Message, text: str) -> None:
    house.acts.click(person, card, looks.ANSWER)
    house.acts.submit(person, house.view(person), {"triage.text": text})
    house.settle()


def thread(house: House, card: Message) -> list[str]:
    return [message.text for message in house.world.replies(card.channel, card.ts)]


def test_an_answer_goes_to_the_author_and_a_reply_comes_back_to_the_card(house: House) -> None:
    card = captured(house)
    answer(house, "U0PAM", card, "Which <identity> provider & version?")
    [told] = direct(house, "U0ANN")
    assert "*pam* answers you on *S-1*" in told.text
    assert "Which <identity> provider & version?" in words(told)
    assert "shown in the thread of the card" in words(told)
    assert house.signal(1).answered_at

    reply = house.acts.say("U0ANN", told.channel, "Okta, the newest <!channel>", thread_ts=told.ts)
    house.settle()
    given, back = thread(house, card)
    assert "*pam* answered" in given
    assert "*ann* replies on *S-1*" in back
    assert "Okta, the newest" in back
    assert "<!channel>" not in back

    house.acts.say("U0ANN", told.channel, "this stays between us")
    house.acts.say("U0MAX", card.channel, "a word among the team", thread_ts=card.ts)
    house.settle()
    assert len([text for text in thread(house, card) if "replies" in text]) == 1
    assert reply.text in [message.text for message in house.world.replies(told.channel, told.ts)]


def test_a_reply_about_a_restricted_signal_goes_to_who_answered_only(house: House) -> None:
    told = house.type("U0ANN", "/signal Acme needs SSO")
    [card] = house.cards()
    house.acts.click("U0ADA", card, looks.ANSWER)
    form = house.view("U0ADA")
    house.answer("U0ANN", told, signal_looks.RESTRICT)
    house.acts.submit("U0ADA", form, {"triage.text": "Who asked?"})
    [heard] = direct(house, "U0ANN")
    assert "to nobody else" in words(heard)
    house.acts.say("U0ANN", heard.channel, "Their CTO", thread_ts=heard.ts)
    [back] = direct(house, "U0ADA")
    assert "Their CTO" in words(back)
    assert house.cards() == []
