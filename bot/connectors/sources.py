"""All services that tell of releases, by kind."""

from datetime import date
from functools import cached_property
from typing import Protocol

from bot.kit.settings import Settings
from rituals.services import Look


class Source(Protocol):
    """One service."""

    def look(self, place: str, since: date, etag: str | None) -> Look: ...


class Sources:
    """What `rituals.services.Sources` promises."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def look(self, kind: str, place: str, since: date, etag: str | None) -> Look:
        return self._by_kind[kind].look(place, since, etag)

    @cached_property
    def _by_kind(self) -> dict[str, Source]:
        # Imported here: a start, and a team that watches nothing, need not wait for a library that speaks HTTP.
        from bot.connectors.changelog import Changelog
        from bot.connectors.fetching import Fetcher
        from bot.connectors.github import GitHub
        from bot.connectors.gitlab import GitLab

        settings = self._settings
        fetcher = Fetcher(private=settings.fetch_private_addresses)
        github, gitlab = settings.github_token, settings.gitlab_token
        return {
            "github": GitHub(fetcher, github.get_secret_value() if github else None),
            "gitlab": GitLab(fetcher, gitlab.get_secret_value() if gitlab else None, settings.gitlab_url),
            "changelog": Changelog(fetcher),
        }
