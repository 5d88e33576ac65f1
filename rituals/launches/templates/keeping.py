"""A workspace's own templates: seen by the team, changed by admins, each change a version of its own.

Two admins who change different tasks at once both succeed; of two who change the same one, the second is told.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.kit.texts import Texts
from rituals.launches.templates.checklists import from_checklist, new_key
from rituals.launches.templates.files import shipped, shipped_text
from rituals.launches.templates.model import MOST_TASKS, Step, Template, tidy
from rituals.launches.templates.reading import TemplateError, read
from rituals.launches.templates.standing import Standing, kept_of, news_of, standing
from rituals.launches.templates.writing import write
from rituals.messages import launch_template_forms as forms
from rituals.messages import launch_template_imports as imports
from rituals.messages.launch_templates import Kept, Name
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound, Refusal
from rituals.services import Person, Services
from storage import audit, counters, launch_templates, outbox, requests
from storage.database import Transaction
from storage.launch_templates import Version
from storage.workspaces import Workspace

FILE = "launch_template_file"
EDITED, IMPORTED, BROUGHT_BACK, SHIPPED, UPGRADED, LEFT = (
    "edited",
    "imported",
    "brought_back",
    "shipped_again",
    "upgraded",
    "left",
)
_TRIES = 20  # of adding a version, while others add theirs


class ChangedMeanwhile(Refusal):
    """The template is another than the one that this person saw."""

    key = "templates.changed_meanwhile"


class LastTask(Refusal):
    """A template without any task would make empty plans."""

    key = "templates.last_task"


Change = Callable[[Transaction, Standing], Template | None]
"""What a template becomes; None: as shipped. Raises a refusal where it can't be."""


def keep_step(
    services: Services, by: Person, opened: forms.Opened, filled: forms.Filled, request_key: str
) -> Kept:
    """Change a task, or add one. Raises NotAllowed, or FieldErrors, also where it was changed meanwhile."""
    step, place = forms.step_of(filled)

    def change(tx: Transaction, now: Standing) -> Template:
        tasks = list(now.template.tasks)
        if not opened.key:
            if len(tasks) >= MOST_TASKS:
                raise FieldErrors({forms.TITLE: "templates.error_full"})
            added = replace(step, key=new_key(step.title, {task.key for task in tasks}))
            tasks.insert(len(tasks) if place is None else place, added)
            return replace(now.template, tasks=tuple(tasks))
        try:
            at = tasks.index(_same(now, opened))
        except ChangedMeanwhile as error:  # what was typed stays in the form
            raise FieldErrors({forms.TITLE: "templates.error_changed"}) from error
        del tasks[at]
        tasks.insert(at if place is None else place, replace(step, key=opened.key))
        return replace(now.template, tasks=tuple(tasks))

    return _change(services, by, opened.name, EDITED, change, request_key)


def remove_step(services: Services, by: Person, opened: forms.Opened) -> Kept:
    """Take a task out. Raises NotAllowed, FieldErrors for the last one, ChangedMeanwhile where it was changed meanwhile."""

    def change(tx: Transaction, now: Standing) -> Template:
        gone = _same(now, opened)
        left = tuple(task for task in now.template.tasks if task != gone)
        if not left:
            raise LastTask
        return replace(now.template, tasks=left)

    return _change(services, by, opened.name, EDITED, change)


def keep_criteria(
    services: Services, by: Person, name: Name, version: int, lines: str, request_key: str
) -> Kept:
    """By what a go/no-go is decided, a line each. Raises NotAllowed, or FieldErrors, also where they changed meanwhile."""
    criteria = forms.criteria_of(lines)

    def change(tx: Transaction, now: Standing) -> Template:
        if now.template.criteria != _criteria_at(tx, by.workspace, name, version):
            raise FieldErrors({forms.CRITERIA: "templates.error_changed"})
        return replace(now.template, criteria=criteria)

    return _change(services, by, name, EDITED, change, request_key)


def bring_in(services: Services, by: Person, name: Name, text: str, request_key: str) -> Kept:
    """A file as the new version: YAML, or a Markdown checklist. Raises FieldErrors with the line, NotAllowed."""
    try:
        template = from_file(services.catalogs.texts(name.language), text)
    except TemplateError as error:
        raise FieldErrors({imports.PASTED: error.key}, line=error.line, **error.values) from error
    return _change(services, by, name, IMPORTED, lambda _tx, _now: template, request_key)


