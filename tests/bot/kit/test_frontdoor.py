"""The verbatim: made once at the front door, equal wherever it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.frontdoor import plain


def as_slack_sends(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    ("arrived", "verbatim"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("&amp;amp;lt;", "&amp;lt;"),
        ("&lt;!channel&gt;", "<!channel>"),
        (
            "<@U12|ann> in <#C7|sso>: <https://x.example/?a=1&amp;b=2>",
            "<@U12|ann> in <#C7|sso>: <https://x.example/?a=1&b=2>",
        ),
        ("&quot; &#39; &nbsp; &LT; &lt", "&quot; &#39; &nbsp; &LT; &lt"),
        ("a\x00b", "a\ufffdb"),
        ("\ud83d alone \ude00", "\ufffd alone \ufffd"),
        ("\u202eعربي 👩‍💻\t\r\n\x07", "\u202eعربي 👩‍💻\t\r\n\x07"),
        ("", ""),
    ],
)
def test_what_slack_escaped_is_undone_once(arrived: str, verbatim: str) -> None:
    assert plain(arrived, escaped=True) == verbatim


def test_form_inputs_are_left_as_typed() -> None:
    assert plain("&lt;b&gt; &amp; <c>", escaped=False) == "&lt;b&gt; &amp; <c>"


@given(st.text(st.characters() | st.sampled_from("&<>;\x00\ud800")))
def test_a_command_and_a_form_give_the_same_verbatim(typed: str) -> None:
    assert plain(as_slack_sends(typed), escaped=True) == plain(typed, escaped=False)


@given(st.text(st.characters() | st.sampled_from("&<>;\x00\udfff")), st.booleans())
def test_the_verbatim_can_be_stored_anywhere(arrived: str, escaped: bool) -> None:
    verbatim = plain(arrived, escaped=escaped)
    assert "\x00" not in verbatim
    assert verbatim.encode("utf-8").decode("utf-8") == verbatim
    assert plain(verbatim, escaped=False) == verbatim
