"""What gets in the way of a day: another big launch in the same week, a day off. Pure rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.kit.times import Calendar
from storage.launches import Launch

BIG = (0, 1)
"""Two of these tiers in one week take the attention from one another."""


@dataclass(frozen=True)
class Collision:
    """Why a market day is a bad one: `other` is a launch of the same week; without it, the day is a day off."""

    day: date
    other: Launch | None = None


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def days_off(calendar: Calendar, monday: date) -> list[date]:
    """The days of a week on which people would work if they were not public holidays."""
    week = (monday + timedelta(days=number) for number in range(7))
    return [day for day in week if day.weekday() not in calendar.weekend and not calendar.is_working(day)]


def collisions(
    tier: int, market_on: date, others: Iterable[Launch], calendar: Calendar, *, own: str = ""
) -> Sequence[Collision]:
    """What gets in the way of a launch of that tier on that day. `own`: the id of the launch itself among the others."""
    found = [] if calendar.is_working(market_on) else [Collision(market_on)]
    if tier in BIG:
        found += [
            Collision(market_on, other)
            for other in others
            if other.id != own and other.tier in BIG and week_of(other.market_on) == week_of(market_on)
        ]
    return found
