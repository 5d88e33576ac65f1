"""What the doctor judges: facts as they were found, nothing decided yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rituals.services import Place
from storage.doctor import DatabaseFacts
from storage.leases import Backlog
from storage.rituals import Failure, Run
from storage.workspaces import Workspace


@dataclass(frozen=True)
class SlackFacts:
    """What Slack says about our access to it. Without an `error` the token works."""

    error: str | None
    url: str = ""
    bot_user: str = ""
    scopes: frozenset[str] = frozenset()
    clock_skew: float | None = None  # seconds that our clock is ahead of Slack's


Probe = Callable[[], SlackFacts]
"""Asks Slack about token, scopes and clock, within about a second; what fails is the finding."""


@dataclass(frozen=True)
class ChannelFacts:
    """A chosen channel as Slack tells it now; `answered` is false where it did not."""

    purpose: str
    id: str
    place: Place | None
    answered: bool = True


@dataclass(frozen=True)
class RitualFacts:
    """A ritual by its kind, with its last run, what fails, and since when it should have run but has not."""

    name: str
    paused: bool
    last: Run | None
    failure: Failure | None
    overdue_since: datetime | None


@dataclass(frozen=True)
class WorkspaceFacts:
    """What our own tables say of a workspace."""

    home: Workspace
    rituals: Sequence[RitualFacts]
    messages: Backlog
    jobs: Backlog


@dataclass(frozen=True)
class Findings:
    """All that the rules judge. What could not be asked is None."""

    real_now: datetime
    now: datetime
    slack: SlackFacts | None
    wanted_scopes: frozenset[str]
    database: DatabaseFacts
    beat: datetime | None = None  # the ticker's last, in real time
    workspace: WorkspaceFacts | None = None
    channels: Sequence[ChannelFacts] = ()
