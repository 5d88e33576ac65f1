"""What a launch says: its plan on one card that is edited in place, and to each who has a role what it asks and when."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from bot.kit.message import Message
from rituals.launches.seeing import seen
from rituals.messages import launches as looks
from rituals.permissions import workspace_of
from rituals.refusals import NotFound
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from storage import outbox
from storage.database import Transaction
from storage.workspaces import Workspace

CARD = "launch_card"
ROLE = "launch_role"


def card_key(launch_id: str) -> str:
    return f"launch:{launch_id}"


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


def tell_roles(
    tx: Transaction, home: Workspace, launch_id: str, people: Mapping[str, str], now: datetime
) -> None:
    """Tell each person what their new roles ask and when: one message for all of them. `people` by role."""
    told: dict[str, list[str]] = defaultdict(list)
    for role, person in people.items():
        told[person].append(role)
    for person, roles in told.items():
        outbox.put(
            tx,
            home.id,
            kind=ROLE,
            recipient=person,
            facts={"launch": launch_id, "roles": roles},
            unique_key=f"{card_key(launch_id)}:{person}:{'+'.join(roles)}",
            now=now,
        )


def _render_card(scene: Scene, facts: Facts) -> Message | None:
    home = workspace_of(scene.tx, scene.workspace)
    try:
        found = seen(scene.tx, home, facts["launch"], scene.services.now())
    except NotFound:
        return None
    return looks.plan(scene.texts, found)


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
    MessageKind(CARD, _render_card, doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(ROLE, _render_role, doubt=Doubt.RATHER_LATE, muteable=False),
)
