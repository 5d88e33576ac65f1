"""The one calendar: which days the team works."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.kit.times import Calendar, calendar_of, country_of_zone
from storage.workspaces import Workspace


def country_of(home: Workspace) -> str:
    """The country whose public holidays the team has: that chosen at set-up, else the one that its time zone is in."""
    return home.country or country_of_zone(home.zone)


def working_days(home: Workspace) -> Calendar:
    """All days but the weekends and public holidays of the team's country."""
    return calendar_of(country_of(home))


def today(home: Workspace, now: datetime) -> date:
    """The day it is for the team."""
    return now.astimezone(ZoneInfo(home.zone)).date()
