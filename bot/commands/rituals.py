"""`rituals`: see them, and run one by hand."""

import click

from bot.commands.ground import stop, wired


@click.group()
def rituals() -> None:
    """See the rituals and run one by hand."""


@rituals.command("list")
def list_rituals() -> None:
    """Every ritual with its channel, schedule and next due time."""
    bot = wired()
    from bot.commands.by_hand import listed

    click.echo("\n".join(listed(bot)))


@rituals.command("run")
@click.argument("name")
@click.option(
    "--at", help="as of that time in the ritual's zone, such as '2026-11-30 09:00'; now if not given"
)
@click.option("--dry-run", is_flag=True, help="print what would be posted, and post nothing")
def run_ritual(name: str, at: str | None, dry_run: bool) -> None:
    """Run one ritual by hand. It is not the period's own run."""
    bot = wired()
    from bot.commands.by_hand import run_by_hand

    try:
        click.echo(run_by_hand(bot, name, at, dry_run=dry_run))
    except ValueError as error:
        stop(str(error))
