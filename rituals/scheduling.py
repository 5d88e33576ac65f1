"""Schedules as a form has them: a few choices in place of a repetition rule, there and back."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.kit.times.rules import read_rule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = WEEKDAYS[:5]
MOST_WEEKS = 12
MONTHS = (1, 2, 3, 6, 12)
NTHS = ("1", "2", "3", "4", "-1")


class Frequency(StrEnum):
    """How often, as people say it."""

    WEEKS = "weeks"  # every so many weeks on these days
    NTH = "nth"  # every so many months on the first Tuesday
    DAY = "day"  # each month on the 15th
    LAST_WORKDAY = "last_workday"  # each month on its last weekday from Monday to Friday
    OTHER = "other"  # a rule that the form can't say: it stays as it is


@dataclass(frozen=True)
class Plan:
    """What a form says of when."""

    frequency: Frequency
    weeks: int = 1
    days: tuple[str, ...] = ("MO",)
    nth: str = "1"
    months: int = 1
    day: int = 1


_LAST_WORKDAY = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
_DAILY_WORKDAYS = "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"
_NTH = re.compile(r"FREQ=MONTHLY;(?:INTERVAL=(\d{1,2});)?BYDAY=(-1|[1-4])([A-Z]{2})")
_DAY = re.compile(r"FREQ=MONTHLY;BYMONTHDAY=(\d{1,2})")


def rule_of(plan: Plan) -> str:
    """The repetition rule (RFC 5545). Raises ValueError for one that never falls, or for a plan that says no rule."""
    match plan.frequency:
        case Frequency.WEEKS:
            if plan.weeks == 1 and set(plan.days) == set(WORKDAYS):
                return _DAILY_WORKDAYS
            days = ",".join(day for day in WEEKDAYS if day in plan.days)
            every = f"INTERVAL={plan.weeks};" if plan.weeks > 1 else ""
            rule = f"FREQ=WEEKLY;{every}BYDAY={days}"
        case Frequency.NTH:
            every = f"INTERVAL={plan.months};" if plan.months > 1 else ""
            rule = f"FREQ=MONTHLY;{every}BYDAY={plan.nth}{plan.days[0] if plan.days else ''}"
        case Frequency.DAY:
            rule = f"FREQ=MONTHLY;BYMONTHDAY={plan.day}"
        case Frequency.LAST_WORKDAY:
            rule = _LAST_WORKDAY
        case _:
            raise ValueError("a rule of another kind has no plan")
    read_rule(rule)
    return rule


def plan_of(rule: str) -> Plan:
    """What the form shows for a rule."""
    if rule == _LAST_WORKDAY:
        return Plan(Frequency.LAST_WORKDAY)
    if rule == _DAILY_WORKDAYS:
        return Plan(Frequency.WEEKS, days=WORKDAYS)
    if nth := _NTH.fullmatch(rule):
        return Plan(Frequency.NTH, months=int(nth[1] or 1), days=(nth[3],), nth=nth[2])
    if day := _DAY.fullmatch(rule):
        return Plan(Frequency.DAY, day=int(day[1]))
    read = read_rule(rule)
    if read.freq == "WEEKLY" and read.by_day and not read.by_month:
        return Plan(Frequency.WEEKS, read.interval, tuple(day for day in WEEKDAYS if day in read.by_day))
    return Plan(Frequency.OTHER)
