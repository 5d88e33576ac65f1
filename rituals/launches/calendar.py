"""The calendar of launches, by weeks, with what gets in the way of what."""

from datetime import date, timedelta

from rituals.launches.collisions import Collision, collisions, days_off, week_of
from rituals.messages.launch_dates import Week
from rituals.permissions import Act, enter
from rituals.services import Person, Services
from rituals.working_days import today, working_days
from storage import launches
from storage.database import Transaction
from storage.workspaces import Workspace

WEEKS = 8
MOST = 200


def weeks(services: Services, by: Person, first: date | None = None) -> list[Week]:
    """Eight weeks, by default from this one on. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        monday = week_of(first or today(home, services.now()))
        last = monday + timedelta(weeks=WEEKS, days=-1)
        found = launches.within(tx, home.id, monday, last, MOST)
    calendar = working_days(home)
    every: list[Week] = []
    for start in (monday + timedelta(weeks=number) for number in range(WEEKS)):
        here = [one for one in found if start in (week_of(one.ready_on), week_of(one.market_on))]
        out = [one for one in here if week_of(one.market_on) == start]
        way = {one.id: tuple(collisions(one.tier, one.market_on, found, calendar, own=one.id)) for one in out}
        every.append(Week(start, tuple(here), tuple(days_off(calendar, start)), way))
    return every


def in_the_way(
    tx: Transaction, home: Workspace, tier: int, market_on: date, *, own: str = ""
) -> tuple[Collision, ...]:
    """What gets in the way of a market day."""
    monday = week_of(market_on)
    beside = launches.within(tx, home.id, monday, monday + timedelta(days=6), MOST)
    return tuple(collisions(tier, market_on, beside, working_days(home), own=own))
