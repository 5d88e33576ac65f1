"""Repetition rules: the part of RFC 5545's RRULE that a ritual needs, and the days it falls on.

dateutil knows how to expand a rule, but only from its first day on, which takes longer each year. Here a rule
is expanded one calendar year at a time, restarted at the last period before it that INTERVAL counts.
"""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime
from functools import lru_cache
from typing import Literal

from dateutil.rrule import rrulestr

Period = Literal["day", "week", "month", "year"]

_NUMBER = r"[+-]?[1-9]\d{0,2}"
_DAY = rf"({_NUMBER})?(MO|TU|WE|TH|FR|SA|SU)"
_MONTH = r"[1-9]|1[0-2]"
_MONTH_DAY = r"[+-]?([1-9]|[12]\d|3[01])"
_PARTS = {  # each part that a rule may have: the shape of its value, and how to write it
    "FREQ": (r"DAILY|WEEKLY|MONTHLY|YEARLY", "write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"),
    "INTERVAL": (r"[1-9]\d?", "write a whole number from 1 to 99, like INTERVAL=2"),
    "BYDAY": (
        rf"({_DAY})(,({_DAY}))*",
        "write weekdays, like BYDAY=MO,TH, or BYDAY=1TU for the first Tuesday",
    ),
    "BYMONTHDAY": (
        rf"({_MONTH_DAY})(,({_MONTH_DAY}))*",
        "write days of the month, like BYMONTHDAY=1,15, or -1 for the last",
    ),
    "BYMONTH": (rf"({_MONTH})(,({_MONTH}))*", "write months from 1 to 12, like BYMONTH=3,9"),
    "BYSETPOS": (rf"({_NUMBER})(,({_NUMBER}))*", "write positions, like BYSETPOS=1, or -1 for the last"),
}
_YEARS_TO_LOOK = 40  # even 29 February of each third year comes back sooner


@dataclass(frozen=True)
class Rule:
    """A checked rule. Each `by_…` holds the values of that part, empty when the rule has none."""

    text: str
    freq: str
    interval: int
    by_day: frozenset[str]
    by_month_day: frozenset[str]
    by_month: frozenset[str]
    by_set_pos: frozenset[str]

    @property
    def period(self) -> Period:
        """The longest stretch of time that holds at most one day of this rule, and so can name its runs."""
        if self.freq == "WEEKLY":
            return "week" if len(self.by_day) <= 1 else "day"
        if self.freq == "MONTHLY":
            return "month" if self._one_day_a_month() else "day"
        if self.freq == "YEARLY":
            return "year" if self._one_day_a_year() else "day"
        return "day"

    def _one_day_a_month(self) -> bool:
        if self.by_set_pos:
            return len(self.by_set_pos) == 1
        if self.by_month_day:
            return len(self.by_month_day) == 1
        return all(_is_numbered(day) for day in self.by_day) and len(self.by_day) <= 1

    def _one_day_a_year(self) -> bool:
        if self.by_set_pos:
            return len(self.by_set_pos) == 1
        if self.by_month:
            return len(self.by_month) == 1 and self._one_day_a_month()
        # without a month, BYMONTHDAY is a day of each month and 1MO the first Monday of the year
        return not self.by_month_day and self._one_day_a_month()


@lru_cache(maxsize=256)
def read_rule(text: str) -> Rule:
    """Check a rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=TH`; `ValueError` says what to write instead.

    A rule has no end, hour or zone: these belong to the schedule. Weeks start on Monday.
    """
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name not in _PARTS:
            raise ValueError(f"{part!r} can't be used in the rule {text!r}: use only {', '.join(_PARTS)}")
        if name in parts:
            raise ValueError(f"{name} stands twice in the rule {text!r}: keep one")
        shape, advice = _PARTS[name]
        if not re.fullmatch(shape, value, re.ASCII):
            raise ValueError(f"{part!r} can't be read in the rule {text!r}: {advice}")
        parts[name] = value
    if "FREQ" not in parts:
        raise ValueError(f"the rule {text!r} does not say how often: {_PARTS['FREQ'][1]}")

    def values(name: str) -> frozenset[str]:
        return frozenset(parts[name].split(",")) if name in parts else frozenset()

    rule = Rule(
        text=text,
        freq=parts["FREQ"],
        interval=int(parts.get("INTERVAL", "1")),
        by_day=values("BYDAY"),
        by_month_day=values("BYMONTHDAY"),
        by_month=values("BYMONTH"),
        by_set_pos=values("BYSETPOS"),
    )
    _refuse_misfits(rule)
    return rule


