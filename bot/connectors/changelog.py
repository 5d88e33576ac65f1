"""A CHANGELOG.md at an address."""

from datetime import date

from bot.connectors.fetching import Answer, Fetcher, refuse
from bot.kit.markdown.changelog import entries
from rituals.services import Look, Published, SourceUnavailable

LARGEST = 2_000_000  # bytes


class Changelog:
    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def look(self, place: str, since: date, etag: str | None) -> Look:
        """The versions of the changelog at this address, since then. Raises SourceUnavailable."""
        answer = self._fetcher.get(place, {"If-None-Match": etag} if etag else None, largest=LARGEST)
        refuse(answer, None, None)
        if answer.status == 304:
            return Look((), etag)
        found = [
            Published((f"tag:{entry.version}",), entry.title, entry.changes, place, entry.day)
            for entry in entries(_markdown(answer))
            if entry.day is None or entry.day >= since
        ]
        return Look(tuple(found), answer.headers.get("etag"))


def _markdown(answer: Answer) -> str:
    """Raises SourceUnavailable for a page: the address of the file itself is wanted."""
    text = answer.text()
    if "html" in answer.headers.get("content-type", "") or text.lstrip()[:14].lower() == "<!doctype html":
        raise SourceUnavailable("not_markdown")
    return text
