"""The markdown block: CommonMark with tables, strikethrough and task lists, drawn without HTML from outside.

https://docs.slack.dev/reference/block-kit/blocks/markdown-block
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from bot.playground.render.emoji import with_emoji

_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\] ")
_ALIGN = re.compile(r"text-align:(left|center|right)")


def render_markdown(text: str) -> Markup:
    """Safe HTML without style attributes: alignment becomes a class, images become links."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    for token in _all(tokens):
        _mend(token)
    # `html` is off: markdown-it has escaped everything that is not a tag of its own.
    drawn = Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704
    return Markup('<div class="markdown">{}</div>').format(drawn)


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def _mend(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        # A message must not overtake the page's own headings.
        level = int(token.tag[1])
        token.tag = f"h{min(level + 3, 6)}"
        token.attrSet("class", f"size-{level}")
    elif token.type == "link_open":
        _mend_link(token)
    elif token.type in ("th_open", "td_open"):
        align = _ALIGN.search(str(token.attrs.pop("style", "")))
        if align:
            token.attrSet("class", f"align-{align[1]}")
    elif token.type == "inline":
        _mend_inline(token)
    elif token.type == "text":
        token.content = with_emoji(token.content)


def _mend_link(token: Token) -> None:
    if _ADDRESS.match(str(token.attrGet("href") or "")):
        token.attrSet("target", "_blank")
        token.attrSet("rel", "noopener noreferrer")
    else:
        token.attrs.pop("href", None)
    token.attrs.pop("title", None)


def _mend_inline(token: Token) -> None:
    """Images give their alternative text; `[x]` at the start of an item gives a box."""
    children = token.children or []
    for child in children:
        if child.type == "image":
            child.type, child.tag, child.content, child.children = "text", "", child.content or "", None
            child.attrs = {}
    if children and children[0].type == "text" and (task := _TASK.match(children[0].content)):
        box = "☐" if task[1] == " " else "☑"
        children[0].content = f"{box} {children[0].content[task.end() :]}"
