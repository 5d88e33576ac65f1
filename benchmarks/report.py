"""What is printed: each ratio with its aim, hit or missed, and the parts beside them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One figure: how many times the floor, against the aim (None: told for comparison only)."""

    what: str
    ratio: float
    aim: float | None
    detail: str = ""

    @property
    def verdict(self) -> str:
        if self.aim is None:
            return ""
        return "hit" if self.ratio <= self.aim else "missed"


def table(ratios: list[Ratio]) -> str:
    """A Markdown table, so that one run can be kept in the README as it is printed."""
    rows = [("what", "ratio", "aim", "", "measured")]
    rows += [
        (r.what, f"{r.ratio:.2f}", f"{r.aim:.2f}" if r.aim is not None else "", r.verdict, r.detail)
        for r in ratios
    ]
    return aligned(rows)


def aligned(rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table of the first row as its head and the others below."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def milliseconds(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.2f} ms" if value < 10 else f"{value:,.0f} ms"
