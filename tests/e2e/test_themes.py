"""Themes: who sees which, what stands behind each, and what a change of name or owner brings about."""

import pytest

from bot.playground.world import View
from rituals.messages import theme_forms as forms
from rituals.messages import themes as looks
from storage.tables import accounts
from tests.e2e.house import House, words
from tests.e2e.test_areas import add


def labels(view: View) -> list[str]:
    """The themes of the list, from top to bottom."""
    return [
        block["text"]["text"].split("*")[1]
        for block in view.blocks
        if block.get("accessory", {}).get("action_id") == looks.OPEN
    ]


def opens(house: House, person: str, label: str) -> View:
    """Open a theme by its name, from the list."""
    board = house.open(person, "/diapason themes")
    found = house.acts.suggest(person, board, looks.FIND, label).options
    assert found, f"{label} is not offered"
    house.acts.choose(person, board, looks.FIND, found[0]["value"])
    return house.view(person)


def test_the_list_shows_what_stands_behind_each_theme(house: House) -> None:
    add(house, "Access", "U0PAM", "#sso")
    house.acts.close("U0ADA", house.view("U0ADA"))
    for text in ("one for:Acme #sso", "two for:Acme #sso", "three for:Globex #sso #export", "four #export"):
        house.type("U0ANN", f"/signal {text}")
    with house.bot.services.write() as tx:
        for name, minor, currency in (("acme", 31_000_000, "EUR"), ("globex", 4_000_000, "USD")):
            tx.execute(
                accounts.update()
                .where(accounts.c.name_key == name)
                .values(revenue_minor=minor, revenue_currency=currency)
            )
    board = house.open("U0PAM", "/diapason themes")
    assert labels(board) == ["#sso", "#export"]
    assert "*#sso* · Access · <@U0PAM>\\n3 signals · 2 accounts · €310,000 and $40,000 a year" in words(board)
    assert "*#export* · No area\\n2 signals · 1 account · $40,000 a year" in words(board)
    board = house.open("U0LEA", "/diapason thèmes")
    assert "3 signaux · 2 comptes · 310 000 € et 40 000 $US par an" in words(board)
    assert house.refused() == []


def test_a_themes_owner_comes_before_the_areas_and_can_be_left_to_it_again(house: House) -> None:
    add(house, "Access", "U0PAM", "#sso #saml")
    house.type("U0ANN", "/signal They want SSO #sso")
    form = opens(house, "U0ADA", "sso")
    assert "They want SSO" in words(form)
    assert forms.LEAVE not in words(form)
    assert house.acts.submit("U0ADA", form, {forms.OWNER: "U0MAX"}).ok
    assert "*#sso* · Access · <@U0MAX>" in words(house.view("U0ADA"))
    house.type("U0ANN", "/signal Another one #saml #sso")
    assert ["max will answer" in words(card) for card in house.cards()] == [True, True]
    inbox = house.open("U0MAX", "/diapason inbox")
    assert "*Nouveaux* 2" in words(inbox)
    assert "*New* 0" in words(house.open("U0PAM", "/diapason inbox"))
    form = opens(house, "U0PAM", "sso")
    assert house.acts.submit("U0PAM", form, {forms.LEAVE: [forms.LEAVE]}).ok
    assert ["pam will answer" in words(card) for card in house.cards()] == [True, True]
    assert house.refused() == []


def test_an_area_is_given_and_taken_away(house: House) -> None:
    add(house, "Access", "U0PAM", "")
    house.type("U0ANN", "/signal They want SSO #sso")
    area = next(
        option["value"]
        for block in opens(house, "U0ADA", "sso").blocks
        if block.get("block_id") == forms.AREA
        for option in block["element"]["options"]
        if option["text"]["text"] == "Access"
    )
    house.acts.submit("U0ADA", house.view("U0ADA"), {forms.AREA: area})
    assert "pam will answer" in words(house.cards()[0])
    house.acts.submit("U0ADA", opens(house, "U0ADA", "sso"), {forms.AREA: forms.NO_AREA})
    assert "ada will answer" in words(house.cards()[0])


