"""What a saved signal is like, in the answer; one click puts both into one theme."""

import json

import pytest

from rituals.messages import likes as looks
from tests.e2e.house import House, words


def test_similar_signals_stand_below_the_answer_with_their_theme_and_account(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column for:Globex #export")
    house.type("U0PAM", "/signal Another export problem in Excel #export")
    house.type("U0ANN", "/signal Please make the logo bigger")
    told = words(house.type("U0ADA", "/signal Exports lose columns in Excel"))
    assert "Others said something like it" in told
    assert told.index("*S-1*") < told.index("*S-2*")
    assert "#export: 2 signals, 1 account" in told
    assert "Globex" in told
    assert "*S-3*" not in told


def test_french_and_nothing_alike(house: House) -> None:
    told = words(house.type("U0LEA", "/signal Le devis part sans logo"))
    assert "semblable" not in told
    told = words(house.type("U0LEA", "/signal Toujours pas de logo sur les devis"))
    assert "D’autres ont dit quelque chose de semblable" in told
    assert "Même thème" in told


def test_one_click_joins_the_theme(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column #export")
    told = house.type("U0LEA", "/signal Excel export drops columns")
    told = house.answer("U0LEA", told, looks.JOIN)
    assert house.signal(2).themes == ("export",)
    assert "même thème ✓" in words(told)
    assert looks.JOIN not in words(told)
    assert "export" in house.cards()[-1].blocks[0]["text"]["text"]
    assert "S-2" in words(house.type("U0ANN", "/diapason search theme:export"))


def test_without_a_theme_a_name_is_asked_for_and_both_are_in_it(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column")
    told = house.type("U0PAM", "/signal Excel export drops columns")
    house.acts.click("U0PAM", told, looks.JOIN)
    form = house.view("U0PAM")
    assert "S-1" in words(form)
    shown = house.acts.submit("U0PAM", form, {looks.THEME: " #Export "})
    assert "S-2 and S-1 are in one theme now: *#Export*" in words(shown)
    assert house.signal(1).themes == house.signal(2).themes == ("Export",)


def test_a_theme_without_a_name_is_refused_at_the_field(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column")
    told = house.type("U0PAM", "/signal Excel export drops columns")
    house.acts.click("U0PAM", told, looks.JOIN)
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), {looks.THEME: "###"})
    assert looks.THEME in json.dumps(refused.errors)
    assert house.signal(1).themes == ()


def test_likes_stand_on_the_forms_last_page_too(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column #export")
    form = house.open("U0PAM", "/signal")
    house.acts.submit("U0PAM", form, {"signals.text": "Excel export drops columns"})
    page = house.view("U0PAM")
    assert "*S-1*" in words(page)
    house.acts.click("U0PAM", page, looks.JOIN)
    assert house.signal(2).themes == ("export",)
    assert "same theme ✓" in words(house.view("U0PAM"))


@pytest.mark.parametrize("stranger", ["U0LEA", "U0PAM"])
def test_restricted_words_are_no_suggestion_for_others(house: House, stranger: str) -> None:
    told = house.type("U0ANN", "/signal Globex merges with Initech, contract frozen for:Globex #merger")
    house.answer("U0ANN", told, "signals.restrict")
    same = "/signal merger contract with Initech frozen"
    seen = words(house.type(stranger, same))
    assert "*S-1*" not in seen
    assert "Globex" not in seen
    assert "*S-1*" in words(house.type("U0ADA", same))


def test_a_click_on_what_has_become_restricted_is_refused(house: House) -> None:
    anns = house.type("U0ANN", "/signal The export to Excel drops the last column #export")
    told = house.type("U0PAM", "/signal Excel export drops columns")
    house.answer("U0ANN", anns, "signals.restrict")
    refused = house.answer("U0PAM", told, looks.JOIN)
    assert "S-1" not in words(refused)
    assert house.signal(2).themes == ()
