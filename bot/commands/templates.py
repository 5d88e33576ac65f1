"""`template`: the templates of plans as files."""

from pathlib import Path

import click

from bot.commands.ground import database_of, settings_of, stop
from bot.kit.settings import Settings

_WORKSPACE = click.option("--workspace", help="Slack's team id, where there are several")
_AUDIENCE = click.argument("audience", type=click.Choice(["customers", "colleagues"]))
_LANGUAGE = click.argument("language", type=click.Choice(["en", "fr"]))


@click.group()
def template() -> None:
    """Write the template of plans to a file, or bring one in."""


@template.command("export")
@_AUDIENCE
@_LANGUAGE
@_WORKSPACE
@click.option("--to", type=click.Path(path_type=Path), help="a file; the terminal if not given")
def export(audience: str, language: str, workspace: str | None, to: Path | None) -> None:
    """Write what plans are made of now, as YAML."""
    from rituals.imports.problems import CantImport
    from rituals.imports.running import home_of
    from rituals.launches.templates.standing import as_file
    from rituals.messages.launch_templates import Name

    database = database_of(settings_of(Settings))
    try:
        with database.read() as tx:
            content = as_file(tx, home_of(tx, workspace).id, Name(audience, language))
    except CantImport as error:
        stop(*error.lines)
    if to is None:
        click.echo(content, nl=False)
        return
    try:
        with to.open("x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError:
        stop(f"{to} is there already: give another name with --to")
    except OSError as error:
        stop(f"{to}: {error.strerror}")
    click.echo(f"it is in {to}; change it, then: python -m bot template import {audience} {language} {to}")


@template.command("import")
@_AUDIENCE
@_LANGUAGE
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_WORKSPACE
@click.option("--dry-run", is_flag=True, help="say what would be kept, and keep nothing")
def import_(audience: str, language: str, file: Path, workspace: str | None, *, dry_run: bool) -> None:
    """Bring in YAML as exported, or a Markdown checklist, as a new version; plans under way stay as they are."""
    from datetime import UTC, datetime

    from bot.kit.texts import Catalogs
    from rituals.imports.problems import CantImport
    from rituals.imports.running import home_of
    from rituals.launches.templates import TemplateError
    from rituals.launches.templates.keeping import from_file, keep_by_hand
    from rituals.messages.launch_templates import Name

    catalogs, name = Catalogs(), Name(audience, language)
    try:
        found = from_file(catalogs.texts(language), file.read_text("utf-8-sig"))
    except TemplateError as error:
        stop(f"{file.name}, {catalogs.texts('en').plain(error.key, line=error.line, **error.values)}")
    except UnicodeDecodeError:
        stop(f"{file.name} is not UTF-8: save it as UTF-8 and try again")
    except OSError as error:
        stop(f"{file}: {error.strerror}")
    if dry_run:
        for step in found.tasks:
            click.echo(f"{step.key}  {step.role}  {step.title}")
        click.echo(f"{len(found.tasks)} tasks (dry run: nothing is kept)")
        return
    database = database_of(settings_of(Settings))
    try:
        with database.write() as tx:
            version = keep_by_hand(tx, home_of(tx, workspace), name, found, datetime.now(UTC))
    except CantImport as error:
        stop(*error.lines)
    click.echo(f"{len(found.tasks)} tasks are version {version}; launches started from now on use it")
