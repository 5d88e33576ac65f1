"""What a reference names is opened by typing it, a merged one too, and its history stands behind a button."""

import pytest

from bot.playground.world.elements import elements
from rituals.messages import history as history_looks
from rituals.messages import release_forms, roadmap_forms
from rituals.messages import signals as looks
from rituals.messages.triage import card as card_looks
from rituals.messages.triage import forms as triage_forms
from tests.e2e.house import House, words
from tests.e2e.test_merging import merge


@pytest.mark.parametrize("typed", ["/signal S-1", "/diapason S-1", "/diapason s1", "/feedback S-1"])
def test_a_signal_is_opened_by_its_reference_with_all_that_is_known_of_it(house: House, typed: str) -> None:
    house.type("U0ANN", "/signal They want SSO for:Acme 45k€ #sso !dealbreaker")
    house.acts.click("U0PAM", house.cards()[0], card_looks.DECIDE)
    house.acts.submit(
        "U0PAM",
        house.view("U0PAM"),
        {triage_forms.CHOICE: "later", triage_forms.WORDS: "In spring"},
    )
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    shown = words(house.open("U0LEA", typed))
    for part in ("They want SSO", "Acme", "#sso", "ann", "Plus tard", "In spring", "suivi par ada"):
        assert part in shown, part
    assert house.count() == 1, "to look is not to capture"
    assert house.refused() == []


def test_a_merged_reference_opens_and_leads_to_the_one_that_speaks_for_it(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO")
    house.type("U0LEA", "/signal Il nous faut la connexion unique")
    merge(house, "U0PAM", 2, 1)
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    merged = house.open("U0MAX", "/diapason S-2")
    assert "connexion unique" in words(merged)
    assert "S-1" in words(merged)
    house.acts.click("U0MAX", merged, looks.SEE_KEPT)
    kept = house.view("U0MAX")
    assert "S-1" in str(kept.title)
    assert "We need SSO" in words(kept)
    assert "S-2" in words(kept)


def test_only_who_may_read_a_signal_opens_it(house: House) -> None:
    told = house.type("U0ANN", "/signal Between us")
    house.answer("U0ANN", told, looks.RESTRICT)
    refused = words(house.type("U0MAX", "/diapason S-1"))
    assert "Between us" not in refused
    assert "Qui le peut" in refused
    assert "Between us" in words(house.open("U0ANN", "/diapason S-1"))


def test_a_reference_of_nothing_and_one_taken_back_say_so(house: House) -> None:
    assert "There is no S-9" in words(house.type("U0ANN", "/signal S-9"))
    house.answer("U0ANN", house.type("U0ANN", "/signal A slip"), looks.UNDO)
    assert "S-1" in words(house.type("U0ANN", "/diapason S-1"))
    assert house.count() == 1


def test_more_than_a_reference_is_captured(house: House) -> None:
    assert "S-1" in words(house.type("U0ANN", "/signal S-9 is what Acme asks for again"))
    assert house.signal(1).verbatim == "S-9 is what Acme asks for again"


def test_items_and_releases_are_opened_by_theirs_and_all_have_their_history(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO")
    house.acts.submit("U0PAM", house.open("U0PAM", "/roadmap add"), {roadmap_forms.TITLE: "Single sign-on"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    view = house.open("U0PAM", "/release")
    house.acts.submit("U0PAM", view, {release_forms.NAME: "4.2", release_forms.changes_input(0): "SSO"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    for typed, title in (("S-1", "History of S-1"), ("I-1", "History of I-1")):
        page = house.open("U0ANN", f"/diapason {typed}")
        house.acts.click("U0ANN", page, history_looks.OPEN)
        past = house.view("U0ANN")
        assert title in str(past.title)
        assert elements(past.blocks), "nothing is told"
        house.acts.close("U0ANN", past, everything=True)
    release = house.type("U0ANN", "/diapason R-1")
    house.acts.click("U0ANN", release, history_looks.OPEN)
    past = house.view("U0ANN")
    assert "History of R-1" in str(past.title)
    assert "announced it" in words(past)
