"""`python -m bot`: the commands, each in `bot/commands/`."""

import gc

if __name__ == "__main__":
    gc.disable()  # while all is imported, what is new stays: looking for garbage in it takes a sixth of a start

import click

from bot.commands.exports import export
from bot.commands.forget import forget
from bot.commands.imports import import_
from bot.commands.rituals import rituals
from bot.commands.run import demo, run
from bot.commands.setup import doctor, manifest, migrate
from bot.commands.templates import template


@click.group()
def main() -> None:
    """Diapason keeps marketing, product and sales in tune, inside Slack."""


for command in (run, demo, migrate, doctor, manifest, rituals, import_, export, template, forget):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m bot")
