"""What comes up in the next two weeks: what goes out, what the market hears of, what closes, what is shown."""

from datetime import datetime, timedelta

from bot.kit.texts import Texts
from bot.kit.times import due_instant
from rituals.messages.demos.card import title_of
from rituals.messages.home import Coming
from rituals.working_days import today
from storage import demos, launches, polls, releases
from storage.database import Transaction
from storage.polls import State
from storage.workspaces import Workspace

AHEAD = timedelta(days=14)
MOST = 20  # of each kind that is looked at
SHOWN = 6


def coming(tx: Transaction, home: Workspace, texts: Texts, now: datetime) -> list[Coming]:
    """The next few things that everybody may read of, what comes first first."""
    until = now + AHEAD
    first = today(home, now)
    found = [
        Coming("release", release.ref, release.name, release.scheduled_at)
        for release in releases.scheduled_between(tx, home.id, now, until, MOST)
        if release.scheduled_at
    ]
    for launch in launches.within(tx, home.id, first, first + AHEAD, MOST):
        for kind, day in (("ready", launch.ready_on), ("market", launch.market_on)):
            if first <= day <= first + AHEAD:
                at = due_instant(day, datetime.min.time(), home.zone)
                found.append(Coming(kind, launch.ref, launch.name, at, launch.id, day))
    found += [
        Coming("poll", poll.ref, poll.question, poll.closes_at, poll.id)
        for poll in polls.listed(tx, home.id, [State.OPEN], MOST)
        if poll.closes_at and poll.closes_at <= until
    ]
    found += [
        Coming("demo", demo.ref, title_of(texts, demo), demo.starts_at, demo.id)
        for demo in demos.coming(tx, home.id, now, MOST)
        if demo.starts_at <= until
    ]
    return sorted(found, key=lambda one: (one.at, one.ref))[:SHOWN]
