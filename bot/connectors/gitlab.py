"""GitLab's releases. https://docs.gitlab.com/api/releases/"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from bot.connectors.fetching import Answer, Fetcher
from bot.connectors.github import refuse
from rituals.services import Look, Published, SourceUnavailable

PER_PAGE = 100
PAGES = 110


class GitLab:
    """Reads from one GitLab, the public one or a company's own, with a token where there is one."""

    def __init__(self, fetcher: Fetcher, token: str | None, base: str) -> None:
        self._fetcher = fetcher
        self._token = token
        self._base = base.rstrip("/")

    def look(self, place: str, since: date, etag: str | None) -> Look:
        """The releases of `group/project` published since then. Raises SourceUnavailable."""
        first = self._page(place, 1, etag)
        if first.status == 304:
            return Look((), etag)
        found = [one for release in self._all(place, first, since) if (one := _published(release, since))]
        return Look(tuple(found), first.headers.get("etag"))

    def _all(self, place: str, first: Answer, since: date) -> Iterator[Mapping[str, Any]]:
        answer = first
        for _ in range(PAGES):
            listed = answer.json()
            if not isinstance(listed, list):
                raise SourceUnavailable("not_json")
            yield from listed
            following = answer.headers.get("x-next-page", "")
            if not following.isdecimal() or all(_day(release) < since for release in listed):
                return
            answer = self._page(place, int(following), None)

    def _page(self, place: str, number: int, etag: str | None) -> Answer:
        headers = {"Accept": "application/json"}
        if self._token:
            headers["PRIVATE-TOKEN"] = self._token
        if etag:
            headers["If-None-Match"] = etag
        project = quote(place, safe="")
        answer = self._fetcher.get(
            f"{self._base}/api/v4/projects/{project}/releases?per_page={PER_PAGE}&page={number}", headers
        )
        refuse(answer, answer.headers.get("ratelimit-remaining"), answer.headers.get("ratelimit-reset"))
        return answer


def _published(release: Mapping[str, Any], since: date) -> Published | None:
    """None for what comes later, or is older than what is asked for."""
    if release.get("upcoming_release") or _day(release) < since:
        return None
    tag = str(release["tag_name"])
    links = release.get("_links") or {}
    return Published(
        keys=(f"tag:{tag}",),
        name=str(release.get("name") or tag),
        changes=str(release.get("description") or ""),
        link=links.get("self"),
        released_on=_day(release),
    )


def _day(release: Mapping[str, Any]) -> date:
    moment = release.get("released_at") or release.get("created_at")
    return datetime.fromisoformat(str(moment)).date() if moment else date.max
