"""What a launch says: its plan on one card that is edited in place, and to each who has a role what it asks and when."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from bot.kit.message import Message
from rituals.home.fresh import freshen
from rituals.launches.pinning import PIN
from rituals.launches.seeing import seen
from rituals.messages import launch_brief as brief_looks
from rituals.messages import launches as looks
from rituals.permissions import workspace_of
from rituals.refusals import NotFound
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from storage import counters, outbox, people
from storage.database import Transaction
from storage.launches import Launch
from storage.workspaces import Workspace

CARD = "launch_card"
ROLE = "launch_role"
BRIEF = "launch_brief"
REMINDER = "launch_reminder"
ROLE_GONE = "launch_role_gone"


def card_key(launch_id: str) -> str:
    return f"launch:{launch_id}"


def brief_key(launch_id: str) -> str:
    return f"launch_brief:{launch_id}"


def reminder_key(person: str, day: date) -> str:
    """The message of somebody on a day: what they do to its tasks shows on it."""
    return f"{REMINDER}:{person}:{day.isoformat()}"


def show_card(tx: Transaction, home: Workspace, launch_id: str, channel: str, now: datetime) -> None:
    """Have the plan stand in its channel as it is now."""
    outbox.put_card(
        tx,
        home.id,
        kind=CARD,
        recipient=channel,
        facts={"launch": launch_id},
        unique_key=card_key(launch_id),
        now=now,
    )


def show_changed(tx: Transaction, home: Workspace, launch_id: str, *owners: str | None) -> None:
    """Show a launch as it is now: on its plan, and in the Homes of those whose tasks changed, came or went."""
    outbox.want(tx, home.id, card_key(launch_id))
    freshen(tx, home.id, *(owner for owner in owners if owner))


def show_brief(tx: Transaction, home: Workspace, launch: Launch, now: datetime) -> None:
    """Have the brief stand in the thread of the plan, as it is now."""
    outbox.put_card(
        tx,
        home.id,
        kind=BRIEF,
        recipient=launch.channel_id,
        facts={"launch": launch.id},
        unique_key=brief_key(launch.id),
        under=card_key(launch.id),
        now=now,
    )


def tell_roles(
    tx: Transaction, home: Workspace, launch_id: str, holders: Mapping[str, str], now: datetime
) -> None:
    """Tell each person what their new roles ask and when: one message for all of them. `holders` by role."""
    told: dict[str, list[str]] = defaultdict(list)
    for role, person in holders.items():
        told[person].append(role)
    for person, roles in told.items():
        outbox.put(
            tx,
            home.id,
            kind=ROLE,
            recipient=person,
            facts={"launch": launch_id, "roles": roles},
            unique_key=f"{ROLE}:{counters.new_id()}",  # a role that came back is told again
            now=now,
        )


def tell_role_gone(
    tx: Transaction, home: Workspace, launch_id: str, role: str, person: str, by: str, now: datetime
) -> None:
    """Tell somebody that a role is not theirs any more."""
    outbox.put(
        tx,
        home.id,
        kind=ROLE_GONE,
        recipient=person,
        facts={"launch": launch_id, "role": role, "by": by},
        unique_key=f"{ROLE_GONE}:{counters.new_id()}",
        now=now,
    )


def _render_role_gone(scene: Scene, facts: Facts) -> Message | None:
    """None for who has it again."""
    home = workspace_of(scene.tx, scene.workspace)
    found = seen(scene.tx, home, facts["launch"], scene.services.now())
    if found.roles.get(facts["role"]) == scene.recipient:
        return None
    by = people.names(scene.tx, home.id, [facts["by"]]).get(facts["by"], "?")
    return looks.role_gone(scene.texts, found, facts["role"], by=by)


def _render_card(scene: Scene, facts: Facts) -> Message | None:
    home = workspace_of(scene.tx, scene.workspace)
    try:
        found = seen(scene.tx, home, facts["launch"], scene.services.now())
    except NotFound:
        return None
    return looks.plan(scene.texts, found)


def _render_brief(scene: Scene, facts: Facts) -> Message | None:
    home = workspace_of(scene.tx, scene.workspace)
    return brief_looks.in_thread(scene.texts, seen(scene.tx, home, facts["launch"], scene.services.now()))


def _render_role(scene: Scene, facts: Facts) -> Message | None:
    """What the roles ask for now; None where others have them meanwhile, or nothing is left to do."""
    home = workspace_of(scene.tx, scene.workspace)
    found = seen(scene.tx, home, facts["launch"], scene.services.now())
    roles = [role for role in facts["roles"] if found.roles.get(role) == scene.recipient]
    tasks = [
        task for task in found.tasks if task.is_open and task.role in roles and task.owner == scene.recipient
    ]
    return looks.role_told(scene.texts, found, roles, tasks) if tasks else None


KINDS = (
    MessageKind(CARD, _render_card, doubt=Doubt.RATHER_LATE, muteable=False, then=PIN),
    MessageKind(BRIEF, _render_brief, doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(ROLE_GONE, _render_role_gone, doubt=Doubt.RATHER_LATE),
    MessageKind(ROLE, _render_role, doubt=Doubt.RATHER_LATE, muteable=False),
)