def test_a_new_name_is_on_the_cards_and_in_search(house: House) -> None:
    house.type("U0ANN", "/signal They want to sign in once #sso")
    told = house.type("U0ANN", "/signal Between us #sso")
    house.answer("U0ANN", told, "signals.restrict")
    form = opens(house, "U0PAM", "sso")
    house.acts.submit("U0PAM", form, {forms.LABEL: "#Single-Sign-On"})
    assert "#Single-Sign-On" in words(house.cards()[0])
    assert "S-1" in words(house.type("U0ANN", "/diapason search theme:single-sign-on"))
    assert "S-2" in words(house.type("U0ANN", "/diapason search single-sign-on"))
    assert house.signal(2).themes == ("Single-Sign-On",)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("export", "leads to another theme"), ("two words", "one word"), ("##", "at least a few words")],
)
def test_a_name_that_will_not_do_is_refused_at_the_field(house: House, typed: str, told: str) -> None:
    house.type("U0ANN", "/signal one #sso #export")
    outcome = house.acts.submit("U0ANN", opens(house, "U0ANN", "sso"), {forms.LABEL: typed})
    assert told in outcome.errors[forms.LABEL]
    assert house.signal(1).themes == ("export", "sso")


def test_pages_and_the_way_back_to_the_same_one(house: House) -> None:
    for number in range(looks.PAGE + 2):
        house.type("U0ANN", f"/signal wish #theme{number:02}")
    board = house.open("U0PAM", "/diapason themes")
    assert len(labels(board)) == looks.PAGE
    house.acts.click("U0PAM", board, looks.OLDER)
    assert labels(house.view("U0PAM")) == ["#theme12", "#theme13"]
    house.acts.click("U0PAM", house.view("U0PAM"), looks.OPEN)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.LABEL: "theme99"})
    assert labels(house.view("U0PAM")) == ["#theme13", "#theme99"]
    house.acts.click("U0PAM", house.view("U0PAM"), looks.NEWER)
    assert len(labels(house.view("U0PAM"))) == looks.PAGE


def test_a_theme_of_restricted_signals_alone_is_nobodys_elses_to_know(house: House) -> None:
    told = house.type("U0ANN", "/signal Acme merges with Globex for:Acme #merger")
    house.type("U0ANN", "/signal one #sso")
    before = house.open("U0PAM", "/diapason themes")
    house.answer("U0ANN", told, "signals.restrict")
    for keeper in ("U0ANN", "U0ADA"):
        assert labels(house.open(keeper, "/diapason themes")) == ["#merger", "#sso"]
    house.acts.click("U0PAM", before, looks.OPEN)  # of the first one, which was the team's a moment ago
    assert "merg" not in words(house.view("U0PAM")).lower()
    board = house.open("U0PAM", "/diapason themes")
    assert labels(board) == ["#sso"]
    assert house.acts.suggest("U0PAM", board, looks.FIND, "mer").options == []


def test_before_any_theme_the_page_says_how_to_make_one(house: House) -> None:
    assert "#export" in words(house.open("U0ANN", "/diapason themes"))


# Other names, and merging ---------------------------------------------------------------------------------------


def merge(house: House, person: str, label: str, into: str) -> View:
    """Merge a theme into another; the page of the one that stays."""
    house.acts.click(person, opens(house, person, label), forms.MERGE)
    form = house.view(person)
    [*_, found] = house.acts.suggest(person, form, forms.OTHER, into).options
    outcome = house.acts.submit(person, form, {forms.OTHER: found["value"]})
    assert not outcome.errors, outcome.errors
    return house.view(person)


