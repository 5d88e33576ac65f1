"""The one calendar: which days the team works."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.kit.times import Calendar, calendar_of, country_of_zone
from storage.workspaces import Workspace


def country_of(home: Workspace) -> str:
    """The country whose public holidays the team has: that chosen at set-up, else the one that its time zone is in."""
    return home.country or country_of_zone(home.zone)


def working_days(home: Workspace, country: str | None = None) -> Calendar:
    """All days but weekends, public holidays, of the team's country where no other is named, and the company's closures."""
    calendar = calendar_of(country or country_of(home))
    return replace(calendar, closures=closed_on(home)) if home.closures else calendar


def closed_on(home: Workspace) -> frozenset[date]:
    """The days on which the company is closed."""
    stretches = [
        (date.fromisoformat(first), date.fromisoformat(last)) for first, last, _ in home.closures or ()
    ]
    return frozenset(
        first + timedelta(days=number)
        for first, last in stretches
        for number in range((last - first).days + 1)
    )


def today(home: Workspace, now: datetime) -> date:
    """The day it is for the team."""
    return now.astimezone(ZoneInfo(home.zone)).date()
