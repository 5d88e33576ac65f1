"""Which days people work."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

_DAY = timedelta(days=1)
_EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class Calendar:
    """The working days of a team: all but its weekend, its public holidays and its own closures.

    `weekend` holds weekdays as Python counts them, Monday is 0. `ValueError` when it leaves no day to work.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: Container[date] = frozenset()
    closures: Container[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekend < _EVERY_DAY:
            raise ValueError("a weekend is some of the weekdays 0 (Monday) to 6 (Sunday), not all of them")

    def is_working(self, day: date) -> bool:
        """Whether people work on that day."""
        return day.weekday() not in self.weekend and day not in self.holidays and day not in self.closures

    def next_working(self, day: date) -> date:
        """That day when it is a working day, else the first one after it."""
        return next(self._working_days(day, _DAY))

    def previous_working(self, day: date) -> date:
        """That day when it is a working day, else the last one before it."""
        return next(self._working_days(day, -_DAY))

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`, or before it for a negative n; for 0 `day` itself in any case.

        Counts as WORKDAY does in spreadsheets: Saturday + 1 is Monday.
        """
        if n == 0:
            return day
        step = _DAY if n > 0 else -_DAY
        return next(islice(self._working_days(day + step, step), abs(n) - 1, None))

    def _working_days(self, day: date, step: timedelta) -> Iterator[date]:
        while True:
            if self.is_working(day):
                yield day
            day += step
