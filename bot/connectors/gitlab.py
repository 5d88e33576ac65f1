"""GitLab's releases. https://docs.gitlab.com/api/releases/"""

from datetime import date, datetime
from urllib.parse import quote

from bot.connectors.fetching import Answer, Fetcher, refuse
from bot.connectors.paging import PER_PAGE, Listed, PagedReleases
from rituals.services import Published


class GitLab(PagedReleases):
    """Reads from one GitLab, the public one or a company's own, with a token where there is one."""

    def __init__(self, fetcher: Fetcher, token: str | None, base: str) -> None:
        self._fetcher = fetcher
        self._token = token
        self._base = base.rstrip("/")

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

    def _has_more(self, answer: Answer) -> bool:
        return answer.headers.get("x-next-page", "").isdecimal()

    def _published(self, release: Listed, since: date) -> Published | None:
        """None for what comes later, or is older than what is asked for."""
        if release.get("upcoming_release") or self._day(release) < since:
            return None
        tag = str(release["tag_name"])
        links = release.get("_links") or {}
        return Published(
            keys=(f"tag:{tag}",),
            name=str(release.get("name") or tag),
            changes=str(release.get("description") or ""),
            link=links.get("self"),
            released_on=self._day(release),
        )

    def _day(self, release: Listed) -> date:
        moment = release.get("released_at") or release.get("created_at")
        return datetime.fromisoformat(str(moment)).date() if moment else date.max
