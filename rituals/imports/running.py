"""Bringing a file in: looked through once before anything is written, then kept in short transactions.

Each transaction keeps its rows together with the fact that they came in. Whoever is killed in the middle, or imports the
same file again, has every row once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from bot.kit.texts import Catalogs
from rituals.imports import dates
from rituals.imports.cells import Choices, Team
from rituals.imports.columns import Columns, Names, key, known, map_columns
from rituals.imports.dates import Order
from rituals.imports.files import Row, Source, open_source
from rituals.imports.problems import CantImport, RowRefused
from storage import audit, counters, imports, moments, people, workspaces
from storage.database import Database, Transaction
from storage.signals import TEAM
from storage.workspaces import Workspace

BATCH = 500  # rows a transaction: whoever else writes waits no longer than one takes


@dataclass(frozen=True)
class Asked:
    """What somebody asks for besides the file."""

    maps: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    order: Order | None = None
    origin: str = ""  # the tool that the file is from: its ids are its own
    captured_by: str | None = None  # of rows that name nobody
    visibility: str = TEAM  # of rows that say nothing
    workspace: str | None = None


@dataclass(frozen=True)
class Setting:
    """Where the rows come to."""

    home: Workspace
    team: Team
    choices: Choices
    order: Order
    origin: str
    captured_by: str | None
    visibility: str
    now: datetime


class Read(Protocol):
    """What a row says, under the key by which it is known again."""

    @property
    def row(self) -> Row: ...

    @property
    def key(self) -> str: ...


R = TypeVar("R", bound=Read)


@dataclass
class Kept:
    """What became of some rows; those refused with the reason."""

    added: int = 0
    changed: int = 0
    known: int = 0
    refused: list[tuple[Row, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Importer(Generic[R]):
    """One kind of thing that can be brought in. `dated` are the fields that hold dates."""

    kind: str
    names: Names
    required: str
    dated: tuple[str, ...]
    read: Callable[[Setting, Columns, Row], R]
    keep: Callable[[Transaction, Setting, Sequence[R]], Kept]


@dataclass(frozen=True)
class Prepared:
    """A file that was looked through and can be brought in."""

    source: Source
    columns: Columns
    setting: Setting
    rows: int
    ambiguous: int  # dates that depend on the order


@dataclass
class Outcome:
    """How many rows became what."""

    added: int = 0
    changed: int = 0
    known: int = 0
    refused: int = 0

    def count(self, kept: Kept) -> None:
        self.added += kept.added
        self.changed += kept.changed
        self.known += kept.known


class _Undone(Exception):
    """Ends a transaction of a dry run."""


def prepare(
    database: Database, catalogs: Catalogs, importer: Importer[R], path: Path, asked: Asked, now: datetime
) -> Prepared:
    """Look a file through: encoding, columns, structure, dates. Nothing is written. Raises CantImport."""
    meaningful = known(importer.names) | {key(theirs) for theirs, _ in asked.maps}
    source = open_source(path, lambda name: key(name) in meaningful, asked.encoding)
    columns = map_columns(source.header, importer.names, importer.required, asked.maps)
    rows, order, ambiguous = _look_through(source, columns, importer.dated, asked.order)
    with database.read() as tx:
        home = home_of(tx, asked.workspace)
        team = Team.of(people.everybody(tx, home.id))
    try:
        captured_by = team.person(asked.captured_by or "", "--captured-by") or home.default_owner
    except RowRefused as error:
        raise CantImport(str(error)) from None
    if captured_by is None and "captured_by" in importer.names:
        raise CantImport(
            "nobody is named who captured what names nobody: say --captured-by with a Slack id or a name"
        )
    setting = Setting(
        home, team, Choices.of(catalogs), order, asked.origin, captured_by, asked.visibility, now
    )
    return Prepared(source, columns, setting, rows, ambiguous)


def bring_in(
    database: Database,
    importer: Importer[R],
    prepared: Prepared,
    *,
    dry_run: bool,
    refused: Callable[[Row, str], None],
    done: Callable[[int], None],
) -> Outcome:
    """Keep the rows, a batch a transaction. `refused` is told each row that can't be and why, `done` how many more are done.

    A dry run does the same and undoes each transaction; a row that stands in several batches is counted once there too.
    """
    outcome = Outcome()
    seen: set[int] = set()  # of a dry run, which keeps nothing to know them by
    coming = prepared.source.rows()
    for number in count(1):
        batch = list(islice(coming, BATCH))
        if not batch:
            break
        kept = Kept()
        rows: list[R] = []
        for row in batch:
            try:
                read = _read(importer, prepared, row)
            except RowRefused as error:
                kept.refused.append((row, str(error)))
                continue
            if dry_run and (mark := hash(read.key)) in seen:
                kept.known += 1
                continue
            if dry_run:
                seen.add(mark)
            rows.append(read)
        for part in (kept, _keep(database, importer, prepared.setting, rows, dry_run=dry_run)):
            outcome.count(part)
            outcome.refused += len(part.refused)
            for row, why in part.refused:
                refused(row, why)
        if not dry_run and number & (number - 1) == 0:  # 1, 2, 4, 8 …: as often as what is there has doubled
            with database.write() as tx:
                imports.plan_anew(tx)
        done(len(batch))
    if not dry_run:
        _note(database, importer, prepared.setting, outcome)
    return outcome


def _read(importer: Importer[R], prepared: Prepared, row: Row) -> R:
    if len(row.cells) > len(prepared.columns.header):
        raise RowRefused(
            f"it has {len(row.cells)} cells and the header {len(prepared.columns.header)}: "
            "a cell that holds a separator stands between quotes"
        )
    return importer.read(prepared.setting, prepared.columns, row)


def _keep(
    database: Database, importer: Importer[R], setting: Setting, rows: Sequence[R], *, dry_run: bool
) -> Kept:
    if not rows:
        return Kept()
    kept = Kept()
    try:
        with database.write() as tx:
            moments.date_it(tx)
            kept = importer.keep(tx, setting, rows)
            _end(dry_run=dry_run)
    except _Undone:
        pass
    return kept


def _end(*, dry_run: bool) -> None:
    if dry_run:
        raise _Undone


def _note(database: Database, importer: Importer[R], setting: Setting, outcome: Outcome) -> None:
    with database.write() as tx:
        audit.note(
            tx,
            setting.home.id,
            object_kind="import",
            object_id=counters.new_id(),
            act=f"import_{importer.kind}s",
            by=None,  # whoever runs the machine
            now=setting.now,
            before={},
            after={"added": outcome.added, "changed": outcome.changed, "refused": outcome.refused},
        )


def _look_through(
    source: Source, columns: Columns, dated: Iterable[str], asked: Order | None
) -> tuple[int, Order, int]:
    """How many rows there are, in which order their dates are written, and how many dates depend on it."""
    fields = [name for name in dated if name in columns]
    evidence: dict[Order, tuple[int, str]] = {}
    rows = ambiguous = 0
    for row in source.rows():
        rows += 1
        for name in fields:
            cell = columns.cell(row.cells, name)
            if order := dates.only_order(cell):
                evidence.setdefault(order, (row.line, cell.strip()))
            elif dates.ambiguous(cell):
                ambiguous += 1
    if asked is None and len(evidence) == len(Order):
        told = " and ".join(f"{cell} (line {line})" for line, cell in sorted(evidence.values()))
        raise CantImport(
            f"dates are written in two orders: {told}; say --dates dmy or mdy, and rows of the other order are refused"
        )
    return rows, asked or next(iter(evidence), Order.DAY_FIRST), ambiguous


def home_of(tx: Transaction, wanted: str | None) -> Workspace:
    ids = workspaces.ids(tx)
    if not ids:
        raise CantImport("no workspace is known yet: start the bot once (python -m bot run), then import")
    if wanted is None and len(ids) > 1:
        raise CantImport(f"there are several workspaces: say --workspace with one of {', '.join(ids)}")
    home = workspaces.get(tx, wanted or ids[0])
    if home is None:
        raise CantImport(f"there is no workspace {wanted!r}; known: {', '.join(ids)}")
    return home
