"""`export`: everything that the team has, as files."""

import sys
from pathlib import Path

import click

from bot.commands.ground import database_of, settings_of, stop
from bot.kit.settings import Settings

_FORMAT = click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="CSV for spreadsheets, or JSON Lines with everything to the letter",
)


@click.group(invoke_without_command=True)
@_FORMAT
@click.option("--to", type=click.Path(path_type=Path), help="a new folder, or a new .zip file")
@click.option("--machinery", is_flag=True, help="also what the machine keeps for itself")
@click.pass_context
def export(context: click.Context, kind: str, to: Path | None, machinery: bool) -> None:
    """Write everything to a folder or a ZIP file, restricted signals included."""
    if context.invoked_subcommand:
        return
    from datetime import UTC, datetime

    from rituals.exports.everything import export_all
    from rituals.exports.formats import Format
    from rituals.exports.places import CantExport, place

    database, now = database_of(settings_of(Settings)), datetime.now(UTC)
    target = to or Path(f"diapason-{now:%Y-%m-%d}")
    try:
        with place(target) as there:
            export_all(
                database,
                there,
                Format(kind),
                now,
                machinery=machinery,
                done=lambda name, rows: click.echo(f"{name}  {rows:,}"),
            )
    except CantExport as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or target}: {error.strerror}")
    click.echo(f"all of it is in {target}; README.md there says what each file holds")


@export.command()
@_FORMAT
@click.option("--to", type=click.Path(path_type=Path), help="a file; the terminal if not given")
def audit(kind: str, to: Path | None) -> None:
    """Write the audit log: what changed, by whom, before and after."""
    from rituals.exports.everything import export_audit
    from rituals.exports.formats import Format

    database = database_of(settings_of(Settings))
    if to is None:
        export_audit(database, sys.stdout, Format(kind))
        return
    try:
        with to.open("x", encoding="utf-8", newline="") as file:
            to.chmod(0o600)
            count = export_audit(database, file, Format(kind))
    except FileExistsError:
        stop(f"{to} is there already: give another name with --to")
    except OSError as error:
        stop(f"{to}: {error.strerror}")
    click.echo(f"{count:,} changes are in {to}")
