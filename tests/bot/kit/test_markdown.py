"""Markdown as Slack shows it: cases written by hand."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from bot.kit.blocks import Mrkdwn
from bot.kit.markdown import to_mrkdwn, to_plain

Z = "\u200b"  # lets our delimiter stand in a word
J = "\u2060"  # keeps somebody's delimiter from being Slack's
I1 = "\u00a0" * 4
I2 = I1 * 2

INLINE = {
    "plain": ("Hello, world.", "Hello, world."),
    "bold, both ways": ("a **b** __c__", "a *b* *c*"),
    "italic, both ways": ("a *b* _c_", "a _b_ _c_"),
    "strike": ("~~old~~ new", "~old~ new"),
    "bold and italic": ("***x***", "_*x*_"),
    "nested": ("**a *b* c**", "*a _b_ c*"),
    "bold in bold": ("**a __b__ c**", "*a b c*"),
    "neighbours stay apart": ("**a** **b** `c` `d`", "*a* *b* `c` `d`"),
    "half a word": ("un**frig**able", f"un{Z}*frig*{Z}able"),
    "start of a word": ("**S**low", f"*S*{Z}low"),
    "after an apostrophe": ("l'**essentiel**", f"l'{Z}*essentiel*"),
    "before punctuation": ("(**a**), **b**: **c**!", "(*a*), *b*: *c*!"),
    "no spaces, no bold": ("中文**粗体**中文", f"中文{Z}*粗体*{Z}中文"),
    "bold closed by another": ("**a**~~b~~", f"*a*{Z}~b~"),
    "spaces inside by entity": ("**&nbsp;a&nbsp;**", "*a*"),
    "emphasis over lines": ("**a\nb**", "*a*\n*b*"),
    "code": ("run `make demo` now", "run `make demo` now"),
    "code keeps marks": ("`*a* _b_ <c> &d`", "`*a* _b_ &lt;c&gt; &amp;d`"),
    "code with a backtick": ("`` a`b ``", "`aˋb`"),
    "code in bold": ("**use `x`**", "*use `x`*"),
    "code in a word": ("the `id`s", f"the `id`{Z}s"),
    "link": ("[docs](https://a.example/x)", "<https://a.example/x|docs>"),
    "link with a query": ("[d](https://a.example/?a=1&b=2)", "<https://a.example/?a=1&amp;b=2|d>"),
    "bold link": ("**[f](https://a.example)**", "*<https://a.example|f>*"),
    "bold label": ("[**g**](https://a.example)", "*<https://a.example|g>*"),
    "half bold label": ("[**d** e](https://a.example)", "<https://a.example|d e>"),
    "link label can't break out": ("[a|b>c<d](https://a.example)", "<https://a.example|a¦b&gt;c&lt;d>"),
    "link address can't break out": (
        "[a](<https://a.example/|x>y<!channel>)",
        "[a](<https://a.example/%7Cx|https://a.example/¦x>y&lt;!channel&gt;)",
    ),
    "link address is encoded": ("[a](https://a.example/|x\\>)", "<https://a.example/%7Cx%3E|a>"),
    "link label over lines": ("[a\nb](https://a.example)", "<https://a.example|a b>"),
    "link without a label": ("[](https://a.example)", "<https://a.example>"),
    "reference link": ("[a][1]\n\n[1]: https://a.example", "<https://a.example|a>"),
    "autolink": ("<https://a.example/b_c_>", "<https://a.example/b_c_|https://a.example/b_c_>"),
    "mail": ("<ann@a.example>", "<mailto:ann@a.example|ann@a.example>"),
    "script is text": ("[a](javascript:alert(1))", "a"),
    "relative address is text": ("[a](/docs) [b](//c.example)", "a b"),
    "other scheme is text": ("[](ftp://a.example)", "ftp://a.example"),
    "image": ("![a *chart*](https://a.example/c.png)", "<https://a.example/c.png|a chart>"),
    "image in a link": (
        "[![build](https://i.example/b.svg)](https://a.example)",
        "<https://a.example|build>",
    ),
    "hash and at": ("#123 by @ann, @channel", "#123 by @ann, @channel"),
    "live mentions": (
        "<!channel> <!here> <@U012AB3CD> <#C012AB3CD|x> <!subteam^S012AB3CD>",
        "&lt;!channel&gt; &lt;!here&gt; &lt;@U012AB3CD&gt; &lt;#C012AB3CD|x&gt; &lt;!subteam^S012AB3CD&gt;",
    ),
    "mention by entity": ("&lt;!channel&gt; &#60;!here&#62;", "&lt;!channel&gt; &lt;!here&gt;"),
    "html": ("<b>a</b> <br> <!-- c -->", "&lt;b&gt;a&lt;/b&gt; &lt;br&gt; &lt;!-- c --&gt;"),
    "entities": ("R&amp;D &copy; 2 &euro; &amp;lt;", "R&amp;D © 2 € &amp;lt;"),
    "hard breaks": ("a  \nb\\\nc", "a\nb\nc"),
    "soft breaks": ("a\nb", "a\nb"),
    "spaces": ("a    b\t c", "a b c"),
    "french spaces": ("Prêt\u202f? «\u00a0oui\u00a0»", "Prêt\u202f? «\u00a0oui\u00a0»"),
    "control characters": ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
    "right to left": ("**שלום** עולם", "*שלום* עולם"),
}

LITERAL = {
    "escaped": (r"\*a\* \_b\_ \~c\~", f"{J}*a*{J} {J}_b_{J} {J}~c~{J}"),
    "snake case": ("snake_case and other_name_x", "snake_case and other_name_x"),
    "product": ("2*3*4 and 2 * 3 * 4", "2*3*4 and 2 * 3 * 4"),
    "lone tilde": ("see ~/path", "see ~/path"),
    "about": ("~5 or ~6", "~5 or ~6"),
    "two tildes that pair": ("~/a and b~", f"{J}~{J}/a and b~{J}"),
    "single tildes are not strike": ("~x~", f"{J}~x~{J}"),
    "lone backtick": ("a ` b", "a ` b"),
    "backticks": (r"\`a\` and \`\`\`", "ˋaˋ and ˋˋˋ"),
    "beside ours": ("~~old~~ in ~/path", f"~old~ in {J}~{J}/path"),
    "in ours": (r"**a\*b\* c**", f"*a*b*{J} c*"),
    "end of ours": (r"**a\***", f"*a*{J}*"),
    "dunder": (r"\_\_init\_\_", f"{J}_{J}_init_{J}_{J}"),
    "full width": ("＊a＊", f"{J}＊a＊{J}"),
    "in a label": (r"[\*a\*](https://a.example)", f"<https://a.example|{J}*a*{J}>"),
    "quote": (r"\> a", f"{J}&gt; a"),
    "full-width quote": ("＞ a", f"{J}＞ a"),
    "quote in quote": (r"> \> a", f"> {J}&gt; a"),
    "other lines are other lines": ("\\*a\nb\\*", "*a\nb*"),
}

BLOCKS = {
    "heading": ("# One\n\ntwo\n\n## Three\nfour", "*One*\ntwo\n\n*Three*\nfour"),
    "heading over heading": ("# One\n\n## Two\n\nthree", "*One*\n*Two*\nthree"),
    "heading with bold and code": ("### **A** `b` *c*", "*A `b` _c_*"),
    "setext heading": ("One\n===\ntwo", "*One*\ntwo"),
    "empty heading": ("a\n\n#\n\nb", "a\n\nb"),
    "paragraphs": ("a\n\n\n\nb", "a\n\nb"),
    "list after its introduction": ("Now:\n- a\n- b", "Now:\n• a\n• b"),
    "list apart": ("Now:\n\n- a\n\n- b\n\nend", "Now:\n\n• a\n• b\n\nend"),
    "nested lists": (
        "- a\n  - b\n    - c\n      - d\n- e",
        f"• a\n{I1}◦ b\n{I2}▪ c\n{I2}{I1}▪ d\n• e",
    ),
    "numbers": ("3. a\n1. b\n   - c\n7. d", f"3. a\n4. b\n{I1}◦ c\n5. d"),
    "numbers with a bracket": ("1) a\n2) b", "1) a\n2) b"),
    "item with more": ("- a\n  b\n\n  c", f"• a\n{I1}b\n{I1}c"),
    "tasks": ("- [ ] a\n- [x] b **c**\n- [X] d\n- [y] e", "☐ a\n☑ b *c*\n☑ d\n• [y] e"),
    "box in a paragraph is text": ("[ ] a", "[ ] a"),
    "quote": ("> a\n> *b*\n>\n> c\n\nd", "> a\n> _b_\n>\n> c\n\nd"),
    "quote in quote": ("> a\n> > b", "> a\n>\n> b"),
    "list in quote": ("> - a\n>   - b", f"> • a\n> {I1}◦ b"),
    "quote in list": ("- > a", "> • a"),
    "code in quote": ("> ```\n> a\n>   `b`\n> ```", "> `a`\n> \u00a0\u00a0`ˋbˋ`"),
    "fence": ("```py\nx = *a* < 1 & b\n\n  y\n```", "```\nx = *a* &lt; 1 &amp; b\n\n  y\n```"),
    "fence never closed": ("```\na", "```\na\n```"),
    "fence with a fence": ("~~~\n```\na\n```\n~~~", f"```\n`{J}``\na\n`{J}``\n```"),
    "neighbour fences": ("```\na\n```\n```\nb\n```", "```\na\n```\n\n```\nb\n```"),
    "indented code": ("    a\n      b", "```\na\n  b\n```"),
    "fence in list": ("- a\n  ```\n  b\n  ```\n- c", "• a\n```\nb\n```\n• c"),
    "fence as item": ("- ```\n  b\n  ```\n- c", "•\n```\nb\n```\n• c"),
    "rule": ("a\n\n---\n\nb", "a\n\n────────────\n\nb"),
    "narrow table": (
        "|Plan|Price|\n|:--|--:|\n|**Free**|0 €|\n|Équipe 漢|12 €|",
        "```\nPlan       Price\n─────────  ─────\nFree         0 €\nÉquipe 漢   12 €\n```",
    ),
    "centred table": ("|a b c|d|\n|:-:|-|\n|x|y|", "```\na b c  d\n─────  ─\n  x    y\n```"),
    "wide table": (
        f"|Name|**Why**|\n|-|-|\n|one|{'long ' * 12}|\n|two||\n||",
        f"• *Name*: one\n{I1}*Why*: {'long ' * 11}long\n• *Name*: two",
    ),
    "table with a link": (
        "|a|b|\n|-|-|\n|[x](https://a.example)|<!here>|",
        f"• *a*: <https://a.example|x>\n{I1}*b*: &lt;!here&gt;",
    ),
    "table in quote": ("> |a|b|\n> |-|-|\n> |1|2|", f"> • *a*: 1\n> {I1}*b*: 2"),
    "table without rows": ("|a|b|\n|-|-|", "```\na  b\n─  ─\n```"),
}


@pytest.mark.parametrize(("source", "expected"), INLINE.values(), ids=INLINE)
def test_inline(source: str, expected: str) -> None:
    assert to_mrkdwn(source) == (expected,)


@pytest.mark.parametrize(("source", "expected"), LITERAL.values(), ids=LITERAL)
def test_literal_characters_do_not_format(source: str, expected: str) -> None:
    assert to_mrkdwn(source) == (expected,)


@pytest.mark.parametrize(("source", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_blocks(source: str, expected: str) -> None:
    assert to_mrkdwn(source) == (expected,)


@pytest.mark.parametrize(
    "source", ["", " \n\t\n", "[a]: https://a.example", "```\n\n```", "-", "#", ">", "&#32;"]
)
def test_nothing_to_show_gives_no_section(source: str) -> None:
    assert to_mrkdwn(source) == ()


def test_the_result_is_marked_as_safe() -> None:
    assert all(type(section) is Mrkdwn for section in to_mrkdwn("a\n\n" * 2000))


# Sections -------------------------------------------------------------------------------------------------


def test_blocks_are_cut_between_them() -> None:
    one, two, three = "a" * 60, "b" * 38, "c" * 60
    assert to_mrkdwn(f"{one}\n\n{two}\n\n{three}", 100) == (f"{one}\n\n{two}", three)
    assert to_mrkdwn(f"{one}\n\n{two}b\n\n{three}", 101) == (f"{one}\n\n{two}b", three)
    assert to_mrkdwn(f"{one}\n\n{two}b\n\n{three}", 100) == (one, f"{two}b", three)


def test_a_heading_stays_with_what_it_is_over() -> None:
    sections = to_mrkdwn(f"{'a' * 60}\n\n# Title\n\n{'b' * 60}", 100)
    assert sections == ("a" * 60, f"*Title*\n{'b' * 60}")


def test_a_long_list_is_cut_between_its_items() -> None:
    sections = to_mrkdwn("\n".join(f"- item {number:02} {'x' * 20}" for number in range(9)), 100)
    assert sections == tuple(
        "\n".join(f"• item {number:02} {'x' * 20}" for number in range(start, start + 3))
        for start in (0, 3, 6)
    )


def test_a_long_paragraph_is_cut_between_words_and_its_emphasis_goes_on() -> None:
    sections = to_mrkdwn(f"**{' '.join(['word'] * 30)}**", 100)
    assert sections == (f"*{' '.join(['word'] * 19)}*", f"*{' '.join(['word'] * 11)}*")


def test_a_long_quote_or_item_goes_on_as_one() -> None:
    assert to_mrkdwn(f"> {'word ' * 30}", 100) == (
        f"> {' '.join(['word'] * 19)}",
        f"> {' '.join(['word'] * 11)}",
    )
    assert to_mrkdwn(f"- {'word ' * 25}", 100) == (
        f"• {' '.join(['word'] * 19)}",
        f"{I1}{' '.join(['word'] * 6)}",
    )


def test_a_code_block_is_closed_and_opened_again() -> None:
    sections = to_mrkdwn("```\n" + "a = 1\n" * 20 + "```", 100)
    assert sections == (
        f"```\n{chr(10).join(['a = 1'] * 15)}\n```",
        f"```\n{chr(10).join(['a = 1'] * 5)}\n```",
    )


def test_an_escape_is_never_cut() -> None:
    assert to_mrkdwn("&" * 45, 100) == ("&amp;" * 20, "&amp;" * 20, "&amp;" * 5)


def test_a_link_is_never_cut() -> None:
    link = f"<https://a.example/{'p' * 30}|label of a link>"
    source = f"{'word ' * 12}[label of a link](https://a.example/{'p' * 30}) end"
    assert to_mrkdwn(source, 100) == (" ".join(["word"] * 12), f"{link} end")


def test_a_link_longer_than_a_section_becomes_words() -> None:
    address = "https://a.example/" + "p" * 100
    assert to_mrkdwn(f"[see]({address})", 100) == ("see", f"({address}"[:100], f"({address})"[100:])


def test_a_word_longer_than_a_section_is_cut_between_characters() -> None:
    assert to_mrkdwn("漢" * 250, 100) == ("漢" * 100, "漢" * 100, "漢" * 50)


def test_a_limit_too_small_to_keep_is_refused() -> None:
    with pytest.raises(ValueError, match="100"):
        to_mrkdwn("a", 99)


# Too much of everything ---------------------------------------------------------------------------------


def test_what_nests_too_deep_is_shown_flat() -> None:
    (quote,) = to_mrkdwn(">" * 60 + " deep\n\nafter")
    assert "deep" in quote
    assert quote.endswith("\n\nafter")
    (items,) = to_mrkdwn("\n".join("  " * depth + f"- item{depth}" for depth in range(30)))
    assert [f"item{depth}" in items for depth in range(30)] == [True] * 30


HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets": lambda size: "[" * size,
    "images": lambda size: "![" * (size // 2),
    "links": lambda size: "[a](" * (size // 4),
    "quotes": lambda size: ">" * size,
    "bold": lambda size: "**" * (size // 4) + "x" + "**" * (size // 4),
    "mixed": lambda size: "*_" * (size // 2),
    "italic": lambda size: "*a_ " * (size // 4),
    "backticks": lambda size: " ".join("`" * (number % 40 + 1) for number in range(size // 21)),
    "entities": lambda size: "&lt;" * (size // 4),
    "one word": lambda size: "漢" * size,
    "one bold word": lambda size: f"**{'a' * size}**",
    "lines": lambda size: "a\n" * (size // 2),
    "items": lambda size: "- a\n" * (size // 4),
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_cost_grows_with_the_length_only(source: Callable[[int], str]) -> None:
    """Calls made for a text and for one twice as long, counted: linear is two, quadratic four."""
    assert _calls(source(10_000)) < 2.5 * _calls(source(5_000))


def _calls(source: str) -> int:
    """How many functions are called, Python's own and those in C, while the source is rendered."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        to_mrkdwn(source)
    finally:
        sys.setprofile(before)
    return count


# Plain text ---------------------------------------------------------------------------------------------


def test_plain_text_has_the_words_alone() -> None:
    source = (
        "# New\n\n- **SSO** for [all](https://a.example)\n- [x] `done` <b>\n\n> it's ~~bad~~ *good*\n\n---\n"
        "\n|a|b|\n|-|-|\n|1|2|\n\n```\nx = 1\n```\n![chart](https://a.example/c.png) &amp; \\*end\\*"
    )
    assert to_plain(source, 1000) == (
        f"New\n• SSO for all\n☑ done <b>\nit's bad good\n• a: 1\n{I1}b: 2\nx = 1\nchart & *end*"
    )


def test_plain_text_is_shortened_at_a_word() -> None:
    assert to_plain("One **two** three four", 15) == "One two three…"
    assert to_plain("One **two**", 15) == "One two"
    assert to_plain("", 15) == ""
