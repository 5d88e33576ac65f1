"""Another tier for a plan that stands already: which tasks come in, come back, go out, or are due on another day.

Pure rules. What somebody has touched does not go out, and a day chosen by hand stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.kit.times import Calendar
from rituals.launches import plan
from rituals.launches.plan import Frame
from rituals.launches.templates import Step
from storage.launches import Recounted, Task, TaskState


@dataclass(frozen=True)
class Shift:
    """What becomes of the tasks of a plan. Tasks of the team's own, and those that are closed by hand, are in none."""

    coming: Sequence[Mapping[str, Any]]  # as plan.tasks gives them
    back: Mapping[str, Recounted]  # by task, which went out with a change of tier before
    out: Sequence[Task]
    stays: Sequence[Task]  # the tier does not ask for it, but somebody has begun or changed it
    days: Mapping[str, Recounted]  # by task


def shift(
    template: Sequence[Step], tasks: Sequence[Task], frame: Frame, calendar: Calendar, today: date
) -> Shift:
    """What the tier of a frame makes of a plan with these tasks."""
    steps = {step.key: step for step in template if step.belongs(frame.tier, frame.answers)}
    shipped = [task for task in tasks if task.added_by is None]
    known = {task.key for task in shipped}
    asked = [task for task in shipped if task.key in steps]
    too_much = [task for task in shipped if task.key not in steps and task.is_open]

    def again(task: Task) -> Recounted:
        step = steps[task.key]
        return Recounted(plan.due_on(step, frame, calendar, today), step.days[frame.tier])

    return Shift(
        coming=[row for row in plan.tasks(template, frame, calendar, today) if row["key"] not in known],
        back={task.id: again(task) for task in asked if task.state == TaskState.DROPPED and task.out_by},
        out=[task for task in too_much if goes(task)],
        stays=[task for task in too_much if not goes(task)],
        days={
            task.id: again(task)
            for task in asked
            if task.is_open and not task.moved and task.days != steps[task.key].days[frame.tier]
        },
    )


def goes(task: Task) -> bool:
    """Whether a task that is not asked for any more goes out: nobody has done anything with it."""
    return task.state == TaskState.OPEN and not task.touched
