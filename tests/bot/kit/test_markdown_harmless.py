"""Whatever the Markdown, what Slack gets is harmless: generated texts and real release notes.

The checkers here read mrkdwn on their own, from Slack's documentation
(https://docs.slack.dev/messaging/formatting-message-text), and know nothing of how it was written.
"""

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.kit.markdown import to_mrkdwn, to_plain

RELEASES = Path(__file__).parents[4] / "shared/data/releases/releases.jsonl"

_LINK = re.compile(r"<(?P<address>(?:https?://|mailto:)[^\s<>|]+)(?:\|(?P<label>[^<>|\n]+))?>", re.IGNORECASE)
_QUOTE = re.compile(r"^>(?= |$)", re.MULTILINE)
_ESCAPE = re.compile("&(?:amp|lt|gt);")
_INVISIBLE = str.maketrans("", "", "\u200b\u2060")


def offences(section: str) -> list[str]:
    """What in a section is neither text, nor a link to http, https or mail, nor a quote, nor an escape."""
    found = []
    if not _QUOTE.sub("", section).replace("```\n", "").replace("\n```", "").translate(_INVISIBLE).strip():
        found.append("empty")
    if section.count("```") % 2:
        found.append("a code block without an end")
    if "```" in section.replace("```\n", "\n").replace("\n```", "\n"):
        found.append("a code block amid a line")
    rest = _QUOTE.sub("", _ESCAPE.sub("", _LINK.sub("", section)))
    found += re.findall("[<>&].{0,20}", rest)
    return found


def shown(section: str) -> str:
    """The characters that people read, addresses of links included."""
    text = _LINK.sub(lambda link: f" {link['label'] or ''} {link['address']} ", section)
    return html.unescape(text).translate(_INVISIBLE)


def formatted(section: str) -> list[str]:
    """What Slack would format, outside of code blocks and links.

    A delimiter opens after a boundary and before text; it closes after text and before a boundary. Letters,
    digits and the word joiner are no boundaries; a backtick needs none.
    """
    found = []
    for line in _LINK.sub("link", section).split("\n"):
        for delimiter in "*_~":
            opening = re.compile(rf"(?<![^\W_]|\u2060){re.escape(delimiter)}(?=\S)")
            closing = re.compile(rf"(?<=\S){re.escape(delimiter)}(?![^\W_]|\u2060)")
            opens = opening.search(line)
            if opens and closing.search(line, opens.end() + 1):
                found.append(line)
        if line.count("`") > 1:
            found.append(line)
    return found


MARKED = st.text(alphabet="*_~`[]()<>!&|#-+.>\\ \n\tab1é漢:/@;=＊" + "\u200b\u2060\u00a0\u0301", max_size=400)
MARKUP = [
    "`",
    "``",
    "```",
    "~",
    "~~",
    "~~~",
    "*",
    "**",
    "_",
    "\\",
    "\\*",
    "\\`",
    "|",
    "|-|-|",
    "word",
    "2*3",
    "é漢",
]
LINKS = [
    "[",
    "](",
    "](https://a.example/)",
    ")",
    "![",
    "<https://a.example>",
    "<",
    ">",
    "&lt;",
    "&amp;",
    "&#10;",
    "&",
]
LIVE = ["<!channel>", "<@U012AB3CD>", "<#C012AB3CD|x>", "<!subteam^S012AB3CD>", "<!date^1^{date}|x>"]
STARTS = ["# ", "- ", "1. ", "> ", "    ", "- [ ] ", "\n---\n", "\n=====\n", "\n|-|-|\n", "\n| a | b |\n"]
SPACES = [" ", "\n", "\n\n", "\u00a0", "\u2028", "\x0c"]
PIECES = st.lists(st.sampled_from([*MARKUP, *LINKS, *LIVE, *STARTS, *SPACES]), max_size=120).map("".join)
SOURCES = st.one_of(st.text(max_size=400), MARKED, PIECES)


@settings(max_examples=600, deadline=None)
@given(source=SOURCES, limit=st.integers(100, 400))
@example(source="a" * 98 + "&<>", limit=100)
@example(source=("> - 1. > " * 5 + "**_~~`a` ~~_** ") * 40, limit=100)
@example(source="> ```\n> " + " " * 300 + "a\n", limit=100)
@example(source="[" + "a " * 90 + "](https://a.example)", limit=100)
@example(source="[a](https://a.example/" + "&" * 300 + ")", limit=100)
@example(source="```\n" + "`" * 400, limit=100)
@example(source="```\n" + "\n" * 400 + "a", limit=100)
@example(source="999999999. a " + "**b\\*c** " * 40, limit=100)
def test_any_text_becomes_harmless_sections(source: str, limit: int) -> None:
    for section in to_mrkdwn(source, limit):
        assert 1 <= len(section) <= limit
        assert offences(section) == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="*_~`＊＿ab1é漢 (.:/\u200b\u2060", max_size=80))
