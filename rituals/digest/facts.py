"""What a digest tells of one window: numbers, and the ids of what it names. Kept with its run, so that it says the same again."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from rituals.digest.options import Options
from rituals.permissions import Act, may, reader, workspace_of
from rituals.radar import sweeping
from rituals.registry import Window
from rituals.releases import reminding
from rituals.services import Facts, PersonId, Services
from storage import audit, demos, imports, launch_answers, polls, releases, roadmap, surveys
from storage import digest as counts
from storage.database import Transaction
from storage.digest import Scope
from storage.polls import Poll
from storage.releases import Release
from storage.signals import NOBODY_IN_PARTICULAR, Reader
from storage.surveys import State, Survey
from storage.workspaces import Workspace

KEPT = 50  # of each list: what the message has no room for stands in its thread
THEMES_KEPT = 50
QUOTES = 3
TO_ANSWER = 5
SILENT = 10
UNDECIDED = 5
OPEN_SURVEYS = 5
COMING = timedelta(days=14)


def gather(services: Services, workspace: str, window: Window, options: Facts) -> dict[str, Any] | None:
    """The numbers of a window beside those of the stretch of the same length before it; None if nothing is new.

    A personal digest is seen through its reader's eyes; None for somebody who may not read any more.
    """
    wanted = Options.read(options)
    person = services.directory.person(workspace, PersonId(wanted.person)) if wanted.person else None
    with services.read() as tx:
        home = workspace_of(tx, workspace)
        if person and not may(person, Act.READ, home):
            return None
        eyes = reader(person, home) if person else NOBODY_IN_PARTICULAR
        return of_window(tx, home, window, wanted, eyes)


def of_window(
    tx: Transaction,
    home: Workspace,
    window: Window,
    wanted: Options,
    eyes: Reader = NOBODY_IN_PARTICULAR,
) -> dict[str, Any] | None:
    """As `gather`, in a transaction that is open already."""
    scope = Scope(wanted.kinds, wanted.themes, wanted.areas, eyes)
    here = (home.id, window.start, window.end)
    shipped = [
        release
        for release in releases.announced_between(tx, *here, KEPT)
        if _is_of(tx, home, release, wanted.areas)
    ]
    facts = {
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "sections": list(wanted.sections),
        "style": wanted.style.value,
        "releases": [release.id for release in shipped],
        "did": _did(tx, home, shipped),
        "came": _came(tx, home, window, wanted.areas),
        "polls": _polls(tx, home, polls.came_between(tx, *here, KEPT), wanted.areas),
        "surveys": _surveys(tx, home, surveys.closed_between(tx, *here, KEPT), wanted.areas),
        "declined": [
            {"decision": decision, "signal": signal}
            for decision, signal in counts.declined(tx, *here, KEPT, scope)
        ],
        "declined_items": _declined_items(tx, home, window, wanted.areas),
        "imported": 0 if scope.narrow else imports.signals_between(tx, *here),
        **_heard(tx, home, window, scope),
    }
    if not _is_news(facts, wanted):
        return None
    return facts | {
        "coming": [
            release.id
            for release in releases.scheduled_between(tx, home.id, window.end, window.end + COMING, KEPT)
        ],
        "demos": [demo.id for demo in demos.announced(tx, home.id, window.end, window.end + COMING, KEPT)],
        "silent": reminding.silent(tx, home, window, SILENT),
        "open_polls": _polls(tx, home, polls.undecided(tx, home.id, window.start, UNDECIDED), wanted.areas),
        "open_surveys": _surveys(
            tx, home, surveys.listed(tx, home.id, (State.OPEN,), OPEN_SURVEYS), wanted.areas
        ),
    }


def _heard(tx: Transaction, home: Workspace, window: Window, scope: Scope) -> dict[str, Any]:
    """What the field said."""
    before = window.start - (window.end - window.start)
    span = (home.id, before, window.start, window.end)
    here = (home.id, window.start, window.end)
    kinds = counts.by_kind(tx, *span, scope)
    total = sum(now for _, now, _, _ in kinds)
    nothing: dict[str, Any] = dict.fromkeys(("accounts", "urgent"), 0) | {
        name: [] for name in ("themes", "radar", "at_risk", "amounts", "quotes", "to_answer")
    }
    heard = {
        "signals": total,
        "before": sum(then for _, _, then, _ in kinds),
        "restricted": sum(closed for _, _, _, closed in kinds),
        "kinds": [{"kind": kind, "now": now, "before": then} for kind, now, then, _ in kinds],
    }
    if not total:
        return nothing | heard
    themes = counts.by_theme(tx, *span, scope)
    accounts, urgent = counts.accounts_and_urgent(tx, *here, scope)
    return heard | {
        "themes": [asdict(theme) for theme in themes[:THEMES_KEPT]],
        "radar": sweeping.for_digest(tx, home.id, window, themes, scope.reader),
        "accounts": accounts,
        "at_risk": _money(counts.at_risk(tx, *here, scope)),
        "amounts": _money(counts.amounts(tx, *here, scope)),
        "quotes": counts.to_quote(tx, *here, QUOTES, scope),
        "urgent": urgent,
        "to_answer": counts.to_answer(tx, *here, TO_ANSWER, scope),
    }


def _is_news(facts: Facts, wanted: Options) -> bool:
    """Whether one of the wanted sections has something new; what comes, is silent, open or undecided is none."""
    field = bool(facts["signals"] or facts["imported"])
    new = {
        "did": bool(facts["did"]),
        "shipped": bool(facts["releases"]),
        "launches": bool(facts["came"]),
        "field": field,
        "radar": bool(facts["radar"]),
        "polls": bool(facts["polls"] or facts["surveys"]),
        "decided": bool(facts["declined"] or facts["declined_items"]),
        "next": bool(facts["urgent"]),
    }
    return any(new.get(section) for section in wanted.sections)


def _did(tx: Transaction, home: Workspace, shipped: list[Release]) -> list[dict[str, Any]]:
    """What shipped because people asked for it, with how many did; what most asked for first."""
    told = []
    for release in shipped:
        items = roadmap.of_release(tx, home.id, release.id)
        evidence = roadmap.by_item(tx, home.id, [item.id for item in items], NOBODY_IN_PARTICULAR)
        told += [
            {
                "item": item.id,
                "release": release.id,
                "signals": evidence[item.id].signals,
                "accounts": evidence[item.id].accounts,
            }
            for item in items
            if evidence[item.id].signals
        ]
    return sorted(told, key=lambda one: -int(str(one["signals"])))[:KEPT]


def _came(tx: Transaction, home: Workspace, window: Window, areas: tuple[str, ...]) -> list[str]:
    """Ids of what people answered about launches, of releases of these areas."""
    return [
        answer
        for answer, key in launch_answers.said_between(tx, home.id, window.start, window.end, KEPT)
        if not areas or ((release := releases.get(tx, home.id, key)) and _is_of(tx, home, release, areas))
    ]


def _polls(tx: Transaction, home: Workspace, found: list[Poll], areas: tuple[str, ...]) -> list[str]:
    """Ids of the polls about these areas by the roadmap items that they ask of; one that asks of none is about every area."""
    return [poll.id for poll in found if not areas or _asks_of(tx, home, poll, areas)]


def _asks_of(tx: Transaction, home: Workspace, poll: Poll, areas: tuple[str, ...]) -> bool:
    options = polls.options(tx, home.id, poll.id)
    items = roadmap.several(tx, home.id, [option.item_id for option in options if option.item_id])
    return not items or any(item.area_id in areas for item in items.values())


def _surveys(tx: Transaction, home: Workspace, found: list[Survey], areas: tuple[str, ...]) -> list[str]:
    """Ids of the surveys about releases of these areas; one about anything else is about every area."""
    return [
        survey.id
        for survey in found
        if not areas
        or not survey.release_id
        or ((release := releases.get(tx, home.id, survey.release_id)) and _is_of(tx, home, release, areas))
    ]


def _declined_items(tx: Transaction, home: Workspace, window: Window, areas: tuple[str, ...]) -> list[str]:
    """Ids of the roadmap items that were declined in the window and still are."""
    moved = audit.moved_to(
        tx, home.id, roadmap.KIND, "place", roadmap.Place.DECLINED, window.start, window.end
    )
    found = (roadmap.get(tx, home.id, item) for item in moved)
    return [
        item.id
        for item in found
        if item and item.place == roadmap.Place.DECLINED and (not areas or item.area_id in areas)
    ][:KEPT]


def _is_of(tx: Transaction, home: Workspace, release: Release, areas: tuple[str, ...]) -> bool:
    """A release is of an area by the roadmap items that it ships; one that ships none is of every area."""
    if not areas:
        return True
    items = roadmap.of_release(tx, home.id, release.id)
    return not items or any(item.area_id in areas for item in items)


def _money(found: list[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"currency": currency, "minor": minor} for currency, minor in found]
