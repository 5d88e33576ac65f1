"""Rituals as those who steer them see them, and what they do with them: run now, skip, pause."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from bot.kit.message import Message
from bot.kit.times import next_due
from rituals import running
from rituals.digest import useful
from rituals.digest.personal import KIND as PERSONAL
from rituals.home.fresh import freshen
from rituals.messages import ritual_pages as pages
from rituals.messages import rituals as looks
from rituals.permissions import Act, demand, enter
from rituals.refusals import NotFound
from rituals.registry import Doubt, MessageKind, Scene, Window
from rituals.services import Facts, Person, Services
from storage import audit, counters, requests, rituals, workspaces
from storage.database import Transaction
from storage.rituals import Ritual, Run, Standing
from storage.workspaces import Workspace

_NO_SHARES: Mapping[str, useful.Share] = MappingProxyType({})


def board(services: Services, by: Person) -> list[looks.Steered]:
    """Every ritual with its next time and its last run, but not people's own. Raises NotAllowed for those who may not steer."""
    with services.read() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        shares = useful.shares(tx, home.id)
        return all_of(tx, home, services.now(), shares)


def all_of(
    tx: Transaction, home: Workspace, now: datetime, shares: Mapping[str, useful.Share] = _NO_SHARES
) -> list[looks.Steered]:
    """Every ritual but people's own, what all see first. By one query."""
    found = [
        _steered(home, standing, shares, now)
        for standing in rituals.standing(tx, home.id, besides=PERSONAL)
        if not standing.ritual.follows
    ]
    return sorted(found, key=looks.weight)


def _steered(
    home: Workspace, standing: Standing, shares: Mapping[str, useful.Share], now: datetime
) -> looks.Steered:
    ritual, share = standing.ritual, shares.get(standing.ritual.id)
    following = running.upcoming(ritual, home, now, 1)
    return looks.Steered(
        ritual=ritual,
        zone=ritual.zone or home.zone,
        language=ritual.language or standing.channel_language or home.language,
        owner=standing.owner,
        next_due=following[0].due if following else None,
        last=standing.last,
        useful=(share.pressed, share.percent) if share else None,
    )


def open_page(services: Services, kinds: running.Kinds, by: Person, ritual_id: str) -> pages.Page:
    """One ritual. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home, ritual = steered(tx, by, ritual_id)
        return page_of(tx, kinds, home, ritual.id, services.now())


def page_of(
    tx: Transaction, kinds: running.Kinds, home: Workspace, ritual_id: str, now: datetime
) -> pages.Page:
    """A ritual that is there, with its next times and what became of its runs."""
    [standing] = rituals.standing(tx, home.id, only=ritual_id)  # rituals are ended, never deleted
    ritual = standing.ritual
    return pages.Page(
        _steered(home, standing, useful.shares(tx, home.id), now),
        dues=[one.due for one in running.upcoming(ritual, home, now, pages.DATES)],
        runs=rituals.last_runs(tx, home.id, ritual.id, pages.RUNS_SHOWN),
        failures=rituals.failures(tx, home.id, ritual.id),
        several=kinds[ritual.kind].several,
    )


def subscribers(services: Services, by: Person) -> int:
    """How many people have a digest of their own. Raises NotAllowed for those who may not steer."""
    with services.read() as tx:
        return rituals.count(tx, enter(tx, by, Act.STEER_RITUALS).id, PERSONAL)


@dataclass(frozen=True)
class Ran:
    """What a run by hand became: its row, or no row where there was nothing to say."""

    window: Window
    facts: dict[str, Any] | None
    run: Run | None


def run_now(
    services: Services,
    kinds: running.Kinds,
    workspace: str,
    name: str,
    *,
    by: Person | None = None,
    at: datetime | None = None,
    dry_run: bool = False,
    request_key: str | None = None,
) -> Ran:
    """Run a ritual now, as of `at` (UTC, now if not given). It is not the period's run and moves no window.

    The same request twice is one run: the repeated one gets the first one's answer.
    Raises NotFound for a name that is none; NotAllowed where `by` may not.
    """
    now = services.now()
    with services.read() as tx:
        home, ritual = _named(tx, workspace, name)
    if by is not None:
        demand(by, Act.STEER_RITUALS, home)
    kind = kinds[ritual.kind]
    window = running.window_of(ritual, kind, at or now)
    facts = kind.gather_by_hand(services, workspace, window, ritual.options)
    if facts is None or dry_run:
        return Ran(window, facts, None)
    run = running.new_run(
        ritual, f"manual:{counters.new_id()}", window, rituals.SAID, facts, now, by.id if by else None
    )
    with services.write() as tx:
        if request_key:
            answered = requests.claim(tx, workspace, request_key, {"run": run.id}, datetime.now(UTC))
            if answered is not None:
                return Ran(window, facts, rituals.get_run(tx, workspace, answered["run"]))
        rituals.claim(tx, workspace, run)
        note(tx, ritual, workspace, "run", by, now, {"run_id": None}, {"run_id": run.id})
        running.say(tx, home, kind, ritual, run, now)
    return Ran(window, facts, run)


def preview(services: Services, kinds: running.Kinds, by: Person, ritual_id: str) -> pages.Page:
    """Have somebody see what would be said now, by themselves. It is nobody's run. Raises NotFound or NotAllowed."""
    now = services.now()
    with services.read() as tx:
        home, ritual = steered(tx, by, ritual_id)
    kind = kinds[ritual.kind]
    window = running.window_of(ritual, kind, now)
    facts = kind.gather_by_hand(services, home.id, window, ritual.options)
    with services.write() as tx:
        if facts is not None:
            run = running.new_run(
                ritual, f"manual:{counters.new_id()}", window, rituals.PREVIEWED, facts, now, by.id
            )
            rituals.claim(tx, home.id, run)
            running.show_to(tx, home, ritual, run, by.id, now)
        said = "rituals.previewed" if facts is not None else "rituals.previewed_nothing"
        return replace(page_of(tx, kinds, home, ritual.id, now), notice=said)


