"""`import`: signals and accounts out of CSV files."""

import csv
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.ground import database_of, settings_of, stop
from bot.kit.csv_cells import harmless
from bot.kit.settings import Settings

if TYPE_CHECKING:
    from rituals.imports.files import Row
    from rituals.imports.running import Asked, Importer, Outcome, Prepared

SHOWN = 20  # refused rows; all of them are in the report


@click.group("import")
def import_() -> None:
    """Bring in what you have in CSV files; safe to run again."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """What both kinds of files take."""
    for option in reversed(
        (
            click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
            click.option(
                "--map",
                "maps",
                multiple=True,
                metavar="THEIRS=OURS",
                help="which of our columns one of theirs is; THEIRS=- leaves it out",
            ),
            click.option("--dry-run", is_flag=True, help="say what would happen, and keep nothing"),
            click.option(
                "--report", type=click.Path(path_type=Path), help="write the refused rows to this CSV file"
            ),
            click.option("--encoding", help="of the file, such as cp1252; recognised if not given"),
            click.option(
                "--origin",
                default="",
                help="the tool that the file is from, where its ids may be another's too",
            ),
            click.option("--workspace", help="Slack's team id, where there are several"),
        )
    ):
        command = option(command)
    return command


@import_.command("signals")
@_options
@click.option(
    "--dates",
    type=click.Choice(["dmy", "mdy"]),
    help="what 03/04/2026 begins with; by default what the file's other dates say, else the day",
)
@click.option("--captured-by", help="who captured the rows that name nobody: a Slack id or a name")
@click.option(
    "--visibility",
    type=click.Choice(["team", "restricted"]),
    default="team",
    show_default=True,
    help="of the rows that say nothing",
)
def import_signals(dates: str | None, captured_by: str | None, visibility: str, **common: Any) -> None:
    """Signals; only the text is needed. No card is posted, nobody is reminded, the digest names how many came."""
    from rituals.imports.dates import Order
    from rituals.imports.running import Asked
    from rituals.imports.signals import IMPORTER

    asked = Asked(
        maps=_maps(common["maps"]),
        encoding=common["encoding"],
        order=Order(dates) if dates else None,
        origin=common["origin"],
        captured_by=captured_by,
        visibility=visibility,
        workspace=common["workspace"],
    )
    _import(IMPORTER, asked, common["file"], common["report"], dry_run=common["dry_run"])


@import_.command("accounts")
@_options
def import_accounts(**common: Any) -> None:
    """Accounts; only the name is needed. Those that are known are changed where a cell says something new."""
    from rituals.imports.accounts import IMPORTER
    from rituals.imports.running import Asked

    asked = Asked(
        maps=_maps(common["maps"]),
        encoding=common["encoding"],
        origin=common["origin"],
        workspace=common["workspace"],
    )
    _import(IMPORTER, asked, common["file"], common["report"], dry_run=common["dry_run"])


def _maps(given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    wrong = [one for one in given if "=" not in one]
    if wrong:
        stop(*(f"--map {one!r}: write it as THEIRS=OURS" for one in wrong))
    return tuple((theirs.strip(), ours.strip()) for theirs, _, ours in (one.rpartition("=") for one in given))


def _import(
    importer: "Importer[Any]", asked: "Asked", file: Path, report: Path | None, *, dry_run: bool
) -> None:
    from datetime import UTC, datetime

    from bot.kit.texts import Catalogs
    from rituals.imports.problems import CantImport
    from rituals.imports.running import bring_in, prepare

    if report is not None and report.resolve() == file.resolve():
        stop(f"--report {report} is the file itself; give the report another name")
    database = database_of(settings_of(Settings))
    with ExitStack() as open_files:
        try:
            prepared = prepare(database, Catalogs(), importer, file, asked, datetime.now(UTC))
            _tell_before(prepared, importer)
            refused = _Refused(open_files, report, prepared.columns.header)
            with click.progressbar(
                length=prepared.rows, label=file.name, file=sys.stderr, hidden=not sys.stderr.isatty()
            ) as bar:
                outcome = bring_in(
                    database, importer, prepared, dry_run=dry_run, refused=refused, done=bar.update
                )
        except CantImport as error:
            stop(*error.lines)
        except OSError as error:
            stop(f"{error.filename}: {error.strerror}")
    refused.tell()
    _tell_after(outcome, importer, dry_run=dry_run)
    if outcome.refused:
        sys.exit(1)


class _Refused:
    """Keeps the rows that can't be brought in: the first for the terminal, all for the report."""

    def __init__(self, open_files: ExitStack, report: Path | None, header: tuple[str, ...]) -> None:
        self._first: list[str] = []
        self._count = 0
        self._path = report
        self._report: Any = None
        if report is not None:
            file = open_files.enter_context(report.open("w", encoding="utf-8-sig", newline=""))
            self._report = csv.writer(file)
            self._report.writerow(("line", "reason", *map(harmless, header)))

    def __call__(self, row: "Row", why: str) -> None:
        self._count += 1
        if len(self._first) < SHOWN:
            self._first.append(f"line {row.line}: {why}")
        if self._report:
            self._report.writerow((row.line, why, *map(harmless, row.cells)))

    def tell(self) -> None:
        for line in self._first:
            click.echo(line, err=True)
        if (more := self._count - len(self._first)) > 0:
            click.echo(f"… and {_many(more, 'more row')}", err=True)
        if self._count and self._path:
            click.echo(
                f"the refused rows are in {self._path}: mend them there and import that file", err=True
            )
        elif self._count:
            click.echo(
                "with --report FILE you get the refused rows as a CSV file, to mend and import", err=True
            )


def _tell_before(prepared: "Prepared", importer: "Importer[Any]") -> None:
    from rituals.imports.files import SEPARATORS

    source, columns = prepared.source, prepared.columns
    click.echo(
        f"{source.path.name}: {_many(prepared.rows, 'row')}, {source.encoding}, separated by {SEPARATORS[source.separator]}s"
    )
    named = [f"{source.header[place]} → {name}" for name, place in columns.places.items()]
    click.echo(f"columns: {', '.join(named)}")
    if columns.left_out:
        ours = ", ".join(importer.names)
        click.echo(
            f"left out: {', '.join(columns.left_out)} (take one with --map 'COLUMN=OURS'; ours: {ours})"
        )
    if prepared.ambiguous:
        first = "day" if prepared.setting.order == "dmy" else "month"
        click.echo(f"dates in numbers are read with the {first} first (--dates dmy or mdy says otherwise)")
    if "visibility" in importer.names and "visibility" not in columns:
        shown = "the whole team reads them" if prepared.setting.visibility == "team" else "restricted"
        click.echo(f"visibility: {prepared.setting.visibility}, {shown} (--visibility says otherwise)")


def _tell_after(outcome: "Outcome", importer: "Importer[Any]", *, dry_run: bool) -> None:
    parts = [f"{_many(outcome.added, importer.kind)} {'would be ' if dry_run else ''}added"]
    if outcome.changed:
        parts.append(f"{outcome.changed:,} changed")
    if outcome.known:
        parts.append(f"{outcome.known:,} already there")
    if outcome.refused:
        parts.append(f"{outcome.refused:,} refused")
    click.echo(", ".join(parts) + (" (dry run: nothing is kept)" if dry_run else ""))


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
