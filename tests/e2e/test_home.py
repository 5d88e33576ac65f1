"""Home: quick buttons for everybody, the inbox for who owns signals, and what became of one's own; always fresh."""

from bot.playground.world import View
from rituals.messages import home as looks
from rituals.messages.triage import card as card_looks
from tests.e2e.house import House, words


def open_home(house: House, person: str) -> View:
    house.acts.open_home(person)
    return home(house, person)


def home(house: House, person: str) -> View:
    """The Home that stands there now."""
    house.settle()
    view = house.world.views.home(person)
    assert view is not None
    return view


def test_an_empty_home_says_how_to_begin_in_ones_own_language(house: House) -> None:
    assert "Mes signaux" in words(open_home(house, "U0LEA"))
    assert "`/signal ce que vous avez entendu`" in words(home(house, "U0LEA"))
    assert "Votre boîte" not in words(home(house, "U0LEA"))
    assert "Your inbox" in words(open_home(house, "U0ADA"))
    assert house.refused() == []


def test_it_stays_fresh_as_signals_come_and_are_decided(house: House) -> None:
    open_home(house, "U0ANN")
    open_home(house, "U0ADA")
    house.type("U0ANN", "/signal Acme needs SSO for:Acme")
    assert "Acme needs SSO" in words(home(house, "U0ANN"))
    assert "*New* · ada will answer" in words(home(house, "U0ANN"))
    inbox = home(house, "U0ADA")
    assert "*New* 1" in words(inbox)

    house.acts.click("U0ADA", inbox, card_looks.DECIDE)
    values = {"triage.choice": "declined", "triage.reason": "cost"}
    house.acts.submit("U0ADA", house.view("U0ADA"), values)
    assert "*Declined*" in words(home(house, "U0ANN"))
    assert "It costs more than it would bring." in words(home(house, "U0ANN"))
    assert "*New* 0" in words(home(house, "U0ADA"))


def test_an_undone_signal_is_gone_from_home(house: House) -> None:
    open_home(house, "U0ANN")
    told = house.type("U0ANN", "/signal Acme needs SSO")
    house.answer("U0ANN", told, "signals.undo")
    assert "Acme needs SSO" not in words(home(house, "U0ANN"))


def test_nobody_who_never_opened_it_is_sent_a_home(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    house.settle()
    assert house.world.views.home("U0ANN") is None
    house.acts.open_home("U0ANN", "messages")
    house.settle()
    assert house.world.views.home("U0ANN") is None


def test_its_buttons_open_the_form_the_announcement_the_news_and_the_inbox(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    house.clock.later(minutes=1)
    page = open_home(house, "U0ADA")
    for button, shown in (
        (looks.NEW_SIGNAL, "signals.text"),
        (looks.ANNOUNCE, "releases.name"),
        (looks.NEWS, "1 signal"),
        ("triage.open_inbox", "Acme needs SSO"),
    ):
        house.acts.click("U0ADA", page, button)
        view = house.view("U0ADA")
        assert shown in words(view), button
        house.acts.close("U0ADA", view)
    assert house.refused() == []


def test_a_home_holds_no_more_than_slack_takes(house: House) -> None:
    for number in range(15):
        house.type("U0ADA", f"/signal Wish {number} " + "very " * 300)
    assert len(open_home(house, "U0ADA").blocks) <= 100
    assert house.refused() == []
