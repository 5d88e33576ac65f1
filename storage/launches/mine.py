"""The open tasks of one person, in all launches."""

from sqlalchemy import and_, func, select

from storage.database import Transaction
from storage.launches.plans import LAUNCH, OF_LAUNCH, Launch
from storage.launches.tasks import OWNER, TASK, WAITING, Task
from storage.tables import launch_tasks, launches, releases

_MINE = (
    select(func.count().over(), *TASK, *LAUNCH)
    .join(
        launches,
        and_(
            launches.c.workspace_id == launch_tasks.c.workspace_id,
            launches.c.id == launch_tasks.c.launch_id,
        ),
    )
    .join(releases, OF_LAUNCH)
    .order_by(launch_tasks.c.due_on, launch_tasks.c.launch_id, launch_tasks.c.position)
)


def open_tasks_of(
    tx: Transaction, workspace: str, person: str, limit: int
) -> tuple[list[tuple[Task, Launch]], int]:
    """The open tasks of somebody, each with its launch, what is due first first; and how many they are in all."""
    found = tx.execute(
        _MINE.where(
            launch_tasks.c.workspace_id == workspace,
            launch_tasks.c.state.in_(WAITING),
            OWNER.is_not_distinct_from(person),
        ).limit(limit)
    ).all()
    mine = [(Task(*row[1 : 1 + len(TASK)]), Launch(*row[1 + len(TASK) :])) for row in found]
    return mine, found[0][0] if found else 0
