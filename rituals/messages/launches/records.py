"""What the looks of launches are made of, and the names of their buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rituals.launches.collisions import BIG
from storage.absences import Absence
from storage.launch_answers import Answered
from storage.launch_decisions import Decision, Override
from storage.launches import Launch, Note, Part, Task

SHOW = "launches.show"
MINE = "launches.mine"
ALL = "launches.all"
BEFORE = "launches.before"
AFTER = "launches.after"
BACK = "launches.back"
OPEN_TASK = "launches.task"
DONE = "launches.done"
UNDO = "launches.undo"
TAKE = "launches.take"
DROP = "launches.drop"
MOVE = "launches.move"
ROLES = "launches.roles"
TAKE_ROLE = "launches.take_role"
PAGE = "launches.page"
BEGIN = "launches.begin"
STOP = "launches.stop"
BLOCK = "launches.block"
UNBLOCK = "launches.unblock"
GIVE = "launches.give"
NOTE = "launches.note"
EDIT = "launches.edit"
ADD = "launches.add"
BRIEF = "launches.brief"
CONFIRM = "launches.confirm"
MOVE_DAYS = "launches.move_days"
CALENDAR = "launches.calendar"
COMING = "launches.coming"
HELP = "launches.help"
DECISION = "launches.decision"
OUTCOME = "launches.outcome_page"
CHANGE_ROLE = "launches.change_role"
CHANGE_TIER = "launches.change_tier"


CONFIRMING = ("pm", "pmm")


@dataclass(frozen=True)
class Seen:
    """A launch with its tasks, roles, the names of its people, and the day it is for the team."""

    launch: Launch
    tasks: list[Task]
    roles: Mapping[str, str]
    names: Mapping[str, str]
    today: date
    brief: Mapping[str, Part]
    confirmed: Mapping[str, str]  # by role: who stands by the tier
    decision: Decision | None
    override: Override | None
    reached: Answered | None  # the last answer that says what was reached
    away: Mapping[str, Absence]  # of those who are, by person

    @property
    def to_confirm(self) -> list[str]:
        """The roles that are still to stand by the tier of a big launch."""
        return [role for role in CONFIRMING if self.launch.tier in BIG and role not in self.confirmed]

    @property
    def free_roles(self) -> list[str]:
        """The roles that nobody has and that have something to do, in the order of their first task."""
        waiting = [task.role for task in self.tasks if task.is_open and task.role not in self.roles]
        return list(dict.fromkeys(waiting))


@dataclass(frozen=True)
class SeenTask:
    """One task, of which launch, with the names of its people."""

    task: Task
    launch: Launch
    names: Mapping[str, str]
    today: date
    notes: Sequence[Note] = ()
    away: Absence | None = None  # of its owner


@dataclass(frozen=True)
class Todo:
    """The tasks that somebody has to do first, and how many they have."""

    tasks: Sequence[SeenTask]
    count: int


@dataclass(frozen=True)
class Mine:
    """What somebody has to do, and in which launches they have a part."""

    launches: list[Launch]
    tasks: Sequence[SeenTask]


@dataclass(frozen=True)
class Came:
    """What came of a launch: its brief, which has the goal, and answers, the newest last."""

    launch: Launch
    brief: Mapping[str, Part]
    answers: Sequence[Answered]


@dataclass(frozen=True)
class Where:
    """Which page of which list: of one's own tasks, or of all of a launch. Lists and the pages behind them remember it."""

    launch: str = ""  # empty: one's own
    page: int = 0

    def written(self) -> str:
        return f"{self.launch}:{self.page}"

    @classmethod
    def read(cls, written: str) -> "Where":
        launch, _, page = written.partition(":")
        return cls(launch, int(page) if page.isdecimal() and len(page) < 6 else 0)
