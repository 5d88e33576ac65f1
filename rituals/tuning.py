"""Changing rituals: when and where they speak, in which language, whose they are; adding, copying and ending them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.kit.blocks import Option
from bot.kit.texts import LANGUAGES
from bot.kit.times import NO_COUNTRY, DayOff, country_name, known_country, known_zone, next_dues
from rituals import running
from rituals.home.fresh import freshen
from rituals.messages import ritual_forms as forms
from rituals.messages import ritual_pages as pages
from rituals.messages import setup_steps as steps
from rituals.messages.ritual_forms import Filled
from rituals.messages.ritual_pages import Page
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound
from rituals.registry import RitualKind
from rituals.running import Kinds, schedule_of
from rituals.scheduling import WEEKDAYS, Frequency, Plan, plan_of, rule_of
from rituals.services import Person, Services, person_id, user_of
from rituals.setup import speak_in
from rituals.steering import note, page_of, steered
from storage import counters, rituals, workspaces
from storage.database import Transaction
from storage.rituals import Ritual
from storage.workspaces import Workspace

MOST_CLOSED = 366  # days of one stretch


@dataclass(frozen=True)
class Typed:
    """What the form holds: single values, and the ticked weekdays."""

    values: Mapping[str, str]
    days: Sequence[str]


def open_form(services: Services, by: Person, ritual_id: str) -> Filled:
    """A ritual that somebody is about to change. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home, ritual = steered(tx, by, ritual_id)
        return _filled(home, by, ritual, plan_of(ritual.rule), services.now())


def look(services: Services, by: Person, ritual_id: str, typed: Typed) -> Filled:
    """The form as it is filled in, with the dates that it leads to, if any. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home, ritual = steered(tx, by, ritual_id)
        plan = _plan(typed)
        try:
            changed = replace(ritual, **_values(services, home, ritual, typed))
        except FieldErrors:
            return replace(_filled(home, by, ritual, plan, services.now()), dues=())
        return _filled(home, by, changed, plan, services.now())


def keep(services: Services, kinds: Kinds, by: Person, ritual_id: str, typed: Typed) -> Page:
    """Change a ritual. Moving its hour or zone repeats and leaves out nothing. Raises NotFound, NotAllowed or FieldErrors."""
    now = services.now()
    with services.write() as tx:
        home, ritual = steered(tx, by, ritual_id)
        values = _values(services, home, ritual, typed)
        before = {name: getattr(ritual, name) for name in values}
        rituals.change(tx, home.id, ritual.id, values)
        note(tx, ritual, home.id, "edit", by, now, before, values)
        if values.get("channel_id", ritual.channel_id) != ritual.channel_id:
            speak_in(tx, home.id, [values["channel_id"]], f"ritual:{ritual.id}:{counters.new_id()}", now)
        return replace(page_of(tx, kinds, home, ritual_id, now), notice="rituals.kept")


def addable(services: Services, kinds: Kinds, by: Person) -> list[str]:
    """The kinds that can be added: those of which there may be several, and those that are not there. Raises NotAllowed."""
    with services.read() as tx:
        return _addable(tx, enter(tx, by, Act.STEER_RITUALS), kinds)


def add(services: Services, kinds: Kinds, by: Person, values: Mapping[str, str], request_key: str) -> Page:
    """Add a ritual by its usual schedule, in a channel. The same form sent twice adds one.

    Raises NotAllowed, NotFound for a kind that can't be added, or FieldErrors.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        kind, channel = _chosen(kinds, values)
        if kind.name not in _addable(tx, home, kinds):
            raise NotFound
        known = rituals.named(tx, home.id, kind.name)
        name = kind.name if known is None or not kind.several else f"{kind.name}:{request_key}"[:64]
        made = _add(tx, home, by, kind, channel, name, now)
        return replace(page_of(tx, kinds, home, made.id, now), notice="rituals.added")


