"""What the looks of Home are made of, and the names of its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from rituals.messages.launches import Todo
from rituals.messages.polls import Outcome
from rituals.messages.rituals import Steered
from rituals.messages.setup_steps import Step
from rituals.messages.triage.inbox import Inbox
from storage.demos import Demo, Slot
from storage.launch_decisions import Decision as Round
from storage.launches import Launch
from storage.machine import Health
from storage.polls import Poll
from storage.signals import Signal
from storage.surveys import Survey
from storage.triage import Decision

Kind = TypeVar("Kind")

NEW_SIGNAL = "home.new_signal"
ANNOUNCE = "home.announce"
NEWS = "home.news"
SEARCH = "home.search"
EARLIER = "home.before"
LATER = "home.after"
LAUNCH = "home.launch"


class Tab(StrEnum):
    """What Home shows; each has a button. The values are kept with somebody's Home."""

    DAY = "day"
    RITUALS = "rituals"


TABS = {Tab.DAY: "home.day", Tab.RITUALS: "home.rituals"}


@dataclass(frozen=True)
class Mine:
    """A signal that this person captured or follows, and what became of it."""

    signal: Signal
    owner: str | None
    decision: Decision | None


@dataclass(frozen=True)
class Can:
    """What somebody may do from here; a guest of the workspace nothing."""

    capture: bool
    announce: bool
    launch: bool
    ask: bool
    read: bool


@dataclass(frozen=True)
class Coming:
    """Something that comes up, at an instant (UTC) or on a day. `kind`: release, ready, market, poll, demo."""

    kind: str
    ref: str
    name: str
    at: datetime
    day: date | None = None


@dataclass(frozen=True)
class Machine:
    """How the machine is, for admins."""

    health: Health
    well: bool


@dataclass(frozen=True)
class Some(Generic[Kind]):
    """The first of what waits, and how many there are in all."""

    shown: Sequence[Kind]
    count: int


@dataclass(frozen=True)
class Pile:
    """A page of signals. `name`: mine or followed."""

    name: str
    signals: Sequence[Mine]
    page: int
    is_more: bool


@dataclass(frozen=True)
class Day:
    """The sections of somebody's day; None of what is not for them. The inbox is there for those who own signals."""

    machine: Machine | None
    setup: Sequence[Step] | None
    tasks: Todo | None
    votes: Some[Poll] | None
    decisions: Some[Outcome] | None
    rounds: Some[tuple[Round, Launch]] | None
    surveys: Some[Survey] | None
    slots: Some[Slot] | None
    to_fill: Some[Demo] | None
    coming: Sequence[Coming] | None
    inbox: Inbox | None
    mine: Pile
    followed: Pile

    @property
    def is_empty(self) -> bool:
        """Whether nothing of theirs is there yet."""
        return not self.mine.signals and not (self.tasks and self.tasks.count)


@dataclass(frozen=True)
class Rituals:
    """A page of the rituals, and whether its reader may steer them."""

    rituals: Sequence[Steered]
    page: int
    is_more: bool
    steers: bool
