"""What a digest's looks are made of: a run's facts, with the words that they refer to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rituals.messages.demos.records import Programme as Session
from rituals.messages.launches.records import Came
from rituals.messages.polls import Seen
from rituals.messages.surveys import Seen as SeenSurvey
from storage.releases import Release
from storage.roadmap import Item
from storage.signals import TEAM, Signal
from storage.triage import Decision

SECTIONS = ("did", "shipped", "launches", "field", "radar", "polls", "decided", "coming", "silent", "next")
"""What a digest may tell of, in its usual order: outcomes first. The names are stored."""


@dataclass(frozen=True)
class Declined:
    """A signal that was declined, and the decision with its reason."""

    signal: Signal
    decision: Decision | None


@dataclass(frozen=True)
class Digest:
    """A run's stored facts, with the words that they refer to."""

    facts: Mapping[str, Any]
    start: datetime
    end: datetime
    releases: Sequence[Release]
    themes: Mapping[str, str]
    quotes: Sequence[Signal]
    to_answer: Sequence[Signal]
    prefix: str
    items: Mapping[str, Item] = field(default_factory=dict)
    declined: Sequence[Declined] = ()
    coming: Sequence[Release] = ()
    demos: Sequence[Session] = ()  # to come
    silent: Sequence[Release] = ()
    came: Sequence[Came] = ()
    polls: Sequence[Seen] = ()  # that are closed
    surveys: Sequence[SeenSurvey] = ()  # that are closed, then those that are open

    @property
    def sections(self) -> Sequence[str]:
        """Those that it tells of, in their order; digests of before had but these."""
        found: Sequence[str] = self.facts.get("sections", ("shipped", "field", "radar", "next"))
        return found


def readable(signal: Signal) -> bool:
    """Whether a channel may read this signal's words now."""
    return signal.visibility == TEAM and signal.undone_at is None
