"""Words that are older than they are kept go by themselves; what is counted stays."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from rituals.messages.triage import card as card_looks
from rituals.messages.triage import forms
from storage.tables import metadata
from tests.e2e.house import House, open_house, words


@pytest.fixture
def forgetful_house(database_url: str) -> Iterator[House]:
    with open_house(database_url, {"DIAPASON_RETENTION_DAYS": "90"}) as house:
        house.set_up()
        yield house


def speak(house: House) -> None:
    house.type("U0ANN", "/signal Quuxy words about exports for:Acme 45k€ #export !dealbreaker")
    [card] = house.cards()
    house.acts.click("U0PAM", card, card_looks.DECIDE)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.CHOICE: "declined", forms.WORDS: "Too quuxy"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.acts.click("U0PAM", card, card_looks.ANSWER)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.TEXT: "A quuxy answer"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.settle()


def dumped(house: House) -> str:
    with house.bot.services.read() as tx:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in tx.execute(select(table)))


def tidy(house: House) -> None:
    while house.bot.tidy():
        pass
    house.settle_in_time()


def test_old_words_go_and_numbers_stay(forgetful_house: House) -> None:
    house = forgetful_house
    speak(house)
    house.clock.later(days=60)
    house.type("U0LEA", "/signal Young words about exports")
    house.clock.later(days=31)
    tidy(house)
    assert "quuxy" not in dumped(house).lower()
    signal = house.signal(1)
    assert (signal.verbatim, signal.kind, signal.account, signal.amount_minor) == (
        "(removed)",
        "feedback",
        "Acme",
        4_500_000,
    )
    assert (signal.importance, signal.themes, signal.state) == ("dealbreaker", ("export",), "declined")
    old, young = house.cards()[0], house.cards()[-1]
    assert "quuxy" not in words(old).lower()
    assert "Acme" in words(old)
    assert "Young words" in words(young)
    assert "Young words" in words(house.type("U0ANN", "/diapason search exports"))
    assert "let its words go" in words(house.open("U0ANN", "/diapason history S-1"))


def test_nothing_is_done_twice(forgetful_house: House) -> None:
    house = forgetful_house
    speak(house)
    house.clock.later(days=91)
    assert house.bot.tidy()
    assert not house.bot.tidy()


def test_without_the_setting_everything_is_kept(house: House) -> None:
    speak(house)
    house.clock.later(days=4000)
    tidy(house)
    assert house.signal(1).verbatim.startswith("Quuxy words")
