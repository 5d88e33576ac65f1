"""Launches: the plan of a release, who has which role in it, and its tasks."""

from storage.launches.plans import KIND, Launch, add, by_number, get, of_release, under_way
from storage.launches.roles import give_role, roles
from storage.launches.tasks import (
    CLOSED,
    WAITING,
    Task,
    TaskState,
    add_tasks,
    close,
    move,
    open_again,
    open_tasks_of,
    put_off,
    take_over,
    task,
    tasks,
)

__all__ = [
    "CLOSED",
    "KIND",
    "WAITING",
    "Launch",
    "Task",
    "TaskState",
    "add",
    "add_tasks",
    "by_number",
    "close",
    "get",
    "give_role",
    "move",
    "of_release",
    "open_again",
    "open_tasks_of",
    "put_off",
    "roles",
    "take_over",
    "task",
    "tasks",
    "under_way",
]
