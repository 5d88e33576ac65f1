"""How patient delivery is. All in seconds of real time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """`http_seconds` is the client's timeout: well below the lease, so that nobody else has the row meanwhile."""

    lease_seconds: float = 60
    http_seconds: float = 10
    channel_gap: float = 1.0  # Slack takes about one message a second in a channel
    workspace_gap: float = 0.05
    burst_gap: float = 3  # between edits of a card that many people change at once
    first_retry: float = 2
    longest_retry: float = 600
    attempts: int = 30  # with the longest pauses about four hours
    settling: float = 10  # what Slack may still be doing after we stopped waiting; we look only then
    clocks_apart: float = 5  # as much as those of two of our processes may differ
    look_margin: float = 600  # our clock and Slack's may differ
    unreachable_pause: float = 15  # for the workspace, while Slack can't be reached at all
    workspace_pause: float = 300  # for the workspace, while Slack refuses our token or scopes
    unstated_limit: float = 30  # for a 429 without Retry-After

    def __post_init__(self) -> None:
        if 2 * (self.http_seconds + self.settled) > self.lease_seconds:
            raise ValueError("the lease must be twice the HTTP timeout and settling, or more")

    @property
    def settled(self) -> float:
        """From how long after an unknown outcome on it is known, by whichever clock."""
        return self.settling + self.clocks_apart
