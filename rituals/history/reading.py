"""What became of a signal, release, roadmap item, launch, poll or survey, change by change, for who may see it."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.kit.references import references
from rituals.messages.history import Change, Event, Past
from rituals.permissions import Act, demand, enter, may
from rituals.services import Person, Services
from storage import (
    accounts,
    areas,
    audit,
    demos,
    launches,
    people,
    polls,
    releases,
    roadmap,
    signals,
    surveys,
    theme_board,
)
from storage.audit import Entry
from storage.database import Transaction
from storage.workspaces import Workspace

SHOWN = 40  # the newest changes
PEOPLE = ("owner", "by", "to", "waits_for")
HIDDEN = ("amount_currency", "position", "account_certain", "revision")
"""Fields that say nothing by themselves."""


def history(services: Services, by: Person, typed: str) -> Past | None:
    """The history of what a reference such as S-12 names; None for a reference that is none, or of nothing.

    Raises NotAllowed.
    """
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        named = references(typed)
        found = _find(tx, home, by, *named[0]) if len(named) == 1 else None
        if found is None:
            return None
        kind, object_id, ref = found
        entries = audit.history(tx, home.id, kind, object_id)
        newest = entries[::-1][:SHOWN]
        names = people.names(tx, home.id, sorted(_people(newest)))
        titles = _titles(tx, home, object_id) if kind == launches.KIND else {}
        events = [
            Event(
                entry.at,
                names.get(entry.by or "") or None,
                entry.act,
                _changes(tx, home, by, entry, names, titles),
            )
            for entry in newest
        ]
        return Past(kind, ref, events, more=len(entries) - len(newest))


def _find(
    tx: Transaction, home: Workspace, by: Person, letter: str, number: int
) -> tuple[str, str, str] | None:
    """Kind, id and reference of what somebody may see. Raises NotAllowed."""
    match letter:
        case "s":
            if signal := signals.by_number(tx, home.id, number):
                demand(by, Act.SEE_SIGNAL, home, signal)
                return signals.KIND, signal.id, signal.ref
        case "r":
            if release := releases.by_number(tx, home.id, number):
                demand(by, Act.SEE_RELEASE, home, release)
                return releases.KIND, release.id, release.ref
        case "i":
            if item := roadmap.by_number(tx, home.id, number):
                return roadmap.KIND, item.id, item.ref
        case "l":
            if launch := launches.by_number(tx, home.id, number):
                return launches.KIND, launch.id, launch.ref
        case "d":
            if demo := demos.by_number(tx, home.id, number):
                return demos.KIND, demo.id, demo.ref
        case "p":
            poll = polls.by_number(tx, home.id, number)
            if poll and poll.opened_at:
                return polls.KIND, poll.id, poll.ref
        case "n":
            survey = surveys.by_number(tx, home.id, number)
            if survey and survey.opened_at:
                return surveys.KIND, survey.id, survey.ref
    return None


def _titles(tx: Transaction, home: Workspace, launch_id: str) -> dict[str, str]:
    """What the tasks of a launch are called now, by key and by id."""
    tasks = launches.tasks(tx, home.id, launch_id)
    return {name: task.title for task in tasks for name in (task.key, task.id)}


def _people(entries: Iterable[Entry]) -> set[str]:
    told = {entry.by for entry in entries if entry.by}
    for entry in entries:
        told |= {
            values[name] for values in (entry.before, entry.after) for name in PEOPLE if values.get(name)
        }
    return told


def _changes(
    tx: Transaction,
    home: Workspace,
    by: Person,
    entry: Entry,
    names: Mapping[str, str],
    titles: Mapping[str, str],
) -> tuple[Change, ...]:
    """The fields that changed, with names in place of ids."""

    def word(field: str, value: Any) -> Any:
        match field:
            case _ if value is None:
                return None
            case "account_id":
                account = accounts.get(tx, home.id, value)
                return account.name if account else None
            case "area_id":
                area = areas.get(tx, home.id, value)
                return area.name if area else None
            case "themes":
                return sorted(theme_board.labels(tx, home.id, value).values())
            case "release_id":
                release = releases.get(tx, home.id, value)
                return release.ref if release else None
            case "signal":
                signal = signals.get(tx, home.id, value)
                return signal.ref if signal and may(by, Act.SEE_SIGNAL, home, signal) else None
            case "amount_minor":
                currency = entry.after.get("amount_currency") or entry.before.get("amount_currency")
                return (value, currency or home.currency)
            case "task":
                return titles.get(value)
            case _ if field in PEOPLE:
                return names.get(value)
        return value

    return tuple(
        Change(field, word(field, entry.before.get(field)), word(field, entry.after[field]))
        for field in entry.after
        if field not in HIDDEN
    )
