"""What can become of a signal. The values are stored and exported: they never change."""

from enum import StrEnum


class State(StrEnum):
    """Where a signal stands."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    PLANNED = "planned"
    SHIPPED = "shipped"
    DECLINED = "declined"
    MERGED = "merged"


class Answer(StrEnum):
    """What its owner can say to a signal. *Later* is a no for now: it stays acknowledged."""

    ACKNOWLEDGED = "acknowledged"
    PLANNED = "planned"
    SHIPPED = "shipped"
    LATER = "later"
    DECLINED = "declined"

    @property
    def state(self) -> State:
        return State.ACKNOWLEDGED if self is Answer.LATER else State(self.value)

    @property
    def needs_reason(self) -> bool:
        """A "no" or "later" always says why."""
        return self in (Answer.LATER, Answer.DECLINED)


class Reason(StrEnum):
    """The reasons that people give most, to pick from instead of writing."""

    PRIORITIES = "priorities"
    EVIDENCE = "evidence"
    WORKAROUND = "workaround"
    DIRECTION = "direction"
    COST = "cost"


SETTLED = (State.SHIPPED, State.DECLINED, State.MERGED)
"""The states in which nothing more will come of a signal."""

WAITING = (State.NEW, State.ACKNOWLEDGED)
"""The states in which somebody still waits for a decision."""
