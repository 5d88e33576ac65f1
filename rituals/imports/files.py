"""Reading a CSV file as other tools write it: its encoding and its separator are recognised, or it is said what to do.

A file is read row by row, never as a whole. What can't be told for certain is an error before anything is written:
half a file read wrongly is worse than none.
"""

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rituals.imports.problems import CantImport

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_CHUNK = 1 << 16
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Letters and signs of French and its neighbours, as Windows writes them. "Ã" is left out: broken UTF-8 is full of it.
_WESTERN = frozenset(
    "ÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜŒŸàáâãäåæçèéêëìíîïñòóôöøùúûüœÿß€£§°²³·«»‹›‘’“”–—…•™©®´¨¡¿ªº½¼¾×±µ\u00a0".encode(
        "cp1252"
    )
)
_SEPARATOR_TOLD = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)  # Excel writes and reads this line
_SAVE_AS_UTF8 = "save it as UTF-8 (in Excel: “CSV UTF-8”), or name its encoding, such as --encoding cp1252"


@dataclass(frozen=True)
class Row:
    """One row: the line of the file in which it begins, and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A file that can be read: how it is encoded and separated, and what its columns are called."""

    path: Path
    encoding: str
    separator: str
    header: tuple[str, ...]
    header_line: int
    skipped: int  # lines before the header that are none of the table's

    def rows(self) -> Iterator[Row]:
        """The rows that hold something, in the order of the file. Raises CantImport where its structure is broken."""
        for row in _records(self.path, self.encoding, self.separator, self.skipped):
            if row.line > self.header_line and any(cell.strip() for cell in row.cells):
                yield row


def open_source(path: Path, known: Callable[[str], bool], encoding: str | None = None) -> Source:
    """Recognise a file. `known` says whether a column's name means something, by which the separator is told.

    Raises CantImport.
    """
    encoding = _checked(encoding) if encoding else _recognised(path)
    told = _SEPARATOR_TOLD.fullmatch(_first_line(path, encoding))
    guesses: list[Source] = []
    problem = CantImport(f"{path.name} is empty: its first row must name the columns")
    for separator in [told[1]] if told else SEPARATORS:
        try:
            guess = _headed(path, encoding, separator, skipped=1 if told else 0)
        except CantImport as broken:
            problem = broken
        else:
            guesses += [guess] if guess else []
    if not guesses:
        raise problem
    return max(guesses, key=lambda guess: (sum(map(known, guess.header)), len(guess.header)))


def _headed(path: Path, encoding: str, separator: str, skipped: int) -> Source | None:
    """The file with its first row that holds something as its header."""
    for row in _records(path, encoding, separator, skipped):
        if any(cell.strip() for cell in row.cells):
            header = tuple(cell.strip() for cell in row.cells)
            return Source(path, encoding, separator, header, row.line, skipped)
    return None


def _first_line(path: Path, encoding: str) -> str:
    try:
        with path.open(encoding=encoding, newline="") as file:
            return file.readline(_CHUNK)
    except UnicodeError:
        raise _undecodable(path, encoding, 1) from None


def _records(path: Path, encoding: str, separator: str, skipped: int) -> Iterator[Row]:
    line = skipped + 1
    try:
        with path.open(encoding=encoding, newline="") as file:
            for _ in range(skipped):
                file.readline()
            # Strict: else a quote that never closes takes all that follows into one cell, and says nothing.
            reader = csv.reader(file, delimiter=separator, strict=True)
            for cells in reader:
                yield Row(line, tuple(cells))
                line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise CantImport(f"{path.name}, line {line}: {_in_words(error)}") from None
    except UnicodeError:
        raise _undecodable(path, encoding, line) from None


def _in_words(error: csv.Error) -> str:
    if "field larger" in str(error):
        return 'a cell has more than 131,072 characters; does a quote (") open there and never close?'
    if "unexpected end" in str(error):
        return 'a quote (") opens in this row and never closes'
    return 'something follows a closing quote ("); a quote inside a cell is written twice ("")'


def _undecodable(path: Path, encoding: str, line: int) -> CantImport:
    return CantImport(f"{path.name} can't be read as {encoding} (near line {line}): {_SAVE_AS_UTF8}")


def _checked(encoding: str) -> str:
    try:
        b"".decode(encoding)
        "".encode(encoding)
    except LookupError:
        raise CantImport(f"there is no encoding called {encoding!r}; try utf-8, utf-16 or cp1252") from None
    return encoding


def _recognised(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    for bom, encoding in _BOMS.items():
        if start.startswith(bom):
            return encoding
    if wide := _utf16_without_bom(start):
        return wide
    if _is_utf8(path):
        return "utf-8"
    if _is_windows(path):
        return "cp1252"
    raise CantImport(f"the encoding of {path.name} can't be told for certain: {_SAVE_AS_UTF8}")


def _utf16_without_bom(start: bytes) -> str | None:
    """Every other byte of Western text is NUL there."""
    half = len(start) // 2
    if half and start[1::2].count(0) > 0.4 * half:
        return "utf-16-le"
    return "utf-16-be" if half and start[::2].count(0) > 0.4 * half else None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_windows(path: Path) -> bool:
    """Whether all that is not ASCII is a letter or sign that French and English texts have there."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if any(byte >= 0x80 and byte not in _WESTERN for byte in set(chunk)):
                return False
    return True
