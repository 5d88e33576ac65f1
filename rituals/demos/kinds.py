"""The meetings as rituals: when each is held where nobody says otherwise."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bot.kit.times import DayOff
from rituals.demos.cards import show_card
from rituals.demos.rendering import preview
from rituals.messages.demos.records import Meeting
from rituals.registry import RitualKind, Window
from rituals.services import Facts, Services
from storage import demos
from storage.database import Transaction
from storage.rituals import Run
from storage.workspaces import Workspace

LOOKED_THROUGH = 100  # sessions to come, of all meetings

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


def _next(
    meeting: Meeting, services: Services, workspace: str, window: Window, options: Facts
) -> dict[str, Any] | None:
    """The next session: by hand it is announced before its week."""
    with services.read() as tx:
        coming = demos.coming(tx, workspace, services.now(), LOOKED_THROUGH)
    return next(({"demo": demo.id} for demo in coming if demo.kind == meeting), None)


def _announce(tx: Transaction, home: Workspace, run: Run, now: datetime) -> None:
    demo = demos.get(tx, home.id, run.facts["demo"])
    if demo and demo.is_planned:
        show_card(tx, home, demo, now)


RITUALS = {
    meeting: RitualKind(
        meeting,
        rule,
        at,
        gather,
        preview,
        say=_announce,
        by_hand=partial(_next, meeting),
        days_off=DayOff.NEXT,
    )
    for meeting, (rule, at) in SCHEDULES.items()
}
