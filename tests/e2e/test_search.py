"""Searching by typing: what is found, by whom, in both languages, page by page."""

import pytest

from rituals.messages import roadmap as roadmap_looks
from rituals.messages import roadmap_forms
from rituals.messages import search as looks
from rituals.messages.signals import READ_ALL, RESTRICT
from tests.e2e.house import House, words
from tests.e2e.test_roadmap import add


def capture(house: House, person: str, *texts: str) -> None:
    for text in texts:
        house.type(person, f"/signal {text}")


def test_words_find_signals_whatever_their_endings_in_both_languages(house: House) -> None:
    capture(house, "U0ANN", "Acme exports its categories by hand", "Nothing to see")
    capture(house, "U0LEA", "L’export des catégories manque pour:Durand #export")
    told = words(house.type("U0ANN", "/diapason search category EXPORT"))
    assert told.index("S-3") < told.index("S-1")
    assert "S-2" not in told
    told = words(house.type("U0LEA", "/diapason chercher exporter catégorie"))
    assert "Résultats pour" in told
    assert "S-3" in told
    assert "S-1" in told


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("export theme:sso", [1]),
        ("export thème:#sso", [1]),
        ('account:"Acme Corp"', [1]),
        ("compte:acme-corp", []),
        ("type:demande", [2]),
        ("kind:request export", [2]),
        ("from:@lea", [2]),
        ("de:Léa export", [2]),
        ("by:me", [1]),
        ("since:1d export", [1, 2]),
        ("depuis:aujourd'hui export", [1, 2]),
        ("since:2030-01-01 export", []),
        ("kind:release export", []),
        ("theme:unheard", []),
        ("from:nobody", []),
    ],
)
def test_filters_in_both_languages(house: House, typed: str, found: list[int]) -> None:
    capture(house, "U0ANN", 'No export without SSO for:"Acme Corp" #sso')
    capture(house, "U0LEA", "Un export vers Excel !demande")
    told = words(house.type("U0ANN", f"/diapason search {typed}"))
    assert [number for number in (1, 2) if f"*S-{number}*" in told] == found
    if not found:
        assert "Nothing found" in told
        assert "Try fewer words" in told


def test_a_filter_that_says_nothing_is_explained(house: House) -> None:
    told = words(house.type("U0ANN", "/diapason search kind:blurb since:sometime"))
    assert "no kind “blurb”" in told
    assert "“sometime” is no time" in told
    assert "Endings and accents do not matter" in words(house.type("U0ANN", "/diapason search"))
    assert "terminaisons" in words(house.type("U0LEA", "/diapason recherche"))


def test_restricted_words_stay_with_those_who_may_read_them(house: House) -> None:
    told = house.type("U0ANN", "/signal Globex merges with Initech in secret for:Globex")
    house.answer("U0ANN", told, "signals.restrict")
    for typed in ("secret merges", "account:Globex", "from:Ann", "kind:feedback"):
        assert "S-1" in words(house.type("U0ANN", f"/diapason search {typed}"))
        assert "S-1" in words(house.type("U0ADA", f"/diapason search {typed}"))
        for stranger in ("U0LEA", "U0PAM"):
            told_others = words(house.type(stranger, f"/diapason search {typed}"))
            assert "S-1" not in told_others
            assert "Initech" not in told_others


def test_pages_go_there_and_back_and_do_not_shift(house: House) -> None:
    capture(house, "U0ANN", *(f"export number {number}" for number in range(1, 13)))
    first = house.type("U0ANN", "/diapason search export")
    assert "*S-12*" in words(first)
    assert "*S-3*" in words(first)
    assert "*S-2*" not in words(first)
    capture(house, "U0LEA", "one more export")
    second = house.answer("U0ANN", first, looks.OLDER)
    assert [n for n in range(1, 14) if f"*S-{n}*" in words(second)] == [1, 2]
    back = house.answer("U0ANN", second, looks.NEWER)
    assert [n for n in range(1, 14) if f"*S-{n}*" in words(back)] == list(range(3, 13))


def test_what_is_found_opens_whole_and_shows_where_the_word_stands(house: House) -> None:
    capture(house, "U0ANN", "Before " + "and so on " * 100 + "comes the invoice at last")
    told = house.type("U0ANN", "/diapason search invoices")
    assert "comes the invoice at last" in words(told)
    house.acts.click("U0ANN", told, READ_ALL)
    assert "Before and so on" in words(house.view("U0ANN"))


def test_a_release_is_found_by_what_it_brings(house: House) -> None:
    form = house.open("U0PAM", "/release")
    announced = {"releases.name": "Atlas 3", "releases.changes": "Exports arrive **by mail**"}
    house.acts.submit("U0PAM", form, announced)
    told = words(house.type("U0LEA", "/diapason chercher export mails"))
    assert "R-1" in told
    assert "Exports arrive by mail" in told


@pytest.mark.parametrize(
    "typed", ['AND OR NOT "', 'export" OR "xylo', "NEAR(export, 2)", "exp* (", "'; --", "<!channel> :"]
)
def test_operators_are_words(house: House, typed: str) -> None:
    capture(house, "U0ANN", "No export")
    told = words(house.type("U0ANN", f"/diapason search {typed}"))
    assert "S-1" not in told
    assert "<!channel>" not in told


def test_roadmap_items_are_found_and_open(house: House) -> None:
    capture(house, "U0ANN", "No export to Excel")
    form = house.open("U0PAM", "/roadmap add")
    wanted = {roadmap_forms.TITLE: "Exports", roadmap_forms.DETAILS: "Every table to Excel"}
    assert house.acts.submit("U0PAM", form, wanted).ok
    house.acts.close("U0PAM", house.view("U0PAM"))
    told = house.type("U0LEA", "/diapason chercher export excel")
    assert words(told).index("I-1") < words(told).index("S-1")
    assert "Every table to Excel" in words(told)
    for typed, found in (
        ("kind:item", ["I-1"]),
        ("type:sujet export", ["I-1"]),
        ("kind:signal", ["S-1"]),
        ("from:pam", ["I-1"]),
        ("kind:request", []),
        ("theme:x export", []),
        ("since:2030-01-01", []),
    ):
        told_of = words(house.type("U0LEA", f"/diapason chercher {typed}"))
        assert [ref for ref in ("I-1", "S-1") if f"*{ref}*" in told_of] == found, typed
    house.acts.click("U0LEA", told, roadmap_looks.OPEN)
    assert "Every table to Excel" in words(house.view("U0LEA"))


def test_a_reference_finds_what_it_names_for_who_may_read_it(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs an export")
    told = house.type("U0ANN", "/signal Globex leaves us, between us")
    house.answer("U0ANN", told, RESTRICT)
    add(house, "Exports")
    found = words(house.type("U0PAM", "/diapason search S-1 i1"))
    assert "Acme needs an export" in found
    assert "*I-1*" in found
    assert "Globex" not in words(house.type("U0PAM", "/diapason search S-2"))
    assert "Globex" in words(house.type("U0ANN", "/diapason search S-2"))
