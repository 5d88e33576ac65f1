"""All services that tell of releases, by kind."""

from datetime import date

from bot.connectors.changelog import Changelog
from bot.connectors.fetching import Fetcher
from bot.connectors.github import GitHub
from bot.connectors.gitlab import GitLab
from bot.kit.settings import Settings
from rituals.services import Look


class Sources:
    """What `rituals.services.Sources` promises."""

    def __init__(self, settings: Settings) -> None:
        fetcher = Fetcher(private=settings.fetch_private_addresses)
        github, gitlab = settings.github_token, settings.gitlab_token
        self._github = GitHub(fetcher, github.get_secret_value() if github else None)
        self._gitlab = GitLab(fetcher, gitlab.get_secret_value() if gitlab else None, settings.gitlab_url)
        self._changelog = Changelog(fetcher)

    def look(self, kind: str, place: str, since: date, etag: str | None) -> Look:
        match kind:
            case "github":
                return self._github.look(place, since, etag)
            case "gitlab":
                return self._gitlab.look(place, since, etag)
            case _:
                return self._changelog.look(place, since, etag)
