"""Time as people mean it: wall clocks, zones, repeating schedules and working days.

Everything here is pure. Instants go in and come out as aware UTC datetimes; a wall time or a day means
something only together with a zone, named as in the IANA database (`Europe/Paris`).
"""

from bot.kit.times.countries import (
    NO_COUNTRY,
    calendar_of,
    country_name,
    country_of_zone,
    known_country,
    search_countries,
)
from bot.kit.times.instants import due_instant, parse_local, picked_instant
from bot.kit.times.schedules import (
    DayOff,
    Occurrence,
    Schedule,
    dues_between,
    latest_due,
    next_due,
    next_dues,
)
from bot.kit.times.typed import read_day
from bot.kit.times.workdays import Calendar
from bot.kit.times.zones import known_zone, search_zones, zone_or_none, zones

__all__ = [
    "NO_COUNTRY",
    "Calendar",
    "DayOff",
    "Occurrence",
    "Schedule",
    "calendar_of",
    "country_name",
    "country_of_zone",
    "due_instant",
    "dues_between",
    "known_country",
    "known_zone",
    "latest_due",
    "next_due",
    "next_dues",
    "parse_local",
    "picked_instant",
    "read_day",
    "search_countries",
    "search_zones",
    "zone_or_none",
    "zones",
]
