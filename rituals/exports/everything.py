"""Everything that a team has, out of one snapshot of the database, a few rows at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import TextIO

from rituals.exports.formats import Format, writer
from rituals.exports.places import Place
from rituals.exports.readme import readme
from storage import exports
from storage.database import Database
from storage.tables import audit


def export_all(
    database: Database,
    to: Place,
    kind: Format,
    now: datetime,
    *,
    machinery: bool,
    done: Callable[[str, int], None],
) -> None:
    """A file for each table, and a README that says what each holds. `done` is told each file with its rows."""
    files: dict[str, tuple[str, int]] = {}
    with database.snapshot() as tx:
        for table in exports.tables(machinery=machinery):
            name = f"{table.name}.{kind.extension}"
            count = 0
            with to.open(name) as file:
                out = writer(kind, file, exports.columns(table))
                for row in exports.rows(tx, table):
                    out.write(row)
                    count += 1
            files[table.name] = (name, count)
            done(name, count)
    with to.open("README.md") as file:
        file.write(readme(kind, now, files))


def export_audit(database: Database, file: TextIO, kind: Format) -> int:
    """The audit log, the oldest change first, with before and after; how many changes."""
    count = 0
    with database.snapshot() as tx:
        out = writer(kind, file, exports.columns(audit))
        for row in exports.rows(tx, audit):
            out.write(row)
            count += 1
    return count
