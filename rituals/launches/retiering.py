"""Another tier for a launch that stands already: what comes and goes is shown first, then all of it in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.kit.message import Message
from rituals.launches.acting import note
from rituals.launches.cards import show_changed
from rituals.launches.collisions import BIG
from rituals.launches.plan import Frame
from rituals.launches.seeing import lead_of, leads, seen
from rituals.launches.shifting import Shift, shift
from rituals.launches.telling import tell_change
from rituals.launches.templates import MOST_TASKS
from rituals.launches.templates.standing import of_channel
from rituals.launches.tiers import TIERS
from rituals.launches.writing import TooManyTasks
from rituals.messages import launch_tiers as looks
from rituals.messages.launch_tiers import Wanted
from rituals.messages.launches import Seen
from rituals.messages.launches.records import CONFIRMING
from rituals.permissions import Act, enter, workspace_of
from rituals.refusals import FieldErrors, NotThere, Refusal
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person, Services
from rituals.working_days import working_days
from storage import counters, launches, people
from storage.database import Transaction
from storage.launches import Launch, TierChange
from storage.workspaces import Workspace

CHANGED = "launch_tier_changed"
CHANGED_TOLD = "launch_tier_told"


class NotYourTier(Refusal):
    """The tier is for who leads: `who`."""

    key = "refusals.not_your_tier"


@dataclass(frozen=True)
class Preview:
    """What another tier would make of a plan."""

    seen: Seen
    wanted: Wanted
    shift: Shift


def open_form(services: Services, by: Person, launch_id: str) -> Seen:
    """A launch, for somebody who is about to change its tier. Raises NotFound, NotAllowed or NotYourTier."""
    with services.read() as tx:
        return _led(tx, enter(tx, by, Act.WORK_ON_LAUNCH), by, launch_id, services.now())


def ask(services: Services, by: Person, launch_id: str, values: Mapping[str, str]) -> Preview:
    """What would come and go. Raises NotFound, NotAllowed, NotYourTier, TooManyTasks or FieldErrors."""
    with services.read() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        found = _led(tx, home, by, launch_id, services.now())
        wanted = _wanted(found.launch, values)
        return Preview(found, wanted, _shift(tx, home, found, wanted.tier))


def change(services: Services, by: Person, launch_id: str, wanted: Wanted) -> Seen:
    """Change the tier, and with it the tasks; who gets new ones is told once, and the thread says why.

    What somebody does to a task at the same moment wins over what the tier would make of it. Raises NotFound,
    NotAllowed, NotYourTier, TooManyTasks, or NotThere where the tier is not the one that was seen.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        before = _led(tx, home, by, launch_id, now).launch
        why = None if wanted.tier == before.proposed else wanted.why
        known = (wanted.tier_before, wanted.revision)
        if not launches.change_tier(tx, home.id, launch_id, wanted.tier, why, seen=known):
            raise NotThere
        found = seen(tx, home, launch_id, now)  # nobody else changes its tasks by days or tier until the end
        shifted = _shift(tx, home, found, wanted.tier)
        change_id = counters.new_id()
        first = max((task.position for task in found.tasks), default=-1) + 1
        launches.add_tasks(tx, home.id, launch_id, shifted.coming, first=first)
        launches.bring_back(tx, home.id, shifted.back)
        launches.recount(tx, home.id, shifted.days)
        out = [task.id for task in shifted.out]
        went = launches.take_out(tx, home.id, out, change_id, by=by.id, now=now, why=wanted.why)
        came = len(shifted.coming) + len(shifted.back)
        kept = TierChange(launch_id, wanted.tier_before, wanted.tier, came, len(went), wanted.why, by.id, now)
        launches.keep_tier_change(tx, home.id, change_id, kept)
        note(
            tx,
            home,
            launch_id,
            "tier_changed",
            by,
            now,
            {"tier": kept.tier},
            before={"tier": kept.tier_before},
        )
        after = seen(tx, home, launch_id, now)
        show_changed(tx, home, launch_id, *{task.owner for task in (*found.tasks, *after.tasks)})
        _tell(tx, home, after, {task.id for task in found.tasks if task.is_open}, change_id, by, now)
        return after


