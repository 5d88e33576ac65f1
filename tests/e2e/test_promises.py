"""Promised answers: help on the due day, then a reminder, then the admins; one message a person a day; silence once answered."""

from bot.playground.world import Message
from rituals.messages.triage import card as card_looks
from storage import accounts
from tests.e2e.house import TEAM, House, words


def told(house: House, person: str) -> list[Message]:
    house.settle()
    return house.posted(house.world.direct(person).id)


def to(house: House, day: int) -> None:
    """Go on to 09:31 in Paris, day by day. The story begins on Friday the 20th."""
    while house.clock.now.day < day or house.clock.now.day == 20:
        house.clock.now = house.clock.now.replace(hour=8, minute=31)
        house.clock.later(days=1)
        house.settle()


def pam_owns_access(house: House) -> None:
    board = house.open("U0ADA", "/diapason areas")
    house.acts.click("U0ADA", board, "areas.add")
    values = {"areas.name": "Access", "areas.owner": "U0PAM", "areas.themes": "sso"}
    house.acts.submit("U0ADA", house.view("U0ADA"), values)


def test_help_then_a_reminder_then_the_admins(house: House) -> None:
    pam_owns_access(house)
    house.type("U0ANN", "/signal Acme leaves without <SSO> #sso !dealbreaker")
    house.type("U0ANN", "/signal Globex too #sso !dealbreaker")
    house.type("U0ANN", "/signal Nice to have #sso")
    to(house, 23)
    assert told(house, "U0PAM") == []
    to(house, 24)
    [help_] = told(house, "U0PAM")
    assert "2 signals of yours are promised an answer by tonight" in help_.text
    assert "Acme leaves without &lt;SSO&gt;" in words(help_)
    assert "Nice to have" not in words(help_)
    to(house, 25)
    assert "have waited longer than promised" in told(house, "U0PAM")[-1].text

    house.acts.click("U0PAM", house.cards()[1], card_looks.ACKNOWLEDGE)
    to(house, 27)
    assert len(told(house, "U0PAM")) == 2
    [admin] = told(house, "U0ADA")
    assert "1 signal still has no answer" in admin.text
    assert "Globex" not in words(admin)


def test_who_answered_in_time_hears_nothing(house: House) -> None:
    house.type("U0ANN", "/signal Acme leaves !dealbreaker")
    house.acts.click("U0ADA", house.cards()[0], card_looks.ACKNOWLEDGE)
    to(house, 27)
    assert told(house, "U0ADA") == []


def test_revenue_at_risk_counts_an_account_once(house: House) -> None:
    with house.bot.services.write() as tx:
        acme = accounts.ensure(tx, TEAM, "Acme", house.clock())
        accounts.describe(tx, TEAM, acme, revenue_minor=12_000_000, revenue_currency="EUR")
    house.type("U0ANN", "/signal They leave without SSO for:Acme !dealbreaker")
    house.type("U0ANN", "/signal They leave without exports for:Acme !dealbreaker")
    house.clock.later(minutes=1)
    assert "*€120,000 a year at risk*" in words(house.type("U0ADA", "/digest"))
