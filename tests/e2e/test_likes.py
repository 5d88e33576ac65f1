"""What a saved signal is like, in the answer; one click puts both into one theme."""

import json

import pytest
from sqlalchemy import update

from rituals.messages import likes as looks
from rituals.messages import roadmap as roadmap_looks
from rituals.messages import roadmap_forms
from rituals.messages.triage import card as triage_looks
from storage import accounts, audit, roadmap, tables
from tests.e2e.house import TEAM, House, words
from tests.e2e.test_merging import merge


def test_similar_signals_stand_below_the_answer_with_their_theme_and_account(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column for:Globex #export")
    house.type("U0PAM", "/signal Another export problem in Excel #export")
    house.type("U0ANN", "/signal Please make the logo bigger")
    told = words(house.type("U0ADA", "/signal Exports lose columns in Excel"))
    assert "We have heard something like it" in told
    assert told.index("*S-1*") < told.index("*S-2*")
    assert "#export: 2 signals, 1 account" in told
    assert "Globex" in told
    assert "*S-3*" not in told


def test_french_and_nothing_alike(house: House) -> None:
    told = words(house.type("U0LEA", "/signal Le devis part sans logo"))
    assert "semblable" not in told
    told = words(house.type("U0LEA", "/signal Toujours pas de logo sur les devis"))
    assert "Nous avons déjà entendu quelque chose de semblable" in told
    assert "Lier" in told


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


def add_item(house: House, title: str, **more: str) -> None:
    form = house.open("U0PAM", "/roadmap add")
    assert house.acts.submit("U0PAM", form, {roadmap_forms.TITLE: title, **more}).ok
    house.acts.close("U0PAM", house.view("U0PAM"))


def test_unlinking_leaves_the_theme_again(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column #export")
    told = house.type("U0PAM", "/signal Excel export drops columns #reports")
    told = house.answer("U0PAM", told, looks.JOIN)
    assert house.signal(2).themes == ("export", "reports")
    told = house.answer("U0PAM", told, looks.LEAVE)
    assert house.signal(2).themes == ("reports",)
    assert looks.JOIN in words(told)


def test_a_theme_that_the_author_named_is_not_unlinked(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column #export #excel")
    told = house.type("U0PAM", "/signal Excel export drops columns #excel")
    assert "same theme ✓" in words(told)
    assert looks.LEAVE not in words(told), "there is nothing of a click to take back"
    house.type("U0ANN", "/signal Excel drops columns in each export #export")
    told = house.type("U0LEA", "/signal Export to Excel: columns are dropped #excel")
    told = house.answer("U0LEA", told, looks.JOIN)
    assert house.signal(4).themes == ("excel", "export")
    both = f"{house.signal(4).id}:{house.signal(1).id}"
    house.answer("U0LEA", told, looks.LEAVE, value=both)
    assert house.signal(4).themes == ("excel",)


def test_a_theme_counts_the_voices_that_were_merged(house: House) -> None:
    house.type("U0ANN", "/signal The export to Excel drops the last column for:Globex #export")
    house.type("U0PAM", "/signal Excel export: the last column is gone for:Acme #export")
    merge(house, "U0PAM", 2, 1)
    told = words(house.type("U0ADA", "/signal Exports lose columns in Excel"))
    assert "#export: 2 signals, 2 accounts" in told


def test_a_roadmap_item_is_offered_with_its_evidence_and_linked_in_one_click(house: House) -> None:
    add_item(house, "Single sign-on with Okta")
    house.type("U0ANN", "/signal No renewal without Okta sign-on for:Globex 45k€ !dealbreaker")
    house.type("U0ANN", "/roadmap I-1 S-1")
    told = house.type("U0LEA", "/signal They want to sign on with Okta")
    assert "*I-1* · Single sign-on with Okta · Ensuite" in words(told)
    assert "1 signal · 1 compte · 45 000 €" in words(told)
    told = house.answer("U0LEA", told, looks.LINK)
    assert "lié ✓" in words(told)
    assert "2 signaux" in words(told)
    assert "S-1, S-2" in words(house.open("U0PAM", "/roadmap I-1"))
    told = house.answer("U0LEA", told, looks.UNLINK)
    assert "1 signal ·" in words(told)
    assert "S-2" not in words(house.open("U0PAM", "/roadmap I-1"))
    with house.bot.services.read() as tx:
        story = audit.history(tx, TEAM, roadmap.KIND, next(iter(roadmap.in_place(tx, TEAM, "next", 1))).id)
    assert [entry.act for entry in story] == ["add", "link", "link", "unlink"]


def test_an_item_is_found_by_its_newest_title(house: House) -> None:
    add_item(house, "Kanban board", **{roadmap_forms.DETAILS: "With swimlanes"})
    house.open("U0PAM", "/roadmap I-1")
    house.acts.click("U0PAM", house.view("U0PAM"), roadmap_looks.EDIT)
    house.acts.submit("U0PAM", house.view("U0PAM"), {roadmap_forms.TITLE: "Timeline view"})
    told = words(house.type("U0ANN", "/signal A timeline view would help"))
    assert "*I-1* · Timeline view" in told
    assert "I-1" not in words(house.type("U0ANN", "/signal A kanban board would help"))


def test_similar_ones_on_the_card_and_in_the_form_of_a_decision(house: House) -> None:
    add_item(house, "Export to Excel")
    house.type("U0ANN", "/signal The export to Excel drops the last column #export")
    house.type("U0LEA", "/signal Excel export drops columns")
    card = house.cards()[-1]
    house.acts.click("U0PAM", card, looks.SIMILAR)
    page = house.view("U0PAM")
    assert (page.title or {})["text"] == "Like S-2"
    assert "*S-1*" in words(page)
    assert "*I-1*" in words(page)
    house.acts.click("U0PAM", page, looks.LINK)
    assert "linked ✓" in words(house.view("U0PAM"))
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.acts.click("U0PAM", house.cards()[-1], triage_looks.DECIDE)
    form = house.view("U0PAM")
    assert "*S-1*" in words(form)
    house.acts.click("U0PAM", form, looks.JOIN)
    assert house.signal(2).themes == ("export",)
    assert "same theme ✓" in words(house.view("U0PAM"))
    house.acts.close("U0PAM", house.view("U0PAM"))
    assert house.view("U0PAM").callback_id == form.callback_id, "what was filled in must not be lost"
    house.acts.click("U0MAX", card, looks.SIMILAR)
    assert (house.view("U0MAX").title or {})["text"] == "Semblables à S-2"


def test_nothing_similar_is_said_as_such(house: House) -> None:
    house.type("U0ANN", "/signal Please make the logo bigger")
    house.acts.click("U0PAM", house.cards()[-1], looks.SIMILAR)
    assert "Nothing like it yet" in words(house.view("U0PAM"))


def test_restricted_words_do_not_show_at_triage_either(house: House) -> None:
    told = house.type("U0ANN", "/signal Globex merges with Initech, contract frozen for:Globex #merger")
    house.answer("U0ANN", told, "signals.restrict")
    house.type("U0PAM", "/signal merger contract with Initech frozen #merger")
    house.acts.click("U0PAM", house.cards()[-1], looks.SIMILAR)
    page = words(house.view("U0PAM"))
    assert "*S-1*" not in page
    assert "Globex" not in page


def test_a_theme_is_told_with_what_its_accounts_are_worth(house: House) -> None:
    with house.bot.services.write() as tx:
        account = accounts.ensure(tx, TEAM, "Globex", house.clock())
        tx.execute(
            update(tables.accounts)
            .where(tables.accounts.c.id == account)
            .values(revenue_minor=31_000_000, revenue_currency="EUR")
        )
    for text in (
        "export drops columns for:Globex 45k€",
        "export is slow for:Globex",
        "export fails for:Acme 12k€",
    ):
        house.type("U0ANN", f"/signal Excel {text} #export")
    told = words(house.type("U0ADA", "/signal Excel export loses columns"))
    assert "#export: 3 signals, 2 accounts, €322,000" in told
