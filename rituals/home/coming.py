"""What comes up in the next two weeks: what goes out, what the market hears of, what closes, what is shown."""

from datetime import datetime, timedelta

from bot.kit.times import due_instant
from rituals.home.sight import Sight
from rituals.messages.home.records import Coming
from rituals.working_days import today
from storage import coming as stored
from storage import launches

AHEAD = timedelta(days=14)
MOST = 20  # of launches, and of all else, that are looked at
SHOWN = 6


def coming(sight: Sight) -> list[Coming]:
    """The next few things that everybody may read of, what comes first first."""
    workspace, until, first = sight.home.id, sight.now + AHEAD, today(sight.home, sight.now)
    found = [
        Coming(
            one.kind,
            one.ref,
            one.name or sight.texts.plain(f"rituals.{one.meeting}"),
            one.at,
        )
        for one in stored.between(sight.tx, workspace, sight.now, until, MOST)
    ]
    for launch in launches.within(sight.tx, workspace, first, first + AHEAD, MOST):
        for kind, day in (("ready", launch.ready_on), ("market", launch.market_on)):
            if first <= day <= first + AHEAD:
                at = due_instant(day, datetime.min.time(), sight.home.zone)
                found.append(Coming(kind, launch.ref, launch.name, at, day))
    return sorted(found, key=lambda one: (one.at, one.ref))[:SHOWN]