def _refuse_misfits(rule: Rule) -> None:
    """`ValueError` for parts that make no sense together, and that dateutil would silently read otherwise."""
    if rule.freq in ("DAILY", "WEEKLY"):
        if any(_is_numbered(day) for day in rule.by_day):
            raise ValueError(
                f"a numbered weekday such as 1TU needs FREQ=MONTHLY or YEARLY, not {rule.text!r}"
            )
        if rule.by_set_pos:
            raise ValueError(f"BYSETPOS needs FREQ=MONTHLY or YEARLY, not {rule.text!r}")
        if rule.by_month_day:
            raise ValueError(f"BYMONTHDAY needs FREQ=MONTHLY or YEARLY, not {rule.text!r}")
    if rule.by_set_pos and not (rule.by_day or rule.by_month_day or rule.by_month):
        raise ValueError(f"BYSETPOS chooses among days: add BYDAY or BYMONTHDAY to {rule.text!r}")


def _is_numbered(day: str) -> bool:
    return len(day) > 2


def years_from(anchor: date, year: int) -> range:
    """The years from `year` on, but not before the anchor's, in which to look for the next day of a rule."""
    first = max(year, anchor.year)
    return range(first, min(first + _YEARS_TO_LOOK, MAXYEAR))


@lru_cache(maxsize=256)
def ever_falls(rule: Rule, anchor: date) -> bool:
    """Whether a rule has a day at all, within decades: `BYMONTH=2;BYMONTHDAY=30` has none."""
    moments = rrulestr(_explicit(rule, anchor), dtstart=_restart(rule, anchor, anchor))
    first = next((day for moment in moments if (day := moment.date()) >= anchor), None)
    return first is not None and first.year in years_from(anchor, anchor.year)


@lru_cache(maxsize=512)
def days_in_year(rule: Rule, anchor: date, year: int) -> tuple[date, ...]:
    """The days of a rule within a calendar year, in order, from `anchor` on, where INTERVAL counts from."""
    new_year = date(year, 1, 1)
    text = f"{_explicit(rule, anchor)};UNTIL={year:04}1231T000000"
    moments = rrulestr(text, dtstart=_restart(rule, anchor, new_year))
    return tuple(day for moment in moments if (day := moment.date()) >= max(new_year, anchor))


def _explicit(rule: Rule, anchor: date) -> str:
    """The rule with what RFC 5545 otherwise takes from the first day: its weekday, its day, its month."""
    text = rule.text
    if rule.freq == "WEEKLY" and not rule.by_day:
        text += f";BYDAY={('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[anchor.weekday()]}"
    if rule.freq in ("MONTHLY", "YEARLY") and not (rule.by_day or rule.by_month_day):
        text += f";BYMONTHDAY={anchor.day}"
        if rule.freq == "YEARLY" and not rule.by_month:
            text += f";BYMONTH={anchor.month}"
    return text


def _restart(rule: Rule, anchor: date, day: date) -> datetime:
    """The start of the last period counted by INTERVAL from `anchor` that begins on or before `day`."""
    index = _period_index(rule.freq, day)
    return _period_start(rule.freq, index - (index - _period_index(rule.freq, anchor)) % rule.interval)


def _period_index(freq: str, day: date) -> int:
    match freq:
        case "DAILY":
            return day.toordinal()
        case "WEEKLY":
            return (day.toordinal() - 1) // 7  # the calendar's first day was a Monday
        case "MONTHLY":
            return day.year * 12 + day.month - 1
        case _:
            return day.year


def _period_start(freq: str, index: int) -> datetime:
    match freq:
        case "DAILY":
            return datetime.fromordinal(index)
        case "WEEKLY":
            return datetime.fromordinal(index * 7 + 1)
        case "MONTHLY":
            return datetime(index // 12, index % 12 + 1, 1)  # noqa: DTZ001 - a day, as dateutil wants it
        case _:
            return datetime(index, 1, 1)  # noqa: DTZ001 - a day, as dateutil wants it