def try_again(services: Services, kinds: running.Kinds, by: Person, ritual_id: str) -> pages.Page:
    """Have what could not be gathered be tried at once. Raises NotFound or NotAllowed."""
    with services.write() as tx:
        home, ritual = steered(tx, by, ritual_id)
        rituals.try_again(tx, home.id, ritual.id, datetime.now(UTC))
        return replace(page_of(tx, kinds, home, ritual.id, services.now()), notice="rituals.trying")


def skip_next(services: Services, by: Person, ritual_id: str, *, skip: bool = True) -> None:
    """Leave out the next occurrence, or take that back. Raises NotFound or NotAllowed."""
    with services.write() as tx:
        home, ritual = steered(tx, by, ritual_id)
        occurrence = next_due(running.schedule_of(ritual, home), services.now())
        values = {"skip": occurrence.period if skip and occurrence else None}
        rituals.change(tx, home.id, ritual.id, values)
        note(tx, ritual, home.id, "skip", by, services.now(), {"skip": ritual.skip}, values)


def pause(services: Services, by: Person, ritual_id: str, *, paused: bool) -> None:
    """Stop a ritual, or let it go on; what fell due while it was stopped is not made up for. Raises NotFound or NotAllowed."""
    with services.write() as tx:
        home, ritual = steered(tx, by, ritual_id)
        values: dict[str, Any] = {"paused": paused}
        if ritual.paused and not paused:
            values |= {"active_since": services.now(), "paused_why": None}
        rituals.change(tx, home.id, ritual.id, values)
        before = {"paused": ritual.paused}
        note(tx, ritual, home.id, "pause", by, services.now(), before, {"paused": paused})


def note(
    tx: Transaction,
    ritual: Ritual,
    workspace: str,
    act: str,
    by: Person | None,
    now: datetime,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Keep what was done with a ritual, and show it in the Homes of who did it and whose it is."""
    if before != after:
        whose = {by.id if by else None, ritual.owner, after.get("owner")}
        freshen(tx, workspace, *sorted(person for person in whose if person))
        audit.note(
            tx,
            workspace,
            object_kind="ritual",
            object_id=ritual.id,
            act=act,
            by=by.id if by else None,
            now=now,
            before=before,
            after=after,
        )


def steered(tx: Transaction, by: Person, ritual_id: str) -> tuple[Workspace, Ritual]:
    """A ritual that somebody steers. Raises NotFound or NotAllowed."""
    home, ritual = enter(tx, by, Act.STEER_RITUALS), rituals.get(tx, by.workspace, ritual_id)
    if ritual is None or ritual.ended_at:
        raise NotFound
    return home, ritual


def _named(tx: Transaction, workspace: str, name: str) -> tuple[Workspace, Ritual]:
    home, ritual = workspaces.get(tx, workspace), rituals.named(tx, workspace, name)
    if home is None or ritual is None:
        raise NotFound
    return home, ritual


# Missed runs -------------------------------------------------------------------------------------------------


def _render_missed(scene: Scene, facts: Facts) -> Message:
    doctor = f"/{scene.services.command_prefix}diapason doctor"
    return looks.missed(scene.texts, **facts, doctor=doctor)


KINDS = (MessageKind(running.MISSED_KIND, _render_missed, doubt=Doubt.RATHER_TWICE, muteable=False),)
