"""mrkdwn comes out as Slack shows it, and never as anything but the few tags that we write."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.mrkdwn import render_mrkdwn
from bot.playground.render.emoji import CHARACTERS, character, with_emoji
from bot.playground.render.markdown import render_markdown
from bot.playground.render.viewer import Viewer
from tests.bot.playground_page.readers import CAMILLE, COMPANY, NORA, Tags

STAMP = int(datetime(2026, 11, 23, 14, 30, tzinfo=UTC).timestamp())


def shown(text: str, viewer: Viewer = CAMILLE) -> str:
    return str(render_mrkdwn(text, viewer, COMPANY))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*gras* et _fin_ et ~non~", "<strong>gras</strong> et <em>fin</em> et <s>non</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("* not bold * and ** nor this", "* not bold * and ** nor this"),
        ("`*raw* &lt;b&gt;`", "<code>*raw* &lt;b&gt;</code>"),
        ("before\n```\ncode *x*\n```\nafter", "before<pre><code>code *x*</code></pre>after"),
        ("&gt; said\n&gt; twice\nthen", "<blockquote>said\ntwice</blockquote>then"),
        ("&gt;&gt;&gt; all\nof it", "<blockquote>all\nof it</blockquote>"),
        ("> raw mark", "<blockquote>raw mark</blockquote>"),
        ("• one\n• two", "• one\n• two"),
        (":tada: :not_an_emoji: 10:30:45", "🎉 :not_an_emoji: 10:30:45"),
        ("<@U1>", '<span class="mention me">@Camille</span>'),
        ("<@U2|nora>", '<span class="mention">@Nora</span>'),
        ("<@U9|zed>", '<span class="mention">@zed</span>'),
        ("<#C1>", '<a class="channel-ref" href="/as/U1/C1">#signals</a>'),
        ("<#C9|old>", '<span class="channel-ref">#old</span>'),
        ("<!channel>", '<span class="ping">@channel</span>'),
        ("<!here|here>", '<span class="ping">@here</span>'),
        ("&lt;!channel&gt;", "&lt;!channel&gt;"),
        ("&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_reads_as_slack_does(text: str, html: str) -> None:
    assert shown(text) == html


def test_links_lead_out_by_http_and_mail_only() -> None:
    assert Tags(shown("<https://example.com/a?b=1&amp;c=2|Notes>")).all("a") == [
        {"href": "https://example.com/a?b=1&c=2", "target": "_blank", "rel": "noopener noreferrer"}
    ]
    assert "<a " not in shown("<javascript:alert(1)|Notes>")
    assert Tags(shown("see https://example.com/x_y_z.")).all("a")[0]["href"] == "https://example.com/x_y_z"
    assert Tags(shown("<mailto:a@example.com>")).text == "a@example.com"


@pytest.mark.parametrize(
    ("pattern", "viewer", "words"),
    [
        ("{date_short_pretty} {time}", CAMILLE, "aujourd’hui 15:30"),
        ("{date_short_pretty} at {time}", NORA, "today at 9:30\u202fAM"),
        ("{date_long}", CAMILLE, "lundi 23 novembre 2026"),
        ("{date_num}", NORA, "2026-11-23"),
        ("due {ago}", NORA, "due in 1 hour"),
        ("{nonsense}", NORA, "Monday"),
    ],
)
def test_dates_are_in_the_readers_zone_and_language(pattern: str, viewer: Viewer, words: str) -> None:
    assert Tags(shown(f"<!date^{STAMP}^{pattern}|Monday>", viewer)).text == words


def test_a_date_that_is_none_shows_its_fallback() -> None:
    assert shown("<!date^soon^{date}|some day>") == "some day"
    assert shown(f"<!date^{10**40}^{{date}}|some day>") == "some day"


ALLOWED = {
    "strong": set(),
    "em": set(),
    "s": set(),
    "code": set(),
    "pre": set(),
    "blockquote": set(),
    "span": {"class"},
    "time": {"datetime", "title"},
    "a": {"href", "target", "rel", "class"},
}
MARKS = "*_~`<>&|:!@#^\"'\n /="
SCRAPS = (
    "```",
    "&lt;",
    "&gt;",
    "&amp;",
    "<!channel>",
    "<!date^1764000000^{time}|x>",
    "<@U1>",
    "<#C1|",
    "word",
)
HOSTILE = ("<https://a.b|", "javascript:", "<script", "onload=", ":tada:", "\x00", "\u202e")
PIECES = st.sampled_from([*MARKS, *SCRAPS, *HOSTILE])


@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_no_text_makes_a_tag_of_its_own(text: str) -> None:
    for tag, attributes in Tags(shown(text)).found:
        assert tag in ALLOWED
        assert set(attributes) <= ALLOWED[tag]
        address = attributes.get("href") or "/as/"
        assert address.startswith(("http://", "https://", "mailto:", "/as/U1/")) or address == "/as/"


@given(st.text(max_size=200))
def test_plain_words_are_kept(text: str) -> None:
    plain = "".join(letter for letter in text if letter.isalnum() or letter == " ")
    assert Tags(shown(plain)).text == plain


def test_emoji_names_are_names() -> None:
    assert all(name.isascii() and not CHARACTERS[name].isascii() for name in CHARACTERS)
    assert character("+1::skin-tone-3") == "👍"
    assert with_emoji("at 10:30 :wave::skin-tone-2:!") == "at 10:30 👋!"


MARKDOWN_TAGS = {
    *("div", "p", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "br", "hr"),
    *("h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


def test_markdown_blocks_are_drawn_without_html_from_outside() -> None:
    html = str(
        render_markdown(
            "# Big\n\n- [x] done\n- [ ] to do\n\n|a|b|\n|-|-:|\n|1|2|\n\n<b>x</b> ![pic](http://x/y.png)"
        )
    )
    tags = Tags(html)
    assert [tag for tag, _ in tags.found if tag not in MARKDOWN_TAGS] == []
    assert "☑ done" in tags.text
    assert "<b>x</b> pic" in tags.text
    assert {"class": "align-right"} in tags.all("td")


@given(st.text(alphabet="*_~`<>&|[]()!#-\n ax:/\"'=", max_size=80))
def test_no_markdown_makes_a_tag_of_its_own(text: str) -> None:
    for tag, attributes in Tags(str(render_markdown(text))).found:
        assert tag in MARKDOWN_TAGS
        assert set(attributes) <= {"class", "href", "target", "rel", "start"}
        assert (attributes.get("href") or "http:").startswith(("http:", "https:", "mailto:"))
