"""`forget`: remove a person's data."""

import re

import click

from bot.commands.ground import stop, wired

USER = re.compile(r"[UW][A-Z0-9]{2,}")


@click.command()
@click.argument("user")
@click.option("--dry-run", is_flag=True, help="say what would be removed, and remove nothing")
@click.option("--with-words", is_flag=True, help="empty what they wrote or said themselves, too")
@click.option("--yes", is_flag=True, help="do not ask")
def forget(user: str, *, dry_run: bool, with_words: bool, yes: bool) -> None:
    """Remove a person, by their Slack user id (U…): “(removed)” stands in their place."""
    user = user.strip("<@>").upper()
    if not USER.fullmatch(user):
        stop(
            f"{user} is no Slack user id: in somebody's profile, “Copy member ID” gives one such as U0123ABCD"
        )
    bot = wired()
    from bot.commands.by_hand import forgotten, told_before
    from rituals.forgetting import look

    found = look(bot.services, user)
    if not found:
        stop(f"nothing is kept of {user}")
    click.echo("\n".join(told_before(found, with_words=with_words)))
    if dry_run:
        click.echo("dry run: nothing was changed")
        return
    if not yes:
        click.confirm("Remove them? This can't be undone", abort=True)
    click.echo("\n".join(forgotten(bot, user, with_words=with_words)))
