"""What is shown is harmless, whole or cut cleanly."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.blocks import Mrkdwn, bold, button, clip, clip_bytes, display, escape, link, quote, shorten
from bot.kit.charts import Series, bar_chart

LIVE = re.compile(r"<[^>]*>|[<>]|&(?!amp;|lt;|gt;)")


@given(st.text())
def test_escaped_text_has_nothing_live(text: str) -> None:
    assert not LIVE.search(escape(text))


@given(st.text(), st.integers(5, 60))
def test_a_clipped_text_keeps_its_escapes_whole(text: str, limit: int) -> None:
    clipped = clip(escape(text), limit)
    assert len(clipped) <= limit
    assert not LIVE.search(clipped)


@given(st.text(), st.integers(10, 80))
def test_a_text_clipped_by_bytes_fits(text: str, limit: int) -> None:
    clipped = clip_bytes(escape(text), limit)
    assert len(clipped.encode("utf-8", "replace")) <= limit
    assert not LIVE.search(clipped)


def test_a_reference_of_ours_is_never_cut_in_two() -> None:
    assert clip(Mrkdwn("see <https://example.com/a-long-address|here>"), 20) == "see…"


@pytest.mark.parametrize(
    ("verbatim", "shown"),
    [
        ("ask <@U1|ann> in <#C1|sso>", "ask @ann in #sso"),
        ("ask <@U1>", "ask @Ann"),
        ("ask <@U2>", "ask @U2"),
        ("<!channel> <!here|here> <!subteam^S1|@sales>", "@channel @here @sales"),
        ("<https://x.example|docs> <https://x.example>", "docs (https://x.example) https://x.example"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example"),
        ("1 < 2 and <b>bold</b>", "1 < 2 and <b>bold</b>"),
        ("<javascript:alert(1)|x>", "<javascript:alert(1)|x>"),
    ],
)
def test_references_are_shown_as_words(verbatim: str, shown: str) -> None:
    assert display(verbatim, {"U1": "Ann"}) == shown


@given(st.text(max_size=200), st.integers(2, 50))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


def test_words_of_people_can_not_end_our_emphasis() -> None:
    assert bold("a*b* <!here>") == "*a∗b∗ &lt;!here&gt;*"
    assert bold("  ") == ""


def test_a_link_keeps_its_label_in() -> None:
    assert link("https://x.example/?a=1&b=2", "a|b>c") == "<https://x.example/?a=1&amp;b=2|a¦b›c>"
    assert link("javascript:alert(1)", "x") == "x"


def test_a_quote_says_the_words_to_the_letter() -> None:
    (element,) = quote("*hi* <!channel>")["elements"]
    assert element["elements"] == [{"type": "text", "text": "*hi* <!channel>"}]


@pytest.mark.parametrize(
    ("categories", "series"),
    [
        ([], [Series("a", [])]),
        (["x"], []),
        (["x", "x"], [Series("a", [1, 2])]),
        (["x"], [Series("a", [1]), Series("a", [2])]),
        (["x"], [Series("a", [1, 2])]),
        ([str(n) for n in range(21)], [Series("a", list(range(21)))]),
        (["x"], [Series(str(n), [1]) for n in range(7)]),
    ],
)
def test_a_chart_that_slack_would_refuse_is_an_error(categories: list[str], series: list[Series]) -> None:
    with pytest.raises(ValueError, match=r"chart|series"):
        bar_chart("t", categories, series)


def test_what_is_read_aloud_of_a_button_begins_with_what_is_written_on_it() -> None:
    assert button("Edit", "a", describe="Edit S-12")["accessibility_label"] == "Edit S-12"
    assert (
        button("Link", "a", describe="Put it behind I-7")["accessibility_label"] == "Link: Put it behind I-7"
    )
    assert len(button("Link", "a", describe="long " * 40)["accessibility_label"]) <= 75
    assert "accessibility_label" not in button("Link", "a")