def _led(tx: Transaction, home: Workspace, by: Person, launch_id: str, now: datetime) -> Seen:
    found = seen(tx, home, launch_id, now)
    if not by.is_admin and not leads(found.launch, found.roles, by.id):
        lead = lead_of(found.launch, found.roles)
        names = people.names(tx, home.id, [lead])
        raise NotYourTier(who=names.get(lead, "?"))
    return found


def _wanted(launch: Launch, values: Mapping[str, str]) -> Wanted:
    """The tier that a form asks for. Raises FieldErrors."""
    tier = next((tier for tier in TIERS if str(tier) == values.get(looks.TIER)), None)
    why = values.get(looks.WHY)
    errors: dict[str, str] = {}
    if tier is None:
        errors[looks.TIER] = "forms.error_empty"
    elif tier == launch.tier:
        errors[looks.TIER] = "launch_tiers.error_same"
    if not why:
        errors[looks.WHY] = "launch_tiers.error_why"
    if errors or tier is None or not why:
        raise FieldErrors(errors)
    return Wanted(launch.tier, launch.tier_revision, tier, why)


def _shift(tx: Transaction, home: Workspace, found: Seen, tier: int) -> Shift:
    """What a tier makes of a plan, in the language that it is in. Raises TooManyTasks."""
    launch = found.launch
    frame = Frame(tier, launch.answers, launch.ready_on, launch.market_on)
    shifted = shift(
        of_channel(tx, home, launch.audience, launch.channel_id).tasks,
        found.tasks,
        frame,
        working_days(home),
        found.today,
    )
    if shifted.coming and len(found.tasks) + len(shifted.coming) > MOST_TASKS:
        raise TooManyTasks(most=MOST_TASKS)
    return shifted


def _tell(
    tx: Transaction,
    home: Workspace,
    after: Seen,
    open_before: set[str],
    change_id: str,
    by: Person,
    now: datetime,
) -> None:
    """Each who has new tasks, and who is to stand by a tier that is big; and the thread of the plan."""
    new: dict[str, list[str]] = {}
    for task in after.tasks:
        if task.owner and task.is_open and task.id not in open_before:
            new.setdefault(task.owner, []).append(task.id)
    if after.launch.tier in BIG:
        for role in CONFIRMING:
            if role in after.roles:
                new.setdefault(after.roles[role], [])
    new.pop(by.id, None)
    tell_change(tx, home, after.launch, (CHANGED, CHANGED_TOLD), {"change": change_id}, new, now)


def _change_seen(scene: Scene, facts: Facts) -> tuple[Seen, TierChange, str] | None:
    home = workspace_of(scene.tx, scene.workspace)
    kept = launches.tier_change_of(scene.tx, home.id, facts["change"])
    if kept is None:
        return None
    by = people.names(scene.tx, home.id, [kept.by]).get(kept.by, "?")
    return seen(scene.tx, home, kept.launch_id, scene.services.now()), kept, by


def _render_changed(scene: Scene, facts: Facts) -> Message | None:
    """The new tasks that are still theirs; None where there are none, and no tier to stand by."""
    found = _change_seen(scene, facts)
    if found is None:
        return None
    plan_seen, kept, by = found
    mine = replace(
        plan_seen,
        tasks=[
            task
            for task in plan_seen.tasks
            if task.id in facts["tasks"] and task.owner == scene.recipient and task.is_open
        ],
    )
    confirms = plan_seen.launch.tier == kept.tier and any(
        plan_seen.roles.get(role) == scene.recipient for role in plan_seen.to_confirm
    )
    return (
        looks.for_you(scene.texts, mine, kept, by=by, confirms=confirms) if mine.tasks or confirms else None
    )


def _render_told(scene: Scene, facts: Facts) -> Message | None:
    found = _change_seen(scene, facts)
    return looks.told(scene.texts, found[1], by=found[2]) if found else None


KINDS = (
    MessageKind(CHANGED, _render_changed, doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(CHANGED_TOLD, _render_told, doubt=Doubt.RATHER_LATE, muteable=False),
)
