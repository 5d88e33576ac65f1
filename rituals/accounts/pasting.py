"""Accounts out of a table that an admin pastes: all of its rows, or none."""

import csv
from collections.abc import Iterator
from io import StringIO

from rituals.home.fresh import freshen
from rituals.imports.accounts import KIND, NAMES, keep, read
from rituals.imports.cells import Choices, Team, shown
from rituals.imports.columns import Columns, known, map_columns
from rituals.imports.columns import key as key_of
from rituals.imports.dates import Order
from rituals.imports.files import Row
from rituals.imports.problems import CantImport, RowRefused
from rituals.imports.running import Kept, Setting
from rituals.messages.setup_steps import PASTED
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors
from rituals.services import Person, Services
from storage import audit, counters, people
from storage.signals import TEAM

USUAL = ("name", "revenue", "segment", "owner")
"""What the columns are where no row names them."""


def paste(services: Services, by: Person, typed: str) -> Kept:
    """Add the accounts of these rows, and change those that are known. Raises NotAllowed, or FieldErrors for a bad row."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.ADMINISTER)
        team, choices = Team.of(people.everybody(tx, home.id)), Choices.of(services.catalogs)
        setting = Setting(home, team, choices, Order.DAY_FIRST, "", None, TEAM, now)
        columns, rows = _table(typed)
        found = []
        for row in rows:
            try:
                found.append(read(setting, columns, row))
            except RowRefused:
                raise _unreadable(row) from None
        kept = keep(tx, setting, found)
        if kept.refused:
            raise _unreadable(kept.refused[0][0])
        audit.note(
            tx,
            home.id,
            object_kind="import",
            object_id=counters.new_id(),
            act=f"import_{KIND}s",
            by=by.id,
            now=now,
            before={},
            after={"added": kept.added, "changed": kept.changed, "refused": 0},
        )
        freshen(tx, home.id, by.id)
    return kept


def _table(typed: str) -> tuple[Columns, list[Row]]:
    """The rows, and what their columns are: as the first row says, else as usual. Raises FieldErrors."""
    rows = list(_rows(typed))
    if not rows:
        raise FieldErrors({PASTED: "forms.error_empty"})
    header = rows[0].cells
    if not any(key_of(cell) in known(NAMES) for cell in header):
        return map_columns(USUAL, NAMES, "name"), rows
    try:
        return map_columns(header, NAMES, "name"), rows[1:]
    except CantImport:
        raise _unreadable(rows[0]) from None


def _rows(typed: str) -> Iterator[Row]:
    """Cells apart by tabs, as spreadsheets copy them, else by semicolons, else by commas. Raises FieldErrors."""
    first = typed.strip().partition("\n")[0]
    separator = next((sign for sign in ("\t", ";", ",") if sign in first), ";")
    reader = csv.reader(StringIO(typed), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(reader.line_num, tuple(cells))
    except csv.Error:
        raise _unreadable(Row(reader.line_num, ())) from None


def _unreadable(row: Row) -> FieldErrors:
    return FieldErrors({PASTED: "setup.error_pasted"}, line=row.line, words=shown(" ".join(row.cells)))
