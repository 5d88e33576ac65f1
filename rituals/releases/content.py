"""What an announcement says, as its author wrote it."""

from dataclasses import dataclass
from datetime import date

from storage.releases import Release


@dataclass(frozen=True)
class Content:
    """The words of a release; all but the name and the link are Markdown."""

    name: str
    changes: str
    audience: str | None
    value: str | None
    proof: str | None
    questions: str | None
    link: str | None
    released_on: date

    @classmethod
    def of(cls, release: Release) -> "Content":
        return cls(**{name: getattr(release, name) for name in cls.__dataclass_fields__})
