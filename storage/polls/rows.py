"""What a poll is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

KIND = "poll"


class State(StrEnum):
    """How far a poll is. The values are stored: they never change."""

    DRAFT = "draft"
    OPENING = "opening"  # who is asked is being found out
    OPEN = "open"
    CLOSED = "closed"


class Closing(StrEnum):
    """Why a poll was closed. The values are stored."""

    TIME = "time"
    HAND = "hand"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class Audience:
    """Who is asked: everybody in the channel where nothing is said, else a user group or these people (team:user)."""

    group: str | None = None
    people: tuple[str, ...] = ()

    @property
    def is_channel(self) -> bool:
        return not (self.group or self.people)

    def written(self) -> dict[str, Any]:
        return {"group": self.group, "people": list(self.people)}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(stored.get("group"), tuple(stored.get("people", ())))


@dataclass(frozen=True)
class Option:
    """One thing to choose; `label` is as it was when the poll was made."""

    id: str
    position: int
    label: str
    item_id: str | None


@dataclass(frozen=True)
class Poll:
    id: str
    number: int
    question: str
    kind: str
    most: int | None
    anonymous: bool
    comments: bool
    by_side: bool
    others: bool
    language: str | None
    state: str
    channel_id: str
    audience: Audience
    open_hours: int | None
    owner: str
    created_at: datetime
    opened_at: datetime | None
    closes_at: datetime | None
    remind_at: datetime | None
    large: bool
    closed_at: datetime | None
    closed_how: str | None
    result: dict[str, Any] | None
    decision: str | None
    decision_why: str | None
    decision_items: list[str] | None
    decided_by: str | None
    decided_at: datetime | None
    nudge_at: datetime | None
    nudges: int
    ritual_id: str | None
    period: str | None
    revision: int

    @property
    def ref(self) -> str:
        return f"P-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN
