"""What is typed to search is read alike in both languages, and any text is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.words import stems
from rituals.search.query import LONGEST, Query, read
from rituals.signals.kinds import Kind

TODAY = date(2026, 11, 23)


def test_words_and_filters_stand_in_any_order() -> None:
    query = read('export theme:#sso slow account:"Acme Corp" kind:risk from:@ines since:30d Excel', TODAY)
    assert query.words == stems("export slow Excel")
    assert query.themes == ("sso",)
    assert (query.account, query.kind, query.person) == ("Acme Corp", Kind.CHURN_RISK, "@ines")
    assert query.since == TODAY - timedelta(30)
    assert query.puzzling == ()


def test_french_reads_alike() -> None:
    english = read("export theme:sso account:Acme kind:request from:ines since:30d", TODAY)
    french = read("export thème\u00a0:sso compte:Acme type:demande de:ines depuis:30j", TODAY)
    assert [getattr(french, name) for name in Query.__dataclass_fields__ if name != "typed"] == [
        getattr(english, name) for name in Query.__dataclass_fields__ if name != "typed"
    ]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-01", date(2026, 11, 1)),
        ("today", TODAY),
        ("hier", date(2026, 11, 22)),
        ("2w", date(2026, 11, 9)),
        ("2s", date(2026, 11, 9)),
        ('"3 mois"', date(2026, 8, 25)),
        ("1y", date(2025, 11, 23)),
        ("2026-02-30", None),
        ("9999y", None),
        ("soon", None),
    ],
)
def test_since(typed: str, day: date | None) -> None:
    query = read(f"since:{typed}", TODAY)
    assert query.since == day
    assert bool(query.puzzling) == (day is None)
    assert not query.empty


def test_a_theme_that_slack_knows_as_a_channel() -> None:
    assert read("theme:<#C123|field-signals>", TODAY).themes == ("field-signals",)


def test_what_is_no_filter_is_words() -> None:
    assert read("at 10:30 https://example.com/a:b note: this", TODAY).words == stems(
        "10 30 https example com a b note"
    )
    assert read("theme: ", TODAY).words == stems("theme")


@given(st.text())
def test_any_text_is_read(typed: str) -> None:
    query = read(typed, TODAY)
    assert len(query.typed) <= LONGEST
    assert query == read(query.typed, TODAY)  # a page button carries it, and says the same again
