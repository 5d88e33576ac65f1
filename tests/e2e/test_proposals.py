"""Proposed themes, from the front door: looked for as a job, accepted under a name, or dismissed."""

import pytest

from bot.playground.world import View
from rituals.messages import proposals as looks
from rituals.messages import theme_forms
from rituals.messages import themes as theme_looks
from rituals.messages.triage import inbox as inbox_looks
from tests.e2e.house import House, words
from tests.e2e.test_roles import give

INVOICES = (
    "/signal The invoice has no VAT number for:Acme",
    "/signal They need the VAT number on each invoice for:Globex",
    "/signal Wrong VAT on the invoice of the head office for:Acme",
)
OTHERS = (
    "Nobody answers the phone",
    "Rain in the yard",
    "A bigger logo",
    "Where is the ticket",
    "Blue doors",
)


@pytest.fixture
def told(house: House) -> House:
    for text in INVOICES:
        house.type("U0ANN", text)
    for text in OTHERS:
        house.type("U0ANN", f"/signal {text}")
    return house


def proposed(house: House, person: str) -> View:
    board = house.open(person, "/diapason themes")
    house.acts.click(person, board, looks.OPEN)
    house.settle()
    return house.view(person)


def test_looking_takes_a_moment_and_the_view_follows(told: House) -> None:
    board = told.open("U0PAM", "/diapason themes")
    told.acts.click("U0PAM", board, looks.OPEN)
    assert "Reading the signals" in words(told.view("U0PAM"))
    told.settle()
    page = words(told.view("U0PAM"))
    assert "3 signals · 2 accounts" in page
    assert "*VAT*" in page
    assert "*invoice*" in page
    assert "Wrong VAT on the invoice" in page
    assert page.count("rich_text_quote") == 2
    assert told.refused() == []


def test_the_inbox_leads_there_too_and_french_is_spoken(told: House) -> None:
    told.acts.click("U0LEA", told.open("U0LEA", "/diapason boîte"), looks.OPEN)
    told.settle()
    assert "3 signaux · 2 comptes" in words(told.view("U0LEA"))
    assert "Écarter" in words(told.view("U0LEA"))
    assert inbox_looks.INBOX in [view.callback_id for view in told.world.views.stack("U0LEA")]


def test_accepted_under_a_name_cards_and_search_follow(told: House) -> None:
    told.acts.click("U0PAM", proposed(told, "U0PAM"), looks.ACCEPT)
    form = told.view("U0PAM")
    [field] = [block["element"] for block in form.blocks if block["type"] == "input"]
    assert field["initial_value"] in ("vat", "invoice")
    told.acts.submit("U0PAM", form, {looks.NAME: "#VAT"})
    assert "3 signals are in *#VAT* now." in words(told.view("U0PAM"))
    assert "too little in common" in words(told.view("U0PAM"))
    assert [told.signal(number).themes for number in (1, 2, 3, 4)] == [("VAT",)] * 3 + [()]
    assert ["#VAT" in words(card) for card in told.cards()] == [True] * 3 + [False] * 5
    assert "S-2" in words(told.type("U0ANN", "/diapason search theme:vat"))
    board = told.open("U0PAM", "/diapason themes")
    assert "*#VAT*" in words(board)
    assert told.refused() == []


def test_a_name_is_asked_for_again_where_it_is_none(told: House) -> None:
    told.acts.click("U0PAM", proposed(told, "U0PAM"), looks.ACCEPT)
    outcome = told.acts.submit("U0PAM", told.view("U0PAM"), {looks.NAME: "tax number"})
    assert "one word" in outcome.errors[looks.NAME]
    assert told.signal(1).themes == ()


def test_dismissed_ones_come_back_once_they_have_grown_by_half(told: House) -> None:
    told.acts.click("U0PAM", proposed(told, "U0PAM"), looks.DISMISS)
    assert "too little in common" in words(told.view("U0PAM"))
    assert "too little in common" in words(proposed(told, "U0ADA"))
    told.type("U0ANN", "/signal VAT missing from the invoice, says Initech")
    assert "too little in common" in words(proposed(told, "U0PAM"))
    told.type("U0ANN", "/signal Invoice and VAT again")
    assert "5 signals" in words(proposed(told, "U0PAM"))


def test_two_people_decide_and_the_second_is_told(told: House) -> None:
    hers, his = proposed(told, "U0PAM"), proposed(told, "U0MAX")
    told.acts.click("U0MAX", his, looks.ACCEPT)
    form = told.view("U0MAX")
    told.acts.click("U0PAM", hers, looks.DISMISS)
    outcome = told.acts.submit("U0MAX", form, {looks.NAME: "VAT"})
    assert "devancé" in outcome.errors[looks.NAME]
    assert told.signal(1).themes == ()


def test_what_got_a_theme_meanwhile_keeps_it(told: House) -> None:
    page = proposed(told, "U0PAM")
    told.acts.click("U0PAM", page, looks.ACCEPT)
    board = told.open("U0ADA", "/diapason inbox")
    signal = told.signal(1).id
    told.acts.choose("U0ADA", board, inbox_looks.PICK, [signal], block_id=f"{inbox_looks.PICK}.{signal}")
    told.acts.click("U0ADA", told.view("U0ADA"), inbox_looks.SET_THEME)
    told.acts.submit("U0ADA", told.view("U0ADA"), {inbox_looks.THEMES: "#billing"})
    told.acts.submit("U0PAM", told.view("U0PAM"), {looks.NAME: "vat"})
    assert [told.signal(number).themes for number in (1, 2, 3)] == [("billing",), ("vat",), ("vat",)]


def test_restricted_signals_propose_nothing_and_leave_what_was_proposed(told: House) -> None:
    for text in (
        "Acme merges with Initech, contract frozen",
        "merger: contract frozen",
        "contract frozen, merger",
    ):
        told.answer("U0ANN", told.type("U0ANN", f"/signal {text}"), "signals.restrict")
    for person in ("U0ANN", "U0ADA", "U0PAM"):
        page = words(proposed(told, person)).lower()
        assert "frozen" not in page
        assert "merger" not in page
    invoice = told.type("U0ANN", "/signal one more invoice without its VAT")
    assert "4 signaux" in words(proposed(told, "U0MAX"))
    told.answer("U0ANN", invoice, "signals.restrict")
    told.acts.click("U0MAX", told.view("U0MAX"), looks.ACCEPT)
    assert "3 signaux" in words(told.view("U0MAX"))
    told.acts.submit("U0MAX", told.view("U0MAX"), {looks.NAME: "vat"})
    assert told.signal(12).themes == ()


def test_where_roles_are_given_others_read_themes_and_change_nothing(told: House) -> None:
    told.type("U0ANN", "/signal They want SSO #sso")
    page = proposed(told, "U0ANN")
    give(told, "pm", "U0PAM")
    told.acts.click("U0ANN", page, looks.DISMISS)
    assert "Who can: product managers (pam)" in words(told.view("U0ANN"))
    board = told.open("U0ANN", "/diapason themes")
    assert looks.OPEN not in words(board)
    told.acts.click("U0ANN", board, theme_looks.OPEN)
    assert "They want SSO" in words(told.view("U0ANN"))
    assert theme_forms.LABEL not in words(told.view("U0ANN"))
    assert looks.ACCEPT in words(proposed(told, "U0PAM"))
