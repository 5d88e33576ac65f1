"""Rituals from the command line, for the one who runs the machine. The terminal speaks English."""

from zoneinfo import ZoneInfo

from bot.kit.times import parse_local
from bot.wiring import Bot
from rituals.catalog import RITUALS
from rituals.registry import Scene
from rituals.running import upcoming
from rituals.steering import Ran, run_now
from storage import rituals, workspaces
from storage.database import Transaction
from storage.rituals import Ritual
from storage.workspaces import Workspace


def listed(bot: Bot) -> list[str]:
    """One line for each ritual: name, channel, schedule, next due time in its own zone."""
    with bot.services.read() as tx:
        found = [
            (home, ritual)
            for workspace in workspaces.ids(tx)
            if (home := workspaces.get(tx, workspace))
            for ritual in rituals.all_of(tx, workspace)
        ]
    return [_line(bot, home, ritual) for home, ritual in found] or [
        "no ritual yet: an admin chooses the channels with /diapason setup"
    ]


def _line(bot: Bot, home: Workspace, ritual: Ritual) -> str:
    zone = ritual.zone or home.zone
    following = upcoming(ritual, home, bot.services.now(), 1)
    due = following[0].due.astimezone(ZoneInfo(zone)).strftime("%A %Y-%m-%d %H:%M") if following else "none"
    state = "paused" if ritual.paused else f"next {due}"
    return f"{ritual.name}  {ritual.channel_id}  {ritual.rule} {ritual.at} {zone}  {state}"


def run_by_hand(bot: Bot, name: str, at: str | None, *, dry_run: bool) -> str:
    """Run a ritual as of a local time in its zone, and say what became of it.

    Raises ValueError, in words, for an unknown name or a time that is none.
    """
    with bot.services.read() as tx:
        home, ritual = _named(tx, name)
    moment = parse_local(at, ritual.zone or home.zone) if at else None
    ran = run_now(bot.services, RITUALS, home.id, name, at=moment, dry_run=dry_run)
    if ran.facts is None:
        return f"{name}: nothing is new, so nothing is posted"
    while ran.run and bot.delivery.step():  # do not leave it to a bot that may not be running
        pass
    return _text(bot, home, ritual, ran) + (
        f"\n\n(posted to {ritual.channel_id})" if ran.run else "\n\n(dry run)"
    )


def _text(bot: Bot, home: Workspace, ritual: Ritual, ran: Ran) -> str:
    texts = bot.services.catalogs.texts(ritual.language or home.language, ritual.zone or home.zone)
    with bot.services.read() as tx:
        scene = Scene(bot.services, tx, home.id, ritual.channel_id, texts)
        return RITUALS[ritual.kind].render(scene, ran.facts or {}).text


def _named(tx: Transaction, name: str) -> tuple[Workspace, Ritual]:
    known = []
    for workspace in workspaces.ids(tx):
        home = workspaces.get(tx, workspace)
        for ritual in rituals.all_of(tx, workspace):
            known.append(ritual.name)
            if ritual.name == name and home:
                return home, ritual
    raise ValueError(f"there is no ritual {name!r}; known: {', '.join(known) or 'none yet, set up first'}")
