"""GitHub's releases. https://docs.github.com/en/rest/releases/releases"""

from datetime import date, datetime

from bot.connectors.fetching import Answer, Fetcher, refuse
from bot.connectors.paging import PER_PAGE, Listed, PagedReleases
from rituals.services import Published

API = "https://api.github.com"


class GitHub(PagedReleases):
    """Reads with a token where there is one: without, GitHub answers 60 times an hour."""

    def __init__(self, fetcher: Fetcher, token: str | None, api: str = API) -> None:
        self._fetcher = fetcher
        self._token = token
        self._api = api

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

    def _has_more(self, answer: Answer) -> bool:
        return 'rel="next"' in answer.headers.get("link", "")

    def _published(self, release: Listed, since: date) -> Published | None:
        """None for what is not published yet, a version before its time, or older than what is asked for."""
        if release.get("draft") or release.get("prerelease") or self._day(release) < since:
            return None
        tag = str(release.get("tag_name") or "")
        return Published(
            keys=(f"id:{release['id']}", f"tag:{tag}"),
            name=str(release.get("name") or tag),
            changes=str(release.get("body") or ""),
            link=release.get("html_url"),
            released_on=self._day(release),
        )

    def _day(self, release: Listed) -> date:
        moment = release.get("published_at") or release.get("created_at")
        return datetime.fromisoformat(str(moment)).date() if moment else date.max
