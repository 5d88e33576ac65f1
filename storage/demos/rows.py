"""What demos are made of."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.polls import Audience

KIND = "demo"


class State(StrEnum):
    """How far a session is. The values are stored."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    OVER = "over"


class CalledOff(StrEnum):
    """Why a session is cancelled. The values are stored."""

    HAND = "hand"
    SKIPPED = "skipped"  # its ritual leaves that time out
    EMPTY = "empty"  # its time came, and nobody had wanted anything


class Rsvp(StrEnum):
    """What somebody says who is invited. The values are stored."""

    YES = "yes"
    NO = "no"
    LATER = "later"  # by the recording


class Due(StrEnum):
    """What time asks for of a session. The values are stored."""

    CALL = "call"  # who presents?
    AGAIN = "again"  # nobody presents yet
    PREPARE = "prepare"  # what is expected, to who presents
    EMPTY = "empty"  # nobody presents, and nobody will
    TOMORROW = "tomorrow"
    SOON = "soon"
    YES = "yes"  # to each who comes
    OVER = "over"
    WRAP = "wrap"  # its recording is asked for again


class Asked(StrEnum):
    """What became of a question. The values are stored."""

    OPEN = "open"
    ANSWERED = "answered"
    SIGNAL = "signal"


@dataclass(frozen=True)
class Demo:
    id: str
    number: int
    kind: str
    title: str
    state: str
    starts_at: datetime
    zone: str
    minutes: int
    place: str | None
    link: str | None
    channel_id: str
    audience: Audience
    host: str | None
    author: str | None
    ritual_id: str | None
    period: str | None
    question_hour: bool
    called_off: str | None
    why: str | None
    recording: str | None
    notes: str | None
    address: str
    sequence: int
    changed_at: datetime
    created_at: datetime

    @property
    def ref(self) -> str:
        return f"D-{self.number}"

    @property
    def is_planned(self) -> bool:
        return self.state == State.PLANNED

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Topic:
    """What somebody shows: a release, a roadmap item, or what its title says."""

    id: str
    demo_id: str
    person: str
    release_id: str | None
    item_id: str | None
    title: str
    minutes: int
    release_number: int | None
    item_number: int | None

    @property
    def ref(self) -> str | None:
        """Of the release or the item."""
        if self.release_number:
            return f"R-{self.release_number}"
        return f"I-{self.item_number}" if self.item_number else None


@dataclass(frozen=True)
class Slot:
    """Somebody's place in a session: what they show, and for how many minutes."""

    demo: Demo
    title: str
    minutes: int


@dataclass(frozen=True)
class Question:
    id: str
    demo_id: str
    topic_id: str | None
    by: str
    words: str
    state: str
    answer: str | None
    answered_by: str | None
    signal_id: str | None
    signal_number: int | None
    votes: int

    @property
    def signal_ref(self) -> str | None:
        return f"S-{self.signal_number}" if self.signal_number else None


@dataclass(frozen=True)
class Reminder:
    """Something that is due for a session: what, and for whom (empty: nobody in particular)."""

    workspace: str
    demo_id: str
    what: str
    person: str
