"""The meetings as rituals: when each is held where nobody says otherwise."""

from collections.abc import Mapping
from typing import Any

from bot.kit.message import Message
from bot.kit.times import DayOff
from rituals.messages.demos.records import Meeting
from rituals.refusals import NotFound
from rituals.registry import RitualKind, Scene, Window
from rituals.services import Facts, Services

SCHEDULES: Mapping[Meeting, tuple[str, str]] = {
    Meeting.DEMO: ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "14:00"),
    Meeting.CAMPAIGN: ("FREQ=MONTHLY;BYDAY=2TU", "11:00"),
    Meeting.PLANNING: ("FREQ=MONTHLY;BYDAY=1MO", "11:00"),
    Meeting.GOALS: ("FREQ=MONTHLY;BYDAY=3WE", "10:00"),
    Meeting.CUSTOMERS: ("FREQ=MONTHLY;BYDAY=4TH", "15:00"),
}


def gather(services: Services, workspace: str, window: Window, options: Facts) -> dict[str, Any] | None:
    """Sessions are made ahead and speak for themselves (`rituals.demos.making`): when one begins there is nothing more to say."""
    return None


def _render(scene: Scene, facts: Facts) -> Message:
    raise NotFound  # nothing is gathered


RITUALS = {
    meeting: RitualKind(meeting, rule, at, gather, _render, days_off=DayOff.NEXT)
    for meeting, (rule, at) in SCHEDULES.items()
}
