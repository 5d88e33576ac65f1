"""What the looks of Home are made of, and the names of its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rituals.messages.rituals import Steered
from storage.signals import Signal
from storage.triage import Decision

NEW_SIGNAL = "home.new_signal"
ANNOUNCE = "home.announce"
NEWS = "home.news"
SEARCH = "home.search"
EARLIER = "home.rituals_before"
LATER = "home.rituals_after"


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
    ask: bool
    read: bool


@dataclass(frozen=True)
class Coming:
    """Something that comes up, at an instant (UTC) or on a day. `kind`: release, ready, market, poll, demo."""

    kind: str
    ref: str
    name: str
    at: datetime
    id: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Machine:
    """How the machine is, for admins: messages and jobs that need somebody's eye."""

    failed: int
    doctor: str  # what to type


@dataclass(frozen=True)
class Rituals:
    """A page of the rituals, and whether its reader may steer them."""

    rituals: Sequence[Steered]
    page: int
    is_more: bool
    steers: bool