def test_escaped_markup_is_shown_and_not_formatted(text: str) -> None:
    """A line with every mark escaped comes back to the letter, but for backticks."""
    line = f"x {text} x"
    escaped = re.sub(r"([*_~`])", r"\\\1", line)
    (section,) = to_mrkdwn(escaped)
    assert formatted(section) == []
    expected = " ".join(line.split()).translate(_INVISIBLE)
    assert shown(section).replace("ˋ", "`").replace("\u2060", "") == expected


@settings(max_examples=200, deadline=None)
@given(
    before=st.sampled_from(["", " ", "a", "é", "(", "«", "'", "-", "漢", "\\*", "_", "`c`"]),
    mark=st.sampled_from(["**", "~~"]),
    after=st.sampled_from(["", " ", "a", "é", ")", "»", "'", "-", "漢", "\\*", "`c`", ":"]),
)
def test_emphasis_shows_wherever_it_stands(before: str, mark: str, after: str) -> None:
    (section,) = to_mrkdwn(f"x {before}{mark}word{mark}{after} x")
    delimiter = mark[0]
    assert re.search(rf"(?<![^\W_]){re.escape(delimiter)}word{re.escape(delimiter)}(?![^\W_])", section)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.text(alphabet="*_~ab1é漢.(", min_size=1, max_size=6), st.booleans()), max_size=12)
)
def test_our_delimiters_pair_with_ours_only(words: list[tuple[str, bool]]) -> None:
    """What is bold in mrkdwn is what was bold in Markdown, whatever stars stand in and beside it."""
    escaped = [(re.sub(r"([*_~])", r"\\\1", word), bold) for word, bold in words]
    source = "x " + " ".join(f"**x{word}x**" if bold else word for word, bold in escaped) + " x"
    (section,) = to_mrkdwn(source)
    spans = re.findall(r"(?<![^\W_]|\u2060)\*(?=\S)(.+?)(?<=\S)\*(?![^\W_]|\u2060)", section)
    assert [span.translate(_INVISIBLE) for span in spans] == [f"x{word}x" for word, bold in words if bold]


@given(SOURCES, st.integers(20, 200))
@settings(max_examples=200, deadline=None)
def test_plain_text_keeps_its_limit(source: str, limit: int) -> None:
    assert len(to_plain(source, limit)) <= limit


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.from_regex(r"[a-zé漢&<]{1,30}", fullmatch=True), min_size=1), min_size=1, max_size=20
    )
)
def test_no_word_is_cut_or_lost(paragraphs: list[list[str]]) -> None:
    source = "\n\n".join(" ".join(words) for words in paragraphs)
    sections = to_mrkdwn(source.replace("&", "&amp;").replace("<", "&lt;"), 200)
    assert " ".join(map(shown, sections)).split() == [word for words in paragraphs for word in words]


# Real notes ---------------------------------------------------------------------------------------------


def _notes() -> list[dict[str, Any]]:
    if not RELEASES.exists():
        pytest.skip("the collection of release notes is not on this machine")
    return [json.loads(line) for line in RELEASES.read_text(encoding="utf-8").splitlines()]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]{2,}", text))


@pytest.mark.parametrize("limit", [3000, 300])
def test_real_notes_are_harmless_and_complete(limit: int) -> None:
    notes = _notes()
    assert len(notes) > 800
    for note in notes:
        sections = to_mrkdwn(note["body"], limit)
        assert bool(sections) == bool(note["body"].strip())
        assert all(len(section) <= limit for section in sections)
        assert [offence for section in sections for offence in offences(section)] == []
        lost = _words(html.unescape(note["body"])) - _words(" ".join(map(shown, sections)))
        assert not lost, f"{note['project']} {note['version']}"


def test_real_notes_are_read_as_plain_text() -> None:
    for note in _notes():
        text = to_plain(note["body"], 200)
        assert bool(text) == bool(note["body"].strip())
        assert len(text) <= 200
        assert "](" not in text
