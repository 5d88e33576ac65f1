"""What the tasks of a launch say: tasks of one's own, their words, notes beside them and where the result can be seen."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from rituals.launches.acting import act_on, note
from rituals.launches.cards import show_changed
from rituals.launches.plan import counted_days, too_far
from rituals.launches.seeing import seen
from rituals.launches.telling import Word, tell
from rituals.launches.templates import MARKET, MOST_TASKS, READY, ROLES, SIDES
from rituals.messages import launch_forms as forms
from rituals.messages.launches import Seen, SeenTask
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound, Refusal
from rituals.services import Person, Services
from rituals.signals.forms import is_link
from rituals.working_days import today
from storage import launches, requests
from storage.database import Transaction
from storage.workspaces import Workspace


class TooManyTasks(Refusal):
    """A launch has as many tasks as people can follow: `most`."""

    key = "refusals.too_many_tasks"


def add(services: Services, by: Person, launch_id: str, values: Mapping[str, str], request_key: str) -> Seen:
    """One more task, of the team's own. The same request twice adds it once.

    Raises NotFound, NotAllowed, TooManyTasks, or FieldErrors for what is missing and for a day that can't be.
    """
    said, now = _said(values), services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        if requests.claim(tx, home.id, request_key, {}, datetime.now(UTC)) is not None:
            return seen(tx, home, launch_id, now)
        if not launches.hold(tx, home.id, launch_id):
            raise NotFound
        launch = launches.get(tx, home.id, launch_id)
        if launch is None:
            raise NotFound
        due = _day(values.get(forms.TASK_DUE), today(home, now))
        anchor = values.get(forms.TASK_FROM)
        counted = anchor if anchor in (READY, MARKET) else None
        task = said | {
            "due_on": due,
            "anchor": counted,
            "days": counted_days(home, launch, counted, due),
            "enables": False,
            "added_by": by.id,
        }
        added = launches.add_task(tx, home.id, launch_id, task, MOST_TASKS)
        if added is None:
            raise TooManyTasks(most=MOST_TASKS)
        note(tx, home, launch_id, "task_added", by, now, {"task": added})
        found = seen(tx, home, launch_id, now)
        show_changed(tx, home, launch_id, found.roles.get(said["role"]))
        return found


def edit(services: Services, by: Person, task_id: str, mark: str, values: Mapping[str, str]) -> SeenTask:
    """A task says something else. `mark`: of what it said when the form was opened.

    Raises NotFound, NotAllowed, FieldErrors, or NotThere where somebody wrote something else meanwhile.
    """
    said = _said(values)

    def write(tx: Transaction, home: Workspace, now: datetime) -> bool:
        task = launches.task(tx, home.id, task_id)
        if task is None or forms.said_mark(task) != mark:
            return False
        return launches.edit(tx, home.id, task_id, said, seen={name: getattr(task, name) for name in said})

    return act_on(services, by, task_id, "task_edited", write, strictly=True)


def remark(
    services: Services, by: Person, task_id: str, values: Mapping[str, str], request_key: str
) -> SeenTask:
    """A note beside a task, or where its result can be seen, or both; its owner is told. The same request twice, once.

    Raises NotFound, NotAllowed, or FieldErrors for nothing at all and for what is no link.
    """
    words, link = values.get(forms.NOTE_WORDS), values.get(forms.NOTE_LINK)
    if not words and not link:
        raise FieldErrors({forms.NOTE_WORDS: "launches.error_note"})
    if link and not is_link(link):
        raise FieldErrors({forms.NOTE_LINK: "launches.error_link"})

    def write(tx: Transaction, home: Workspace, now: datetime) -> bool:
        if requests.claim(tx, home.id, request_key, {}, datetime.now(UTC)) is not None:
            return False
        if link:
            launches.prove(tx, home.id, task_id, link)
        kept = launches.add_note(tx, home.id, task_id, by.id, words, now) if words else None
        task = launches.task(tx, home.id, task_id)
        if task and task.owner and task.owner != by.id:
            tell(tx, home, Word.NOTED, task.owner, task_id, by, now, note=kept)
        return True

    return act_on(services, by, task_id, "task_noted", write, after={"link": link} if link else {})


def _said(values: Mapping[str, str]) -> dict[str, str]:
    """What a form says of a task. Raises FieldErrors."""
    title = values.get(forms.TASK_TITLE)
    if not title:
        raise FieldErrors({forms.TASK_TITLE: "forms.error_empty"})
    role, side = values.get(forms.TASK_ROLE), values.get(forms.TASK_SIDE)
    return {
        "title": title,
        "help": values.get(forms.TASK_HELP, ""),
        "done_when": values.get(forms.TASK_DONE_WHEN, ""),
        "role": role if role in ROLES else ROLES[0],
        "side": side if side in SIDES else SIDES[0],
    }


def _day(typed: str | None, here: date) -> date:
    try:
        day = date.fromisoformat(typed or "")
    except ValueError:
        raise FieldErrors({forms.TASK_DUE: "forms.error_empty"}) from None
    if day < here:
        raise FieldErrors({forms.TASK_DUE: "launches.error_past"})
    if too_far(day, here):
        raise FieldErrors({forms.TASK_DUE: "launches.error_day"})
    return day
