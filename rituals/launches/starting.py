"""Starting a launch: five questions, two days, a channel, the people; then the whole plan in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from rituals.home.fresh import freshen
from rituals.launches import afterwards, plan
from rituals.launches.calendar import in_the_way
from rituals.launches.cards import show_card, tell_roles
from rituals.launches.collisions import Collision
from rituals.launches.seeing import LISTED, seen
from rituals.launches.templates import AUDIENCES, CUSTOMERS, ROLES
from rituals.launches.templates.standing import of_channel
from rituals.launches.tiers import QUESTIONS, TIERS, Verdict, tier_of
from rituals.messages import launch_forms as forms
from rituals.messages.launch_forms import Asked
from rituals.messages.launches import Seen
from rituals.permissions import Act, demand, enter, may
from rituals.refusals import FieldErrors, NotFound, NotThere, Refusal
from rituals.releases.finding import ships
from rituals.services import Person, PlaceKind, Services, person_id
from rituals.setup import speak_in
from rituals.working_days import working_days
from storage import (
    areas,
    audit,
    counters,
    launch_answers,
    launches,
    people,
    preferences,
    releases,
    requests,
)
from storage.database import Transaction
from storage.launch_answers import Answered
from storage.launches import Launch
from storage.releases import Release, State
from storage.workspaces import Workspace


class HasPlan(Refusal):
    """The release is launched already: `ref` is its plan."""

    key = "refusals.has_plan"


@dataclass(frozen=True)
class Opened:
    """A release that somebody is about to launch; `plan` is what it has already."""

    release: Release
    plan: Launch | None
    channel: str | None


@dataclass(frozen=True)
class Proposal:
    """What the answers lead to: the tier with its reasons, and how many tasks each tier would have."""

    release: Release
    verdict: Verdict
    tasks: Mapping[int, int]
    way: tuple[Collision, ...]  # what gets in the way of the market day
    keeps: list[tuple[Answered, int]]  # worth keeping from earlier ones, with the number of the launch
    people: Mapping[str, str]  # who has which role in the area of what it ships


def launchable(services: Services, by: Person) -> list[Release]:
    """The newest releases that somebody may launch. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.START_LAUNCH)
        found = releases.without_launch(tx, home.id, LISTED)
        return [release for release in found if may(by, Act.SEE_RELEASE, home, release)]


def open_form(services: Services, by: Person, number: int) -> Opened:
    """The release R-<number>, for somebody who is about to launch it.

    Raises NotFound, NotAllowed, or NotThere for one that was withdrawn.
    """
    with services.read() as tx:
        home = enter(tx, by, Act.START_LAUNCH)
        release = releases.by_number(tx, home.id, number)
        if release is None:
            raise NotFound
        _launchable(by, home, release)
        return Opened(release, launches.of_release(tx, home.id, release.id), home.channel("releases"))


def asked(
    services: Services, by: Person, release_id: str, values: Mapping[str, str], answers: Sequence[str]
) -> Asked:
    """What the first form holds. Raises NotAllowed, or FieldErrors for days that can't be, and for what is missing."""
    with services.read() as tx:
        enter(tx, by, Act.START_LAUNCH)
    errors = {
        name: "forms.error_empty"
        for name in (forms.READY_ON, forms.MARKET_ON, forms.CHANNEL)
        if name not in values
    }
    today = services.now().astimezone(ZoneInfo(by.zone)).date()
    days = {name: _day(values[name]) for name in (forms.READY_ON, forms.MARKET_ON) if name in values}
    market, ready = days.get(forms.MARKET_ON), days.get(forms.READY_ON)
    errors |= {
        name: "launches.error_day" for name, day in days.items() if day is None or plan.too_far(day, today)
    }
    if market and market < today:
        errors[forms.MARKET_ON] = "launches.error_past"
    elif market and ready and market < ready:
        errors[forms.MARKET_ON] = "launches.error_before_ready"
    channel = values.get(forms.CHANNEL)
    if channel and (problem := _channel_problem(services, channel)):
        errors[forms.CHANNEL] = problem
    if errors or market is None or ready is None or channel is None:
        raise FieldErrors(errors)
    audience = values.get(forms.AUDIENCE, CUSTOMERS)
    return Asked(
        release_id,
        tuple(question for question in QUESTIONS if question in answers),
        audience if audience in AUDIENCES else CUSTOMERS,
        ready,
        market,
        channel,
    )


def propose(services: Services, by: Person, wanted: Asked) -> Proposal:
    """The tier that the answers lead to, to be looked at before the plan is made. Raises NotFound, NotAllowed, HasPlan."""
    with services.read() as tx:
        home = enter(tx, by, Act.START_LAUNCH)
        release = _release(tx, by, home, wanted)
        if there := launches.of_release(tx, home.id, release.id):
            raise HasPlan(ref=there.ref, release=release.ref)
        verdict = tier_of(wanted.answers)
        keeps = afterwards.keeps(tx, home, verdict.tier, wanted.audience)
        way = in_the_way(tx, home, verdict.tier, wanted.market_on)
        template = of_channel(tx, home, wanted.audience, wanted.channel).tasks
        people_ = _usual(tx, home, release)
    counts = {tier: sum(step.belongs(tier, wanted.answers) for step in template) for tier in TIERS}
    return Proposal(release, verdict, counts, way, keeps, people_)


