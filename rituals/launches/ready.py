"""How ready a launch is: which parts of the brief its tier needs, what is missing, and one figure. Pure rules."""

from collections.abc import Container, Mapping, Sequence

from storage.launches import Launch, Task, TaskState

GOAL = "goal"
GOAL_KINDS = ("awareness", "retention", "acquisition")
GOAL_PARTS = ("goal_kind", "goal_measure", "goal_now", "goal_target", "goal_on")
_GOAL_NEEDS = ("goal_kind", "goal_target", "goal_on")

PAGES: Sequence[Sequence[str]] = (
    ("audience", "value", "unique", "different", "change"),
    ("channels", "resources", "why_now", *GOAL_PARTS, "expected"),
)
"""The parts of the brief, as its two forms ask for them."""

PARTS = (
    "audience",
    "value",
    "unique",
    "different",
    "change",
    "channels",
    "resources",
    "why_now",
    GOAL,
    "expected",
)
"""The same as one reads them: the goal is one part."""

_ALWAYS = ("audience", "value")
_NOTABLE = (*_ALWAYS, "unique", "different", "change", "channels", GOAL)
REQUIRED: Mapping[int, Sequence[str]] = {0: PARTS, 1: PARTS, 2: _NOTABLE, 3: _ALWAYS}
"""By tier, the parts of the brief that a launch needs."""


def missing(tier: int, written: Container[str]) -> list[str]:
    """The required parts that are still to be written. A goal is written when its kind, target and date are."""
    return [part for part in REQUIRED[tier] if not _is_written(part, written)]


def _is_written(part: str, written: Container[str]) -> bool:
    return all(needed in written for needed in _GOAL_NEEDS) if part == GOAL else part in written


def readiness(launch: Launch, tasks: Sequence[Task], written: Container[str]) -> int:
    """How ready a launch is, in per cent, rounded down: the share of what is to be there on the market day that is.

    Counted are the required parts of the brief and the tasks due by that day, each once; what does not apply is not.
    """
    due = [task for task in tasks if task.due_on <= launch.market_on and task.state != TaskState.DROPPED]
    needed = len(REQUIRED[launch.tier])
    there = needed - len(missing(launch.tier, written)) + sum(task.state == TaskState.DONE for task in due)
    return 100 * there // (needed + len(due))
