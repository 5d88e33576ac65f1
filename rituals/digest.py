"""The weekly digest: what shipped, what the field said, and what to look at next.

One short message a week that readers are glad to get; nothing is posted when there is nothing new.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.kit.message import Message
from rituals.messages import digest as looks
from rituals.permissions import Act, enter
from rituals.radar import sweeping
from rituals.refusals import NotFound
from rituals.registry import RitualKind, Scene, Window
from rituals.running import message_key, window_of
from rituals.services import Facts, Person, Services
from storage import digest as counts
from storage import imports, outbox, releases, rituals, signals, theme_board
from storage.database import Transaction

WEEKLY = "weekly_digest"
RELEASES_SHOWN = 8
RELEASES_KEPT = 50
THEMES_SHOWN = 6
QUOTES = 3
TO_ANSWER_SHOWN = 5
RUNS_EDITED = 8  # digests back in time that are still edited: two months of weeks


def gather(services: Services, workspace: str, window: Window, options: Facts) -> dict[str, Any] | None:
    """The numbers of a window beside those of the stretch of the same length before it; None if nothing is new."""
    with services.read() as tx:
        return _facts(tx, workspace, window)


def _facts(tx: Transaction, workspace: str, window: Window) -> dict[str, Any] | None:
    before = window.start - (window.end - window.start)
    span = (workspace, before, window.start, window.end)
    here = (workspace, window.start, window.end)
    kinds = counts.by_kind(tx, *span)
    shipped = releases.announced_between(tx, *here, RELEASES_KEPT)
    total = sum(now for _, now, _, _ in kinds)
    imported = imports.signals_between(tx, *here)
    if not total and not shipped and not imported:
        return None
    themes = counts.by_theme(tx, *span)
    accounts, urgent = counts.accounts_and_urgent(tx, *here)
    return {
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "signals": total,
        "before": sum(then for _, _, then, _ in kinds),
        "restricted": sum(closed for _, _, _, closed in kinds),
        "kinds": [{"kind": kind, "now": now, "before": then} for kind, now, then, _ in kinds],
        "themes": [asdict(theme) for theme in themes[:THEMES_SHOWN]],
        "radar": sweeping.for_digest(tx, workspace, window, themes),
        "accounts": accounts,
        "at_risk": [{"currency": currency, "minor": minor} for currency, minor in counts.at_risk(tx, *here)],
        "amounts": [{"currency": currency, "minor": minor} for currency, minor in counts.amounts(tx, *here)],
        "quotes": counts.to_quote(tx, *here, QUOTES),
        "releases": [release.id for release in shipped],
        "imported": imported,
        "urgent": urgent,
        "to_answer": counts.to_answer(tx, *here, TO_ANSWER_SHOWN),
    }


def shown(tx: Transaction, workspace: str, facts: Facts, prefix: str) -> looks.Digest:
    """A run's facts with the words they refer to: what is not the team's any more is left out, the numbers stay."""
    readable = signals.several(tx, workspace, sorted(_quoted(facts)), signals.NOBODY_IN_PARTICULAR)
    return looks.Digest(
        facts=facts,
        start=datetime.fromisoformat(facts["start"]),
        end=datetime.fromisoformat(facts["end"]),
        releases=[
            release
            for key in facts["releases"][:RELEASES_SHOWN]
            if (release := releases.get(tx, workspace, key))
        ],
        themes=theme_board.labels(tx, workspace, _themes(facts)),
        quotes=[readable[key] for key in facts["quotes"] if key in readable],
        to_answer=[readable[key] for key in facts["to_answer"] if key in readable],
        prefix=prefix,
    )


def tell_anew(tx: Transaction, workspace: str, signal_id: str) -> None:
    """Have the newest digests that quote a signal edited in place: its words go where they may not be read any more."""
    ritual = rituals.named(tx, workspace, WEEKLY)
    if ritual is None:
        return
    for run in rituals.last_runs(tx, workspace, ritual.id, RUNS_EDITED, outcome=rituals.SAID):
        if signal_id in _quoted(run.facts):
            outbox.want(tx, workspace, message_key(run))


def _themes(facts: Facts) -> list[str]:
    return [
        one["theme_id"] for one in (*facts["themes"], *facts.get("radar", ()))
    ]  # digests of before have none


def _quoted(facts: Facts) -> set[str]:
    return {*facts["quotes"], *facts["to_answer"]}


def _render(scene: Scene, facts: Facts) -> Message:
    return looks.digest(scene.texts, shown(scene.tx, scene.workspace, facts, scene.services.command_prefix))


RITUAL = RitualKind(
    name=WEEKLY, default_rule="FREQ=WEEKLY;BYDAY=MO", default_at="09:00", gather=gather, render=_render
)


def exists(services: Services, person: Person) -> bool:
    """Whether the workspace has a weekly digest: set-up makes it. Raises NotAllowed."""
    with services.read() as tx:
        enter(tx, person, Act.READ)
        return rituals.named(tx, person.workspace, WEEKLY) is not None


def since_last(services: Services, person: Person) -> looks.Digest | None:
    """What is new since the last digest, as of now; None if nothing is. Raises NotAllowed, and NotFound before set-up."""
    with services.read() as tx:
        enter(tx, person, Act.READ)
        ritual = rituals.named(tx, person.workspace, WEEKLY)
        if ritual is None:
            raise NotFound
        facts = _facts(tx, person.workspace, window_of(ritual, RITUAL, services.now()))
        return shown(tx, person.workspace, facts, services.command_prefix) if facts else None


def last_one(services: Services, person: Person) -> looks.Digest | None:
    """The last digest that was posted; None before the first. Raises NotAllowed."""
    with services.read() as tx:
        enter(tx, person, Act.READ)
        ritual = rituals.named(tx, person.workspace, WEEKLY)
        runs = rituals.last_runs(tx, person.workspace, ritual.id, 1, outcome=rituals.SAID) if ritual else []
        return shown(tx, person.workspace, runs[0].facts, services.command_prefix) if runs else None