def start(
    services: Services,
    by: Person,
    wanted: Asked,
    values: Mapping[str, str],
    request_key: str,
    keeps: Collection[str] = (),
) -> Seen:
    """Make the plan: launch, roles and dated tasks, its card, and a word to each who has a role, all or nothing.

    `keeps`: answers of earlier launches whose "keep" becomes a task.

    The same request twice starts once. Raises FieldErrors, NotFound, NotAllowed, or HasPlan.
    """
    verdict = tier_of(wanted.answers)
    tier, why = _tier(verdict, values)
    holders = _people(services, by, values)
    now = services.now()
    launch_id = counters.new_id()
    with services.write() as tx:
        home = enter(tx, by, Act.START_LAUNCH)
        answered = requests.claim(tx, home.id, request_key, {"launch": launch_id}, datetime.now(UTC))
        if answered is not None:
            return seen(tx, home, answered["launch"], now)
        release = _release(tx, by, home, wanted)
        kept = launches.add(
            tx,
            home.id,
            launch_id,
            {
                "release_id": release.id,
                "tier": tier,
                "proposed": verdict.tier,
                "answers": list(verdict.reasons),
                "why": why,
                "audience": wanted.audience,
                "ready_on": wanted.ready_on,
                "market_on": wanted.market_on,
                "channel_id": wanted.channel,
                "started_by": by.id,
                "started_at": now,
            },
        )
        if kept is None:
            there = launches.of_release(tx, home.id, release.id)
            raise HasPlan(ref=there.ref if there else "", release=release.ref)
        language = preferences.language(tx, home.id, wanted.channel) or home.language
        frame = plan.Frame(tier, verdict.reasons, wanted.ready_on, wanted.market_on)
        today = now.astimezone(ZoneInfo(home.zone)).date()
        tasks = plan.tasks(
            of_channel(tx, home, wanted.audience, wanted.channel).tasks, frame, working_days(home), today
        )
        texts = services.catalogs.texts(language)
        tasks += [
            afterwards.keep_task(texts, one, by, frame, working_days(home), today)
            for one in launch_answers.by_ids(tx, home.id, keeps)
            if one.keep
        ]
        launches.add_tasks(tx, home.id, launch_id, tasks)
        for role, person in holders.items():
            launches.give_role(tx, home.id, launch_id, role, person, now)
        audit.note(
            tx,
            home.id,
            object_kind=launches.KIND,
            object_id=launch_id,
            act="start",
            by=by.id,
            now=now,
            after={"release_id": release.id, "tier": tier, "channel": wanted.channel, "tasks": len(tasks)},
        )
        speak_in(tx, home.id, [wanted.channel], launch_id, now)
        show_card(tx, home, launch_id, wanted.channel, now)
        tell_roles(tx, home, launch_id, holders, now)
        freshen(tx, home.id, by.id, *holders.values())
        return seen(tx, home, launch_id, now)


def _release(tx: Transaction, by: Person, home: Workspace, wanted: Asked) -> Release:
    release = releases.get(tx, home.id, wanted.release)
    if release is None:
        raise NotFound
    _launchable(by, home, release)
    return release


def _launchable(by: Person, home: Workspace, release: Release) -> None:
    demand(by, Act.SEE_RELEASE, home, release)
    if release.state == State.WITHDRAWN:
        raise NotThere


def _usual(tx: Transaction, home: Workspace, release: Release) -> dict[str, str]:
    """Who has which role in the areas of what a release ships, the first area first; those who left have none."""
    found: dict[str, str] = {}
    for item in ships(tx, home, release):
        area = areas.get(tx, home.id, item.area_id) if item.area_id else None
        if area:
            found = {"pm": area.owner} | areas.roles_of(tx, home.id, area.id) | found
    return {role: person for role, person in found.items() if not people.has_left(tx, home.id, person)}


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _channel_problem(services: Services, channel: str) -> str | None:
    """Why the plan can't stand in a channel. Raises SlackUnavailable."""
    place = services.directory.channel(channel, quick=True)
    if place is None or (place.is_private and not place.joined):
        return "launches.error_invite"
    if place.is_archived:
        return "launches.error_archived"
    return "launches.error_shared" if place.kind is PlaceKind.SHARED else None


def _tier(verdict: Verdict, values: Mapping[str, str]) -> tuple[int, str | None]:
    """The tier, and why it is another than the proposed one."""
    typed = values.get(forms.TIER, str(verdict.tier))
    tier = next((tier for tier in TIERS if str(tier) == typed), verdict.tier)
    why = values.get(forms.WHY)
    if tier != verdict.tier and not why:
        raise FieldErrors({forms.WHY: "launches.error_why"})
    return tier, why if tier != verdict.tier else None


def _people(services: Services, by: Person, values: Mapping[str, str]) -> dict[str, str]:
    """Who has which role. Raises FieldErrors for somebody who can't have one."""
    found: dict[str, str] = {}
    errors: dict[str, str] = {}
    for role in ROLES:
        user = values.get(forms.role_input(role))
        if not user:
            continue
        person = services.directory.person(by.workspace, person_id(by.workspace, user))
        if person.is_bot or person.deactivated or person.guest:
            errors[forms.role_input(role)] = "launches.error_person"
        found[role] = person.id
    if errors:
        raise FieldErrors(errors)
    return found