def ready_made(services: Services, kinds: Kinds, by: Person) -> tuple[list[RitualKind], str | None]:
    """The kinds of which there is none yet, and the channel to offer for them. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        return _missing(tx, home, kinds), home.channel("releases")


def add_all(services: Services, kinds: Kinds, by: Person, chosen: Sequence[str], channel: str | None) -> int:
    """Add these kinds in a channel, each by its usual schedule; how many: what is there already is left as it is.

    Raises NotAllowed, or FieldErrors without a channel.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        if channel is None:
            raise FieldErrors({steps.CHANNEL: "forms.error_empty"})
        wanted = [kind for kind in _missing(tx, home, kinds) if kind.name in chosen]
        for kind in wanted:
            _add(tx, home, by, kind, channel, kind.name, now)
        freshen(tx, home.id, by.id)
    return len(wanted)


def _add(
    tx: Transaction, home: Workspace, by: Person, kind: RitualKind, channel: str, name: str, now: datetime
) -> Ritual:
    running.ensure(tx, home, kind, channel, now, name=name)
    made = rituals.named(tx, home.id, name)
    assert made is not None  # this transaction has just written it
    rituals.change(
        tx, home.id, made.id, {"ended_at": None, "paused": False, "active_since": now, "owner": by.id}
    )
    note(tx, made, home.id, "add", by, now, {}, {"kind": kind.name, "channel_id": channel})
    speak_in(tx, home.id, [channel], f"ritual:{made.id}", now)
    return made


def _missing(tx: Transaction, home: Workspace, kinds: Kinds) -> list[RitualKind]:
    there = {ritual.kind for ritual in rituals.all_of(tx, home.id)}
    return [kind for kind in kinds.values() if kind.offered and kind.name not in there]


def _addable(tx: Transaction, home: Workspace, kinds: Kinds) -> list[str]:
    there = {ritual.kind for ritual in rituals.all_of(tx, home.id)}
    return [kind.name for kind in kinds.values() if kind.offered and (kind.several or kind.name not in there)]


def _chosen(kinds: Kinds, values: Mapping[str, str]) -> tuple[RitualKind, str]:
    """The kind and the channel of a ritual to add. Raises FieldErrors."""
    kind, channel = kinds.get(values.get(forms.KIND, "")), values.get(forms.CHANNEL)
    if kind is None or channel is None:
        given = {forms.KIND: kind, forms.CHANNEL: channel}
        raise FieldErrors({name: "forms.error_empty" for name, value in given.items() if value is None})
    return kind, channel


def duplicate(services: Services, kinds: Kinds, by: Person, ritual_id: str, request_key: str) -> Page:
    """A ritual like another, paused until somebody has changed what is to be different. Raises NotFound or NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home, ritual = steered(tx, by, ritual_id)
        if not kinds[ritual.kind].several:
            raise NotFound
        name = f"{ritual.kind}:{request_key}"[:64]
        rituals.ensure(
            tx,
            home.id,
            name=name,
            kind=ritual.kind,
            channel_id=ritual.channel_id,
            rule=ritual.rule,
            at=ritual.at,
            zone=ritual.zone,
            language=ritual.language,
            options=ritual.options,
            now=now,
        )
        copy = rituals.named(tx, home.id, name)
        assert copy is not None
        own = {"paused": True, "owner": by.id, "days_off": ritual.days_off, "country": ritual.country}
        rituals.change(tx, home.id, copy.id, own)
        note(tx, copy, home.id, "add", by, now, {}, {"kind": ritual.kind})
        return replace(page_of(tx, kinds, home, copy.id, now), notice="rituals.duplicated")


def end(services: Services, by: Person, ritual_id: str) -> None:
    """A ritual is no more; what it said stays, and it can be added again. Raises NotFound or NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home, ritual = steered(tx, by, ritual_id)
        rituals.change(tx, home.id, ritual.id, {"ended_at": now, "paused": True})
        note(tx, ritual, home.id, "delete", by, now, {"ended": False}, {"ended": True})


# The company's own days off ----------------------------------------------------------------------------------------