def from_file(texts: Texts, text: str) -> Template:
    """What a file says: YAML where it has `tasks:`, else a Markdown checklist. Raises TemplateError."""
    if any(line.startswith(("tasks:", "criteria:")) for line in text.splitlines()):
        return read(text)
    return from_checklist(tidy(text), texts)


def bring_back(services: Services, by: Person, name: Name, version: int, *, seen_version: int) -> Kept:
    """An earlier version again, as a new one; 0: as shipped. Raises NotAllowed, NotFound, or ChangedMeanwhile."""

    def change(tx: Transaction, now: Standing) -> Template | None:
        if now.version != seen_version:
            raise ChangedMeanwhile
        if version == 0:
            return None
        earlier = launch_templates.get(tx, by.workspace, name.audience, name.language, version)
        if earlier is None:
            raise NotFound
        return read(earlier.text) if earlier.text is not None else None

    return _change(services, by, name, SHIPPED if version == 0 else BROUGHT_BACK, change)


def follow(services: Services, by: Person, name: Name, *, seen_version: int, take: bool) -> Kept:
    """Take over what changed in the shipped template, or leave one's own as it is. Raises NotAllowed, or ChangedMeanwhile."""

    def change(tx: Transaction, now: Standing) -> Template:
        if now.version != seen_version:
            raise ChangedMeanwhile
        news = news_of(name, now)
        if news is None:
            raise ChangedMeanwhile
        return news.merged if take else now.template

    return _change(services, by, name, UPGRADED if take else LEFT, change, anew=True)


def ask_for_file(services: Services, by: Person, name: Name, request_key: str) -> None:
    """Have a template sent to somebody as a file; the same request twice sends one. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        if requests.claim(tx, home.id, request_key, {}, datetime.now(UTC)) is not None:
            return
        outbox.put(
            tx,
            home.id,
            kind=FILE,
            recipient=by.id,
            facts={"audience": name.audience, "language": name.language},
            unique_key=f"template:{counters.new_id()}",
            now=services.now(),
        )


def keep_by_hand(tx: Transaction, home: Workspace, name: Name, template: Template, now: datetime) -> int:
    """The number of the new version, for whoever runs the bot."""
    return _add(tx, home, None, name, IMPORTED, lambda _tx, _now: template, now)


def _change(
    services: Services,
    by: Person,
    name: Name,
    what: str,
    change: Change,
    request_key: str | None = None,
    *,
    anew: bool = False,
) -> Kept:
    """Add a version, made from the newest; the same request twice adds one."""
    with services.write() as tx:
        home = enter(tx, by, Act.KEEP_TEMPLATES)
        if request_key is None or requests.claim(tx, home.id, request_key, {}, datetime.now(UTC)) is None:
            _add(tx, home, by, name, what, change, services.now(), anew=anew)
        return replace(kept_of(tx, home, name), editable=True)


def _add(
    tx: Transaction,
    home: Workspace,
    by: Person | None,
    name: Name,
    what: str,
    change: Change,
    at: datetime,
    *,
    anew: bool = False,
) -> int:
    """The version that stands then; of two who add one at once, one is first. `anew`: it goes by what is shipped today."""
    for _ in range(_TRIES):
        now = standing(tx, home.id, name)
        wanted = change(tx, now)
        if what == EDITED and wanted == now.template:
            return now.version  # saved as it was
        shipped_now = shipped_text(name.audience, name.language)
        fresh = anew or what == IMPORTED or wanted is None
        version = Version(
            now.version + 1,
            write(wanted) if wanted else None,
            shipped_now if fresh else now.base(name),
            what,
            by.id if by else None,
            at,
        )
        if launch_templates.add(tx, home.id, name.audience, name.language, version):
            audit.note(
                tx,
                home.id,
                object_kind=launch_templates.KIND,
                object_id=name.written(),
                act=what,
                by=version.by,
                now=version.at,
                before={"version": now.version},
                after={"version": version.version},
            )
            return version.version
    raise ChangedMeanwhile


def _same(now: Standing, opened: forms.Opened) -> Step:
    """The task that somebody opened, if it still says what they saw."""
    step = now.template.step(opened.key)
    if step is None or forms.fingerprint(step) != opened.seen:
        raise ChangedMeanwhile
    return step


def _criteria_at(tx: Transaction, workspace: str, name: Name, version: int) -> tuple[str, ...]:
    earlier = launch_templates.get(tx, workspace, name.audience, name.language, version)
    if earlier is None or earlier.text is None:
        return shipped(name.audience, name.language).criteria
    return read(earlier.text).criteria
