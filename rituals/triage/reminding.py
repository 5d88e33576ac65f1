"""The promise kept in mind: each working morning, owners are offered help, then reminded, and at last an admin is told.

Help comes before control: one private message a person a day, about what reached a further stage since the last one.
"""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.kit.message import Message
from rituals.messages.rituals import WORKING_DAYS
from rituals.messages.triage import promises as looks
from rituals.permissions import workspace_of
from rituals.private_messages import one_each
from rituals.registry import Doubt, MessageKind, RitualKind, Scene, Window
from rituals.services import Facts, Services
from rituals.triage.owners import owner_of
from rituals.triage.promises import WITHIN, Stage, due_day, stage_between
from rituals.working_days import working_days
from storage import people, signals, triage
from storage.database import Transaction
from storage.workspaces import Workspace

PROMISES = "signal_promises"
REMINDER = "promise_reminder"
LOOK_BACK = timedelta(days=60)  # what is older was told of, and is in the inbox


def gather(services: Services, workspace: str, window: Window, options: Facts) -> dict[str, Any] | None:
    """By person, the ids of the signals to speak of by stage; None if there are none."""
    with services.read() as tx:
        home = workspace_of(tx, workspace)
        zone = ZoneInfo(home.zone)
        calendar = working_days(home)
        after, until = window.start.astimezone(zone).date(), window.end.astimezone(zone).date()
        told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for signal_id, importance, captured in triage.unanswered(
            tx, workspace, tuple(WITHIN), window.end - LOOK_BACK
        ):
            stage = stage_between(captured, importance, home.zone, after, until, calendar)
            if stage is None:
                continue
            for person in _whom(tx, home, signal_id, stage):
                told[person][stage.name.lower()].append(signal_id)
    return {"people": {person: dict(stages) for person, stages in told.items()}} if told else None


def _whom(tx: Transaction, home: Workspace, signal_id: str, stage: Stage) -> list[str]:
    """The owner; at the last stage, or where there is none, the admins."""
    signal = signals.get(tx, home.id, signal_id)
    owner = owner_of(tx, home, signal) if signal else None
    if owner and stage is not Stage.ADMIN:
        return [owner.person]
    return people.admins(tx, home.id)


def _remind(scene: Scene, facts: Facts) -> Message | None:
    """What is still unanswered when it is sent; None if all is answered meanwhile."""
    home = workspace_of(scene.tx, scene.workspace)
    calendar = working_days(home)
    found = {
        stage: [
            looks.Promised(signal, due_day(signal.captured_at, signal.importance, home.zone, calendar))
            for signal_id in ids
            if (signal := signals.get(scene.tx, scene.workspace, signal_id))
            and signal.importance
            and signal.importance in WITHIN
            and signal.answered_at is None
            and signal.undone_at is None
            and signal.merged_into is None
        ]
        for stage, ids in facts["stages"].items()
    }
    shown = {stage: promised for stage, promised in found.items() if promised}
    command = f"/{scene.services.command_prefix}diapason inbox"
    return looks.reminder(scene.texts, shown, command=command) if shown else None


def _render(scene: Scene, facts: Facts) -> Message:
    """What a run says, for who runs it by hand: how many people hear of how many signals, and nobody's words."""
    stages = [stage for stages in facts["people"].values() for stage in stages.values()]
    spoken = {signal_id for ids in stages for signal_id in ids}
    return looks.summary(scene.texts, people=len(facts["people"]), signals=len(spoken))


RITUAL = RitualKind(
    name=PROMISES,
    default_rule=WORKING_DAYS,
    default_at="09:30",
    gather=gather,
    render=_render,
    default_window_days=1,
    say=one_each(REMINDER, of="stages"),
)
KIND = MessageKind(REMINDER, _remind, doubt=Doubt.RATHER_LATE)
