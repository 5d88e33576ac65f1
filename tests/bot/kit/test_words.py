"""Words meet whatever their endings, accents and case, in both languages; any text is made of harmless stems."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.words import MOST_WORDS, stems


@pytest.mark.parametrize(
    "same",
    [
        "renew renewing renewals renewed RENEWAL",
        "facture factures Facturation facturer facturée facturées",
        "catégorie categories category CATÉGORIES",
        "exporter exporté exports export exporting exported",
        "notification notifications notified notifier",
        "utilisé utilisés utilise utilises",
        "sécurité security sécurisé secure",
        "bloquant bloquante bloqué bloquer bloquants",
        "price prices pricing",
        "cœur coeur CŒUR",
        "gagné gagnée gagner gagnees",
        "Straße STRASSE strasse",
    ],
)
def test_endings_accents_and_case_do_not_matter(same: str) -> None:
    assert len(stems(same)) == 1, stems(same)


def test_words_that_every_text_has_are_left_out() -> None:
    assert stems("We would like to have it, l’export de la facture et les droits") == stems(
        "like export facture droits"
    )
    assert stems("to be or not to be, et alors ?") == ()


def test_letters_in_fancy_shapes_are_letters() -> None:
    assert stems("𝓔xport Ｅxport") == stems("export")


def test_other_scripts_have_words_too() -> None:
    assert stems("экспорт данных") == stems("Экспорт  ДАННЫХ")
    assert len(stems("экспорт данных")) == 2
    assert set(stems("数据导出")) > set(stems("导出"))
    assert stems("数")


@given(st.text())
def test_any_text_is_made_of_distinct_harmless_stems(text: str) -> None:
    found = stems(text)
    assert len(set(found)) == len(found) <= MOST_WORDS
    assert all(re.fullmatch("[a-z0-9]+", stem) for stem in found)


def test_a_long_text_has_a_limit() -> None:
    assert len(stems(" ".join(f"word{number}" for number in range(5000)))) == MOST_WORDS
    assert len(stems("x" * 100_000)[0]) <= 40
