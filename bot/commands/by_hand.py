"""Rituals and removals from the command line, for the one who runs the machine. The terminal speaks English."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.kit.times import parse_local
from bot.wiring import Bot
from rituals.catalog import RITUALS
from rituals.forgetting import Forgotten, forget
from rituals.messages.rituals import PRIVATE
from rituals.registry import Scene
from rituals.running import message_key, upcoming
from rituals.steering import Ran, run_now
from storage import forgetting, outbox, rituals, workspaces
from storage.database import Transaction
from storage.leases import State
from storage.rituals import Ritual, Run
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
    became = _became(bot, home, ritual, ran.run) if ran.run else "dry run"
    return f"{_text(bot, home, ritual, ran)}\n\n({became})"


def _became(bot: Bot, home: Workspace, ritual: Ritual, run: Run) -> str:
    """Whether it is in Slack by now."""
    if RITUALS[ritual.kind].say:
        private = ritual.kind in PRIVATE
        return "told privately, to whom it concerns" if private else f"a running bot asks {ritual.channel_id}"
    with bot.services.read() as tx:
        fate = outbox.fate(tx, home.id, message_key(run))
    if fate is None or fate.state is State.DONE:
        return f"posted to {ritual.channel_id}"
    why = f": {fate.error}" if fate.error else ""
    if fate.state is State.WAITING:
        return f"kept, and not posted to {ritual.channel_id} yet{why}; a running bot goes on trying"
    return f"not posted to {ritual.channel_id}{why}; python -m bot doctor says what to do"


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


# Forgetting somebody -------------------------------------------------------------------------------------------


def told_before(found: Sequence[Forgotten], *, with_words: bool) -> list[str]:
    """What there is of somebody, table by table."""
    lines = []
    for one in found:
        seen = one.found
        lines.append(f"workspace {one.workspace}: {seen.name or 'a person without a name'}")
        lines += [f"  {count} in {name}" for name, count in sorted(seen.rows.items())]
        kept = "are emptied" if with_words else "stay, without their name (--with-words empties them)"
        lines.append(f"  {seen.said} texts are their own words: they {kept}")
        if seen.active:
            lines.append(
                "  they are still active in Slack: whatever they do here is kept again; deactivate them first"
            )
    return lines


def forgotten(bot: Bot, user: str, *, with_words: bool) -> list[str]:
    """Remove somebody, edit what stands in Slack, and say what others still hold."""
    done = forget(bot.services, user, with_words=with_words)
    lines = []
    for one in done:
        lines.append(f"workspace {one.workspace}: removed; {one.edited} messages in Slack are being edited")
        if one.found.owned_default:
            lines.append("  nobody owns the default area now: choose somebody in /diapason areas")
        if one.found.owned_areas:
            names = ", ".join(one.found.owned_areas)
            lines.append(f"  now of {one.areas_to or 'nobody, choose in /diapason areas'}: {names}")
        if one.found.direct:
            lines.append(f"  Slack keeps {one.found.direct} private messages from the bot to them")
        if one.found.named_in:
            lines.append(
                f"  their name stands in {one.found.named_in} texts that others wrote: search for it, and judge"
            )
    swept = forgetting.sweep(bot.database)
    if not swept:
        lines.append(
            "others are using the database, so its files may still hold deleted bytes: stop the bot, and run this again"
        )
    lines.append(
        "Slack still holds what people wrote there, and private messages to others that name them; "
        "your backups and the database's write-ahead archives hold everything until they expire"
    )
    while bot.delivery.step():  # do not leave it to a bot that may not be running
        pass
    return lines
