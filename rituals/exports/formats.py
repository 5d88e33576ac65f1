"""How rows are written: CSV for spreadsheets, JSON Lines for programs."""

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol, TextIO

from bot.kit.csv_cells import harmless

BOM = "\ufeff"  # Excel takes a CSV file for UTF-8 only with it


class Format(StrEnum):
    """What somebody can ask for."""

    CSV = "csv"
    JSON = "json"

    @property
    def extension(self) -> str:
        return "csv" if self is Format.CSV else "jsonl"


class Writer(Protocol):
    def write(self, row: Mapping[str, Any]) -> None: ...


class CsvWriter:
    """A header and a line for each row. Instants are in UTC, structures are JSON, nothing is an empty cell.

    Cells that a spreadsheet would run are made harmless by an apostrophe before them.
    """

    def __init__(self, file: TextIO, columns: Sequence[str]) -> None:
        file.write(BOM)
        self._columns = columns
        self._csv = csv.writer(file)
        self._csv.writerow(columns)

    def write(self, row: Mapping[str, Any]) -> None:
        self._csv.writerow([_cell(row[name]) for name in self._columns])


class JsonWriter:
    """An object in a line for each row, everything as it is."""

    def __init__(self, file: TextIO, columns: Sequence[str]) -> None:
        self._file = file

    def write(self, row: Mapping[str, Any]) -> None:
        json.dump(row, self._file, ensure_ascii=False, default=_told)
        self._file.write("\n")


def writer(kind: Format, file: TextIO, columns: Sequence[str]) -> Writer:
    return CsvWriter(file, columns) if kind is Format.CSV else JsonWriter(file, columns)


def _cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return harmless(value)
        case datetime() | date() | bytes():
            return _told(value)
        case dict() | list():
            return harmless(json.dumps(value, ensure_ascii=False, default=_told))
    return value


def _told(value: datetime | date | bytes) -> str:
    """ISO 8601, instants as they come out of the database in UTC; bytes in hexadecimal digits."""
    return value.hex() if isinstance(value, bytes) else value.isoformat()
