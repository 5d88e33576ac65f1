"""What is kept of a ritual and of its runs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.tables import rituals, runs

SAID = "said"
EMPTY = "empty"
SKIPPED = "skipped"
MISSED = "missed"
PREVIEWED = "previewed"  # shown to one person; told to nobody


@dataclass(frozen=True)
class Ritual:
    id: str
    kind: str
    name: str
    channel_id: str
    rule: str
    at: str
    zone: str | None
    language: str | None
    options: dict[str, Any]
    owner: str | None
    days_off: str
    country: str | None
    paused: bool
    paused_why: str | None
    skip: str | None
    active_since: datetime
    covered_until: datetime | None
    created_at: datetime
    ended_at: datetime | None

    @property
    def follows(self) -> str | None:
        """The name of the ritual that this one belongs to: it does the same for people in another time zone."""
        name = self.options.get("follows")
        return str(name) if name else None


@dataclass(frozen=True)
class Run:
    id: str
    ritual_id: str
    occurrence: str
    recipient: str
    due_at: datetime
    window_start: datetime
    window_end: datetime
    outcome: str
    facts: dict[str, Any]
    created_at: datetime
    created_by: str | None


@dataclass(frozen=True)
class Standing:
    """A ritual with its newest run, its owner's name, and the language that its channel chose."""

    ritual: Ritual
    last: Run | None
    owner: str | None
    channel_language: str | None


FIELDS = tuple(rituals.c[name] for name in Ritual.__dataclass_fields__)
RUN_FIELDS = tuple(runs.c[name] for name in Run.__dataclass_fields__)
