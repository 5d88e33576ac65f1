"""The inline half of reading: tokens of a paragraph become lines of atoms."""

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from bot.kit.markdown.lines import BOLD, CODE, GRAVE, ITALIC, STRIKE, Atom, Mark, Style, common, runs, trimmed

_DELIMITERS = {"strong": BOLD, "em": ITALIC, "s": STRIKE}
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>|]+", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\](?=\s)")


def atom_lines(tokens: Sequence[Token], outer: Style = ()) -> list[list[Atom]]:
    """The lines of a paragraph. Line ends of the source are kept: people who type into a form mean them."""
    reader = _Inline(outer)
    for token in tokens:
        reader.take(token)
    return [line for line in map(trimmed, reader.lines) if line]


def task_box(tokens: Sequence[Token]) -> str | None:
    """☐ or ☑ if a list item starts as a task does; the mark is taken out of the tokens."""
    first = tokens[0] if tokens else None
    if first is None or first.type != "text" or not (match := _TASK.match(first.content)):
        return None
    first.content = first.content[match.end() :]
    return "☐" if match[1] == " " else "☑"


def alt_text(tokens: Iterable[Token]) -> str:
    """What an image says, without markup."""
    return "".join(" " if token.type.endswith("break") else token.content for token in tokens).strip()


class _Inline:
    """Goes through the flat tokens of a paragraph: emphasis may nest thousands deep, so nothing recurses."""

    def __init__(self, outer: Style) -> None:
        self.lines: list[list[Atom]] = [[]]
        self._marks: list[Mark | None] = []  # open emphasis; bold in bold is nothing
        self._style: Style = outer
        self._made = len(outer)
        self._address: str | None = None
        self._label: list[Atom] = []

    def take(self, token: Token) -> None:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind in _DELIMITERS:
            self._emphasis(_DELIMITERS[kind], opens=token.nesting > 0)
        elif kind == "link":
            self._link(token)
        elif kind == "image":
            self._image(token)
        elif kind == "code_inline":
            self._add(runs(token.content.replace("`", GRAVE), (*self._style, self._mark(CODE))))
        elif kind in ("softbreak", "hardbreak"):
            self._break()
        else:
            self._add(runs(token.content, self._style))

    def _mark(self, delimiter: str) -> Mark:
        self._made += 1
        return Mark(delimiter, self._made)

    def _emphasis(self, delimiter: str, *, opens: bool) -> None:
        if opens:
            mark = None if any(each.delimiter == delimiter for each in self._style) else self._mark(delimiter)
            self._marks.append(mark)
            self._style += (mark,) if mark else ()
        elif self._marks.pop():
            self._style = self._style[:-1]

    def _link(self, token: Token) -> None:
        if token.nesting > 0:
            self._address, self._label = str(token.attrs.get("href", "")), []
            return
        address, label = self._address or "", self._label
        self._address = None
        self._add(linked(address, label, self._style))

    def _image(self, token: Token) -> None:
        alt = list(runs(alt_text(token.children or ()), self._style))
        in_link = self._address is not None
        self._add(alt if in_link else linked(str(token.attrs.get("src", "")), alt, self._style))

    def _break(self) -> None:
        if self._address is not None:
            self._label.append(Atom(" ", self._style))
        else:
            self.lines.append([])

    def _add(self, atoms: Iterable[Atom]) -> None:
        (self.lines[-1] if self._address is None else self._label).extend(atoms)


def linked(address: str, label: Sequence[Atom], style: Style) -> Sequence[Atom]:
    """A link as one atom, or the words of its label where Slack could not open the address."""
    if not _ADDRESS.fullmatch(address):
        return label or list(runs(address, style))
    shown = trimmed(label)
    for atom in shown:  # what the whole label shares stays; a link has one style
        style = common(style, atom.style) if atom is not shown[0] else atom.style
    plain = tuple(mark for mark in style if mark.delimiter != CODE)
    return [Atom("".join(atom.text for atom in shown), plain, address)]