def test_other_names_lead_to_the_theme_and_can_be_taken_away(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO #sso")
    house.type("U0ANN", "/signal and reports #reports")
    form = opens(house, "U0PAM", "sso")
    outcome = house.acts.submit("U0PAM", form, {forms.SYNONYMS: "#login reports"})
    assert "leads to another theme" in outcome.errors[forms.SYNONYMS]
    house.acts.submit("U0PAM", form, {forms.SYNONYMS: "#login #Single-Sign-On"})
    house.type("U0ANN", "/signal One password less #LOGIN")
    assert house.signal(3).themes == ("sso",)
    assert "#login #Single-Sign-On" in words(opens(house, "U0PAM", "single"))
    house.acts.submit("U0PAM", opens(house, "U0PAM", "sso"), {forms.SYNONYMS: "#login"})
    house.type("U0ANN", "/signal Another #single-sign-on")
    assert house.signal(4).themes == ("single-sign-on",)


def test_the_name_of_before_leads_there_still(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO #sso")
    house.acts.submit("U0PAM", opens(house, "U0PAM", "sso"), {forms.LABEL: "login"})
    house.type("U0ANN", "/signal And SSO again #SSO")
    assert house.signal(2).themes == ("login",)
    house.acts.submit("U0PAM", opens(house, "U0PAM", "login"), {forms.LABEL: "sso"})
    assert house.signal(1).themes == ("sso",)
    page = opens(house, "U0PAM", "login")
    [others] = [block["element"] for block in page.blocks if block.get("block_id") == forms.SYNONYMS]
    assert others["initial_value"] == "#login"


def test_two_who_edit_one_theme_overwrite_each_other_only_where_both_wrote(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO #sso")
    hers, his = opens(house, "U0PAM", "sso"), opens(house, "U0ADA", "sso")
    house.acts.submit("U0PAM", hers, {forms.OWNER: "U0MAX"})
    house.acts.submit("U0ADA", his, {forms.SYNONYMS: "#login"})
    page = words(opens(house, "U0PAM", "login"))
    assert "<@U0MAX>" in page
    assert "#login" in page


def test_a_merged_theme_leads_to_the_other_and_undo_puts_it_back(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO for:Acme #sso")
    house.type("U0ANN", "/signal They want SAML for:Globex #saml")
    house.acts.submit("U0PAM", opens(house, "U0PAM", "saml"), {forms.OWNER: "U0MAX"})
    page = merge(house, "U0PAM", "saml", "sso")
    assert "*#sso* · No area · <@U0MAX>\\n2 signals · 2 accounts" in words(page)
    assert "*#saml* leads here since" in words(page)
    assert ["#sso" in words(card) for card in house.cards()] == [True, True]
    assert "max will answer" in words(house.cards()[0])
    assert "S-2" in words(house.type("U0ANN", "/diapason search theme:saml"))
    house.type("U0ANN", "/signal One more #saml")
    assert house.signal(3).themes == ("sso",)
    assert labels(house.open("U0PAM", "/diapason themes")) == ["#sso"]

    house.acts.click("U0PAM", opens(house, "U0PAM", "saml"), forms.UNDO)
    assert "leads here" not in words(house.view("U0PAM"))
    assert sorted(labels(house.open("U0PAM", "/diapason themes"))) == ["#saml", "#sso"]
    assert [house.signal(number).themes for number in (1, 2)] == [("sso",), ("saml",)]
    house.settle()
    assert "#saml" in words(house.cards()[1])
    assert "ada will answer" in words(house.cards()[0])
    assert house.refused() == []


def test_a_theme_is_not_merged_into_itself(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO #sso")
    house.acts.click("U0PAM", opens(house, "U0PAM", "sso"), forms.MERGE)
    form = house.view("U0PAM")
    house.acts.suggest("U0PAM", form, forms.OTHER, "sso")
    outcome = house.acts.submit("U0PAM", form, {forms.OTHER: "sso"})
    assert "very theme" in outcome.errors[forms.OTHER]


def test_the_name_of_what_is_restricted_is_not_shown_by_a_merge(house: House) -> None:
    house.type("U0ANN", "/signal Prices rise #pricing")
    house.answer("U0ANN", house.type("U0ANN", "/signal Acme merges #merger"), "signals.restrict")
    house.acts.click("U0ANN", opens(house, "U0ANN", "merger"), forms.MERGE)
    form = house.view("U0ANN")
    house.acts.suggest("U0ANN", form, forms.OTHER, "pri")
    outcome = house.acts.submit("U0ANN", form, {forms.OTHER: "pricing"})
    assert "restricted" in outcome.errors[forms.OTHER]
    assert house.signal(2).themes == ("merger",)
