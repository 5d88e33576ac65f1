"""What places that list releases page after page have in common: the newest come first, a page holds a hundred."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.connectors.fetching import Answer
from rituals.services import Look, Published, SourceUnavailable

Listed = Mapping[str, Any]
"""A release as the place describes it."""

PER_PAGE = 100
PAGES = 110  # 11,000 releases


class PagedReleases(ABC):
    """Reads the releases of a place that are published since a day, and no page more than that takes."""

    def look(self, place: str, since: date, etag: str | None) -> Look:
        """The releases of `place` published since then. Raises SourceUnavailable."""
        first = self._page(place, 1, etag)
        if first.status == 304:
            return Look((), etag)
        found = [
            one for release in self._all(place, first, since) if (one := self._published(release, since))
        ]
        return Look(tuple(found), first.headers.get("etag"))

    def _all(self, place: str, first: Answer, since: date) -> Iterator[Listed]:
        """Page after page, until one has nothing new."""
        answer = first
        for number in range(1, PAGES + 1):
            listed = answer.json()
            if not isinstance(listed, list):
                raise SourceUnavailable("not_json")
            yield from listed
            if not self._has_more(answer) or all(self._day(release) < since for release in listed):
                return
            if number < PAGES:
                answer = self._page(place, number + 1, None)

    @abstractmethod
    def _page(self, place: str, number: int, etag: str | None) -> Answer:
        """One page, counted from 1. Raises SourceUnavailable."""

    @abstractmethod
    def _has_more(self, answer: Answer) -> bool: ...

    @abstractmethod
    def _published(self, release: Listed, since: date) -> Published | None:
        """None for what is not published yet, or is older than what is asked for."""

    @abstractmethod
    def _day(self, release: Listed) -> date: ...
