"""What a release says, as its author wrote it, and what is to become of it."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.releases import Release, State


@dataclass(frozen=True)
class Content:
    """The words of a release; all but the name and the link are Markdown. Only a draft may leave `changes` empty."""

    name: str
    changes: str
    released_on: date
    audience: str | None = None
    value: str | None = None
    arguments: str | None = None
    use_cases: str | None = None
    results: str | None = None  # expected
    proof: str | None = None
    questions: str | None = None
    link: str | None = None
    tier: int | None = None  # proposed

    @classmethod
    def of(cls, release: Release) -> "Content":
        return cls(**{name: getattr(release, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Wish:
    """The state that a release is to be in; `at` is when it is to be announced, for one that is scheduled."""

    state: State
    at: datetime | None = None

    @property
    def announces(self) -> bool:
        return self.state is State.ANNOUNCED


NOW = Wish(State.ANNOUNCED)
NOT_YET = Wish(State.DRAFT)


@dataclass(frozen=True)
class Links:
    """What a release has to do with others: ids of the roadmap items that it ships, and of the signals that it answers."""

    ships: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


NO_LINKS = Links()