def open_closures(services: Services, by: Person) -> str:
    """The days on which the company is closed, as they are typed. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        return "\n".join(
            " ".join((first if first == last else f"{first} {last}", words)).strip()
            for first, last, words in home.closures or ()
        )


def keep_closures(services: Services, by: Person, typed: str) -> int:
    """Keep these days, a stretch on each line; how many they are. Raises NotAllowed, or FieldErrors for a line that is none."""
    with services.write() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        found = [_stretch(line) for line in typed.splitlines() if line.strip()]
        workspaces.close_on(tx, home.id, found)
    return sum((date.fromisoformat(last) - date.fromisoformat(first)).days + 1 for first, last, _ in found)


def _stretch(line: str) -> list[str]:
    """First day, last day, and what for: `2026-12-24 2027-01-01 Year's end`. Raises FieldErrors."""
    words = line.split()
    days: list[date] = []
    while words and len(days) < 2:
        try:
            days.append(date.fromisoformat(words[0]))
        except ValueError:
            break
        words.pop(0)
    if not days or days[-1] < days[0] or (days[-1] - days[0]).days >= MOST_CLOSED:
        raise FieldErrors({forms.CLOSED: "rituals.error_closed"}, line=line[:60])
    return [days[0].isoformat(), days[-1].isoformat(), " ".join(words)[:100]]


# The form -----------------------------------------------------------------------------------------------------------


def _filled(home: Workspace, by: Person, ritual: Ritual, plan: Plan, now: datetime) -> Filled:
    country = ritual.country
    shown = Option(country_name(country, by.language), country) if country and country != NO_COUNTRY else None
    dues = [one.due for one in next_dues(schedule_of(ritual, home), now, pages.DATES)]
    owner = user_of(ritual.owner) if ritual.owner else None
    return Filled(ritual, plan, ritual.zone or home.zone, shown, owner, dues)


def _plan(typed: Typed) -> Plan:
    """What was chosen; what makes no sense is found when it becomes a rule."""
    values = typed.values
    known = [one for one in Frequency if one == values.get(forms.FREQUENCY)]
    return Plan(
        known[0] if known else Frequency.WEEKS,
        weeks=_number(values.get(forms.WEEKS)) or 1,
        days=tuple(day for day in WEEKDAYS if day in typed.days),
        nth=values.get(forms.NTH, "1"),
        months=_number(values.get(forms.MONTHS)) or 1,
        day=_number(values.get(forms.DAY)) or 0,
    )


def _values(services: Services, home: Workspace, ritual: Ritual, typed: Typed) -> dict[str, Any]:
    """What a form says, as the ritual's row. Raises FieldErrors."""
    values, plan = typed.values, _plan(typed)
    errors: dict[str, str] = {}
    rule = ritual.rule
    if plan.frequency is not Frequency.OTHER:
        try:
            rule = rule_of(plan)
        except ValueError:
            errors[forms.DAY if plan.frequency is Frequency.DAY else forms.DAYS] = "rituals.error_days"
    zone, at = values.get(forms.ZONE) or home.zone, values.get(forms.AT) or ritual.at
    try:
        known_zone(zone)
    except ValueError:
        errors[forms.ZONE] = "setup.error_zone"
    country = values.get(forms.COUNTRY)
    if country and not known_country(country):
        errors[forms.COUNTRY] = "setup.error_country"
    off = values.get(forms.DAYS_OFF, DayOff.KEEP)
    if off not in list(DayOff):
        errors[forms.DAYS_OFF] = "forms.error_empty"
    user, owner = values.get(forms.OWNER), None
    if user:
        person = services.directory.person(home.id, person_id(home.id, user))
        owner = str(person.id)
        if person.is_bot or person.deactivated or person.guest:
            errors[forms.OWNER] = "launches.error_person"
    language = values.get(forms.LANGUAGE)
    if errors:
        raise FieldErrors(errors)
    return {
        "rule": rule,
        "at": at,
        "zone": zone if zone != home.zone or ritual.zone else None,
        "days_off": off,
        "country": country,
        "owner": owner,
        "language": language if language in LANGUAGES else None,
        "channel_id": values.get(forms.CHANNEL) or ritual.channel_id,
    }


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() else None
