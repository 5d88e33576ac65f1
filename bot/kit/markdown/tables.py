"""Tables: drawn in a code block when they are narrow, else spoken row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from unicodedata import combining, east_asian_width

from bot.kit.markdown.lines import BOLD, Atom, Mark, runs

TABLE_WIDTH = 60  # columns of a monospaced line that a window beside a sidebar shows without wrapping
_GAP = "  "

Cell = tuple[Atom, ...]


@dataclass(slots=True)
class Row:
    """A row's cells, and how each is aligned: `left`, `center`, `right` or empty."""

    cells: list[Cell] = field(default_factory=list)
    alignments: list[str] = field(default_factory=list)


def drawn_table(rows: Sequence[Row], width: int) -> list[str] | None:
    """The table as aligned lines; none if it is wider than `width` or has links, which code can't hold."""
    if any(atom.address for row in rows for cell in row.cells for atom in cell):
        return None
    texts = [["".join(atom.text for atom in cell) for cell in row.cells] for row in rows]
    widths = [max(map(_columns, column)) for column in zip_longest(*texts, fillvalue="")]
    if not any(widths) or sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        return None
    lines = [
        _GAP.join(map(_aligned, cells, widths, row.alignments)).rstrip()
        for cells, row in zip(texts, rows, strict=True)
    ]
    return [lines[0], _GAP.join("─" * each for each in widths), *lines[1:]]


def spoken_table(rows: Sequence[Row]) -> list[list[list[Atom]]]:
    """Per row the lines `header: value`, without empty cells."""
    if len(rows) == 1:
        return [[_bold(cell) for cell in rows[0].cells if cell]]
    spoken = []
    for row in rows[1:]:
        pairs = zip_longest(rows[0].cells, row.cells, fillvalue=())
        spoken.append([_pair(header, value) for header, value in pairs if value])
    return [lines for lines in spoken if lines]


def _pair(header: Cell, value: Cell) -> list[Atom]:
    return [*_bold(header), *runs(": " if header else ""), *value]


def _bold(cell: Cell) -> list[Atom]:
    mark = Mark(BOLD, 0)
    plain = (
        atom._replace(style=tuple(each for each in atom.style if each.delimiter != BOLD)) for atom in cell
    )
    return [atom._replace(style=(mark, *atom.style)) for atom in plain]


def _aligned(text: str, width: int, alignment: str) -> str:
    missing = width - _columns(text)
    left = {"right": missing, "center": missing // 2}.get(alignment, 0)
    return " " * left + text + " " * (missing - left)


def _columns(text: str) -> int:
    """Columns in a monospaced font: wide East Asian characters take two, combining ones none."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
