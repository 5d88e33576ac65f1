"""What delivery is handed of a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.leases import State


@dataclass(frozen=True)
class Standing:
    """Where a message stands in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Claimed:
    """A row that is ours to say until `leased_until` (real time)."""

    seq: int
    lease: str
    leased_until: datetime
    workspace: str
    kind: str
    recipient: str
    facts: Mapping[str, Any]
    unique_key: str
    revision: int
    attempts: int  # this one included
    standing: Standing | None
    under: str | None
    thread: Standing | None  # of the message that it goes under
    thread_state: State | None  # of that message's row; None if there is no such row
    bundle: str | None  # unique key of the message within which it is said
    created_at: datetime
    maybe_since: datetime
    in_doubt: bool  # an earlier attempt may have posted it
