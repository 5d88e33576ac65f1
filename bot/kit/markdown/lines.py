"""What a Markdown text is made of once it is read: blocks of lines, lines of atoms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

BOLD, ITALIC, STRIKE, CODE = "*", "_", "~", "`"

GRAVE = "ˋ"  # in place of a backtick that Slack would take for its own
NO_BREAK = "\u00a0"
_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")  # spaces at which a line may be broken
_CODE_SPACES = re.compile(_SPACES.pattern.removesuffix("+"))
_VISIBLE = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff]")
_ENDS = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


class Mark(NamedTuple):
    """One piece of emphasis or code. `number` keeps neighbours apart: `a` `b` are two, not one."""

    delimiter: str
    number: int


Style = tuple[Mark, ...]
"""The marks around an atom, outermost first."""


class Atom(NamedTuple):
    """A run of words in one style, the space between two runs, or a link, which is never cut."""

    text: str
    style: Style = ()
    address: str = ""

    @property
    def is_space(self) -> bool:
        return not self.address and self.text.isspace()


@dataclass(frozen=True, slots=True)
class Line:
    """A line to show: what stands before it, then its atoms; or a line of the code block `fence`.

    `rest` stands before the second piece and later ones where the line is too long for a section.
    """

    atoms: tuple[Atom, ...] = ()
    first: str = ""
    rest: str = ""
    code: str = ""
    fence: int | None = None

    @property
    def shows(self) -> bool:
        """Whether there is anything to see but what stands before it."""
        return any(atom.address or _VISIBLE.search(atom.text) for atom in (Atom(self.code), *self.atoms))

    def plain(self) -> str:
        if self.fence is not None:
            return self.code
        return (
            self.first.removeprefix("> ") + "".join(atom.text or atom.address for atom in self.atoms)
        ).rstrip()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, and whether an empty line stands before them."""

    lines: tuple[Line, ...]
    spaced: bool = True


def common(one: Style, other: Style) -> Style:
    """The marks that two neighbours share."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return one[:shared]


def trimmed(atoms: Iterable[Atom]) -> list[Atom]:
    """The atoms without spaces at either end."""
    kept = list(atoms)
    while kept and kept[-1].is_space:
        kept.pop()
    start = next((index for index, atom in enumerate(kept) if not atom.is_space), 0)
    return kept[start:]


def runs(text: str, style: Style = ()) -> Iterator[Atom]:
    """A text as a run of words, with the spaces at its ends apart: emphasis may not touch them."""
    match = _ENDS.fullmatch(_spaced(text, in_code=bool(style) and style[-1].delimiter == CODE))
    for part in match.groups() if match else ():
        if part:
            yield Atom(part, style)


def _spaced(text: str, *, in_code: bool) -> str:
    """Ordinary spaces and line ends become one space, as in HTML; in code each becomes one."""
    return (_CODE_SPACES if in_code else _SPACES).sub(" ", text)
