"""GitHub's releases. https://docs.github.com/en/rest/releases/releases"""

import time
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from bot.connectors.fetching import Answer, Fetcher
from rituals.services import Look, Published, SourceUnavailable

API = "https://api.github.com"
PER_PAGE = 100
PAGES = 110  # 11,000 releases


class GitHub:
    """Reads with a token where there is one: without, GitHub answers 60 times an hour."""

    def __init__(self, fetcher: Fetcher, token: str | None, api: str = API) -> None:
        self._fetcher = fetcher
        self._token = token
        self._api = api

    def look(self, place: str, since: date, etag: str | None) -> Look:
        """The releases of `owner/repository` published since then. Raises SourceUnavailable."""
        first = self._page(place, 1, etag)
        if first.status == 304:
            return Look((), etag)
        found = [one for release in self._all(place, first, since) if (one := _published(release, since))]
        return Look(tuple(found), first.headers.get("etag"))

    def _all(self, place: str, first: Answer, since: date) -> Iterator[Mapping[str, Any]]:
        """Page after page, until one has nothing new: the newest come first."""
        answer = first
        for number in range(2, PAGES + 1):
            listed = answer.json()
            if not isinstance(listed, list):
                raise SourceUnavailable("not_json")
            yield from listed
            more = 'rel="next"' in answer.headers.get("link", "")
            if not more or all(_day(release) < since for release in listed):
                return
            answer = self._page(place, number, None)

    def _page(self, place: str, number: int, etag: str | None) -> Answer:
        headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if etag:
            headers["If-None-Match"] = etag
        answer = self._fetcher.get(
            f"{self._api}/repos/{place}/releases?per_page={PER_PAGE}&page={number}", headers
        )
        refuse(answer, answer.headers.get("x-ratelimit-remaining"), answer.headers.get("x-ratelimit-reset"))
        return answer


def refuse(answer: Answer, remaining: str | None, reset: str | None) -> None:
    """Raise SourceUnavailable for an answer that is none. `reset` is when more questions are allowed, in Unix time."""
    if answer.status in (200, 304):
        return
    wait = answer.headers.get("retry-after", "")
    if wait.isdecimal():
        raise SourceUnavailable("rate_limited", float(wait))
    if answer.status == 429 or (answer.status == 403 and remaining == "0"):
        until = float(reset) if reset and reset.isdecimal() else 0.0
        raise SourceUnavailable("rate_limited", max(60.0, until - time.time()))
    why = {401: "unauthorized", 403: "unauthorized", 404: "not_found"}.get(answer.status, "unreachable")
    raise SourceUnavailable(why)


def _published(release: Mapping[str, Any], since: date) -> Published | None:
    """None for what is not published yet, a version before its time, or older than what is asked for."""
    if release.get("draft") or release.get("prerelease") or _day(release) < since:
        return None
    tag = str(release.get("tag_name") or "")
    return Published(
        keys=(f"id:{release['id']}", f"tag:{tag}"),
        name=str(release.get("name") or tag),
        changes=str(release.get("body") or ""),
        link=release.get("html_url"),
        released_on=_day(release),
    )


def _day(release: Mapping[str, Any]) -> date:
    moment = release.get("published_at") or release.get("created_at")
    return datetime.fromisoformat(str(moment)).date() if moment else date.max
