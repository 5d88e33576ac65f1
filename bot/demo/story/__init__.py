"""The story that the demo starts with: a month at Estacade, told by what people type.

Each week goes from a Monday's digest to the next one's. Themes rise and fall: exports are asked for, ship and fall
silent; single sign-on takes their place; prices come last. What is asked gets its answers.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.company import ZONE
from bot.demo.story.answers import FIRST_ANSWERS, SECOND_ANSWERS, THIRD_ANSWERS, THIS_WEEKS_ANSWERS
from bot.demo.story.demos import DEMO_HELD, DEMO_NEXT
from bot.demo.story.events import Event
from bot.demo.story.first_week import BEFORE, FIRST_WEEK
from bot.demo.story.launch import LAUNCH_BEGINS, LAUNCH_GOES_ON
from bot.demo.story.polls import POLL_DECIDED, POLL_OPEN
from bot.demo.story.second_week import SECOND_WEEK
from bot.demo.story.surveys import SURVEY_CLOSED
from bot.demo.story.third_week import THIRD_WEEK
from bot.demo.story.this_week import THIS_WEEK

PAST = (
    BEFORE,
    FIRST_WEEK + FIRST_ANSWERS,
    SECOND_WEEK + SECOND_ANSWERS,
    THIRD_WEEK + THIRD_ANSWERS + DEMO_HELD + POLL_DECIDED + SURVEY_CLOSED + LAUNCH_BEGINS,
)
DIGEST_AT = time(9)

Told = tuple[datetime, Event]
"""An event and when it happens."""


def past(now: datetime) -> list[Told]:
    """What happened up to the last Monday's digest, in order."""
    monday = last_monday(now)
    return [
        told
        for weeks_ago, week in zip(range(len(PAST), 0, -1), PAST, strict=True)
        for told in _in_order(week, monday - timedelta(weeks=weeks_ago))
    ]


def present(now: datetime) -> list[Told]:
    """What happens in the week since then, in order; the later part of it may be still to come."""
    return _in_order(
        THIS_WEEK + THIS_WEEKS_ANSWERS + POLL_OPEN + LAUNCH_GOES_ON + DEMO_NEXT, last_monday(now)
    )


def last_monday(now: datetime) -> date:
    """The day of the last Monday's digest."""
    local = now.astimezone(ZoneInfo(ZONE))
    days = local.weekday() or (7 if local.time() < DIGEST_AT else 0)
    return local.date() - timedelta(days=days)


def _in_order(week: Sequence[Event], monday: date) -> list[Told]:
    return sorted(((event.instant(monday), event) for event in week), key=lambda told: told[0])
