"""What follows a survey by itself: the same people asked after the release, or all asked again some months later."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.kit.times import due_instant, next_due
from rituals import running
from rituals.surveys.drafting import copied
from rituals.working_days import today, working_days
from storage import counters, rituals, surveys
from storage.database import Transaction
from storage.surveys import State, Survey, Timing
from storage.workspaces import Workspace

SURVEY = "survey"  # the ritual's kind
AT = time(10)
ASKED_EVERY = timedelta(days=30)
"""Nobody is asked by two surveys within so long, unless the second one is to tell what has changed since the first."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "MO", "MO")


def after_release(home: Workspace, announced_at: datetime, days: int) -> datetime:
    """When a survey asks that waits for a release: on the working day on or after so many days later."""
    day = today(home, announced_at) + timedelta(days=days)
    return due_instant(working_days(home).next_working(day), AT, home.zone)


def plan(tx: Transaction, home: Workspace, survey: Survey, now: datetime) -> None:
    """A survey asks from now on: plan what is to follow."""
    if survey.timing == Timing.BOTH:
        after = {"timing": Timing.AFTER, "before_id": survey.id, "state": State.PLANNED}
        surveys.add(tx, home.id, counters.new_id(), copied(survey, now) | after)
    if survey.every_months and survey.ritual_id is None:
        _plan_again(tx, home, survey, now)


def _plan_again(tx: Transaction, home: Workspace, survey: Survey, now: datetime) -> None:
    """A ritual that asks the same, on the first such weekday of each so many-th month."""
    name = f"{SURVEY}:{survey.id}"
    weekday = WEEKDAYS[now.astimezone(ZoneInfo(home.zone)).weekday()]
    rituals.ensure(
        tx,
        home.id,
        name=name,
        kind=SURVEY,
        channel_id=survey.channel_id,
        rule=f"FREQ=MONTHLY;INTERVAL={survey.every_months};BYDAY=1{weekday}",
        at=f"{AT:%H:%M}",
        options={"survey": survey.id, "title": survey.name},
        now=now,
    )
    ritual = rituals.named(tx, home.id, name)
    assert ritual is not None  # this transaction has just written it
    surveys.turn(tx, home.id, survey.id, State.OPEN, State.OPEN, ritual_id=ritual.id)
    following = next_due(running.schedule_of(ritual, home), now)
    if following and following.due < now + ASKED_EVERY:  # the first such day of this month is still to come
        rituals.change(tx, home.id, ritual.id, {"skip": following.period})
