"""Reading Markdown: markdown-it-py's tokens become blocks of lines.

CommonMark 0.31 (https://spec.commonmark.org) with GitHub's tables, strikethrough and task lists, and three
rules of ours: HTML is text, 2*3*4 is a product, and what nests too deep to read is shown flat, not dropped.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, count

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from bot.kit.markdown.inline import atom_lines, task_box
from bot.kit.markdown.lines import BOLD, CODE, GRAVE, NO_BREAK, Atom, Block, Line, Mark, Style, runs
from bot.kit.markdown.tables import TABLE_WIDTH, Row, drawn_table, spoken_table

BULLETS = "•◦▪"
RULE = "─" * 12
DEEPEST = 16  # levels of blocks: eight lists in one another, for each counts twice
_INDENT = NO_BREAK * 4
_MOST_INDENTS = 5
_MOST_CODE_INDENT = 24
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_IN_HEADING: Style = (Mark(BOLD, 0),)


def read(source: str, *, table_width: int = TABLE_WIDTH) -> list[Block]:
    """The source as blocks to show; tables wider than `table_width` columns become lines `header: value`."""
    reader = _Reader(table_width)
    for token in _parser().parse(_CONTROLS.sub("\ufffd", source)):
        reader.take(token)
    return reader.blocks


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 4})
    parser.enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # which links are shown is our rule
    parser.block.ruler.before("table", "flat", _flat)
    parser.inline.ruler.before("emphasis", "product", _product)
    return parser


def _flat(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
    """A line below the deepest level is a paragraph: markdown-it would skip it without a trace."""
    if state.level < DEEPEST:
        return False
    state.line = line + 1
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [line, state.line]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(line, state.line, state.blkIndent, False).strip()
    inline.map, inline.children = opening.map, []
    state.push("paragraph_close", "p", -1)
    return True


def _product(state: StateInline, silent: bool) -> bool:
    """An asterisk between two digits multiplies; CommonMark would make the digit after it italic."""
    around = state.src[max(state.pos - 1, 0) : state.pos + 2]
    if not (len(around) == 3 and around[1] == "*" and around[0].isdigit() and around[2].isdigit()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


class _Reader:
    """Goes through the tokens once, with the lists and quotes it is in."""

    def __init__(self, table_width: int) -> None:
        self.blocks: list[Block] = []
        self._table_width = table_width
        self._lines: list[Line] = []  # of the top-level block under way
        self._lists: list[Iterator[int] | None] = []  # the numbers to come, none for bullets
        self._quotes = 0
        self._marker = ""  # of the list item whose first line is still to come
        self._style: Style = ()
        self._table: list[Row] | None = None
        self._fences = 0
        self._before: Token | None = None  # the top-level block before this one
        self._spaced = True
        self._under_heading = False

    def take(self, token: Token) -> None:
        if token.level == 0 and token.nesting >= 0:
            self._spaced = not _touches(self._before, token)
            self._before = token
        match token.type:
            case "inline" if not self._table:
                self._text(token.children or [])
            case "inline" if self._table:
                self._table[-1].cells[-1] = tuple(chain.from_iterable(atom_lines(token.children or [])))
            case "heading_open":
                self._part()
                self._style = _IN_HEADING
            case "heading_close":
                self._style = ()
            case "paragraph_open":
                self._part()
            case "fence" | "code_block":
                self._part()
                self._code(token.content)
            case "hr":
                self._part()
                self._put([Atom(RULE)])
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(count(int(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                numbers = self._lists[-1]
                bullet = BULLETS[min(len(self._lists), len(BULLETS)) - 1]
                self._marker = bullet if numbers is None else f"{next(numbers)}{token.markup}"
            case "list_item_close":
                self._marker = ""
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "table_open":
                self._part()
                self._table = []
            case "tr_open" if self._table is not None:
                self._table.append(Row())
            case "th_open" | "td_open" if self._table is not None:
                self._table[-1].cells.append(())
                style = str(token.attrs.get("style", ""))
                self._table[-1].alignments.append(style.removeprefix("text-align:"))
            case "table_close" if self._table is not None:
                self._rows(self._table)
                self._table = None
        if token.level == 0 and token.nesting <= 0:
            self._finish(heading=token.type == "heading_close")

    def _part(self) -> None:
        """A new part of a quote: an empty line of the quote before it."""
        if self._quotes and not self._lists and self._lines:
            self._lines.append(Line(first=">", rest=">"))

    def _text(self, children: list[Token]) -> None:
        if self._marker and (box := task_box(children)):
            self._marker = box
        for atoms in atom_lines(children, self._style):
            self._put(atoms)

    def _put(self, atoms: Sequence[Atom], more: str = "") -> None:
        """A line where we are: in the quote, at the list's indent and `more`, after the item's marker."""
        quote = "> " if self._quotes else ""
        rest = quote + _INDENT * min(len(self._lists), _MOST_INDENTS) + more
        first = rest
        if self._marker:
            first = quote + _INDENT * min(len(self._lists) - 1, _MOST_INDENTS - 1) + self._marker + " " + more
            self._marker = ""
        self._lines.append(Line(tuple(atoms), first, rest))

    def _code(self, content: str) -> None:
        lines = content.expandtabs(4).rstrip().split("\n")
        if not "".join(lines).strip():
            return
        if self._quotes:  # Slack has no code block in a quote: each line is code of its own
            for number, line in enumerate(lines):
                indent = NO_BREAK * min(len(line) - len(line.lstrip()), _MOST_CODE_INDENT)
                self._put(list(runs(line.strip().replace("`", GRAVE), (Mark(CODE, number),))), indent)
            return
        self._fence(lines)

    def _fence(self, lines: Sequence[str]) -> None:
        if self._marker:
            self._put([])  # a code block has no room for the item's marker
        self._fences += 1
        self._lines.extend(Line(code=line, fence=self._fences) for line in lines)

    def _rows(self, rows: list[Row]) -> None:
        if not self._quotes and (drawn := drawn_table(rows, self._table_width)):
            self._fence(drawn)
            return
        if self._marker:
            self._put([])
        self._lists.append(None)
        for row in spoken_table(rows):
            for number, atoms in enumerate(row):
                self._marker = "" if number else BULLETS[0]
                self._put(atoms)
        self._lists.pop()

    def _finish(self, *, heading: bool) -> None:
        """The end of a top-level block. A heading and what it is over are one: no cut may part them."""
        lines, self._lines = tuple(self._lines), []
        if not lines:
            return
        if self._under_heading:
            last = self.blocks[-1]
            self.blocks[-1] = Block(last.lines + lines, last.spaced)
        else:
            self.blocks.append(Block(lines, self._spaced))
        self._under_heading = heading


def _touches(before: Token | None, after: Token) -> bool:
    """Whether a list follows its introduction without an empty line between them."""
    if before is None or before.type != "paragraph_open" or not after.type.endswith("list_open"):
        return False
    return bool(before.map and after.map and before.map[1] == after.map[0])
