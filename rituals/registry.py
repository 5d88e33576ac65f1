"""What a message kind, a job kind and a ritual kind are. The lists themselves are in `rituals.catalog`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.kit.message import Message
from bot.kit.texts import Texts
from bot.kit.times import DayOff
from rituals.services import Facts, Services
from storage.database import Transaction
from storage.rituals import Run
from storage.workspaces import Workspace


class Doubt(StrEnum):
    """What delivery does when it can't know whether a message was posted, because the history can't be read."""

    RATHER_LATE = "late"  # wait for a person: shown to the admin, not sent again
    RATHER_TWICE = "twice"  # send again


@dataclass(frozen=True)
class Scene:
    """Where a message will be seen: what a renderer is handed beside the facts."""

    services: Services
    tx: Transaction
    workspace: str
    recipient: str
    texts: Texts  # in the recipient's language and zone
    stands: bool = False  # it was said already, and is edited


@dataclass(frozen=True)
class MessageKind:
    """One kind of message that the outbox can hold.

    `render` makes the message from the row's facts at the time of sending; None says that nothing should stand
    there (any more): what was posted is deleted. `muteable` kinds can be switched off by a person or channel. A
    `home` kind is no message: its blocks are published as the person's Home. `then` names the kind of job that follows
    once it stands somewhere, with the row's facts, `channel` and `ts`.
    """

    name: str
    render: Callable[[Scene, Facts], Message | None]
    doubt: Doubt
    default_on: bool = True
    muteable: bool = True
    home: bool = False
    then: str | None = None


@dataclass(frozen=True)
class JobKind:
    """One kind of work. `run` raises `Again` to be tried later, any other error counts as an attempt."""

    name: str
    run: Callable[[Services, str, Facts], None]
    attempts: int = 8


class Again(Exception):
    """Not now: try the job again after so many seconds of real time, without counting an attempt."""

    def __init__(self, seconds: float, why: str) -> None:
        super().__init__(why)
        self.seconds = seconds


@dataclass(frozen=True)
class Window:
    """The half-open stretch of time [start, end) that a run speaks about."""

    start: datetime
    end: datetime


Gather = Callable[[Services, str, Window, Facts], dict[str, Any] | None]
"""The facts of a workspace for a window, with the ritual's options; None where there is nothing to say."""


@dataclass(frozen=True)
class RitualKind:
    """One kind of ritual.

    `gather` reads (and may use the network), outside a transaction that writes; None says that there is nothing to
    say. `render` makes the message from a run's stored facts, so that rendering it again says the same numbers. It
    goes to the ritual's channel, unless `say` puts what is said, and to whom, into the outbox. `more` makes what stands in
    its thread, if anything. `by_hand`: what gathers for a run by hand and a preview, where that is another thing.
    `offered`: whether people can add it by hand; `several`: whether there may be more than one; `days_off`: what it does
    on public holidays, where nobody says otherwise.
    """

    name: str
    default_rule: str
    default_at: str
    gather: Gather
    render: Callable[[Scene, Facts], Message]
    doubt: Doubt = Doubt.RATHER_LATE
    default_window_days: int = 7
    say: Callable[[Transaction, Workspace, Run, datetime], None] | None = None
    more: Callable[[Scene, Facts], Message | None] | None = None
    by_hand: Gather | None = None
    options: dict[str, Any] = field(default_factory=dict)
    offered: bool = True
    several: bool = False
    days_off: DayOff = DayOff.KEEP

    @property
    def gather_by_hand(self) -> Gather:
        return self.by_hand or self.gather
