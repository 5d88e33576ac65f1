"""How launches look: the plan in its channel, lists of tasks, one task with its buttons, what a role asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, context, divider, escape, section, shorten
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.launches.template import SIDES
from rituals.messages.launch_forms import verdict_words
from storage.launches import Launch, Task, TaskState

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

NEXT_SHOWN = 3
LATE_SHOWN = 5
ON_A_PAGE = 20
TOLD = 15
NAME_SHOWN = 80
_BAR = 8


@dataclass(frozen=True)
class Seen:
    """A launch with its tasks, roles, the names of its people, and the day it is for the team."""

    launch: Launch
    tasks: list[Task]
    roles: Mapping[str, str]
    names: Mapping[str, str]
    today: date

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


@dataclass(frozen=True)
class Mine:
    """What somebody has to do, and in which launches they have a part."""

    launches: list[Launch]
    tasks: list[SeenTask]


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


# The plan ---------------------------------------------------------------------------------------------------------


def plan(texts: Texts, seen: Seen) -> Message:
    """The card: what, when, how far each side is, what comes next, what is late, which roles are free."""
    launch = seen.launch
    waiting = [task for task in seen.tasks if task.is_open]
    late = [task for task in waiting if task.due_on < seen.today]
    coming = [task for task in waiting if task.due_on >= seen.today]
    parts = [
        _head(texts, launch),
        _dates(texts, launch),
        _progress(texts, seen.tasks),
        _some(texts, seen, "launches.late", late, LATE_SHOWN),
        _some(texts, seen, "launches.next", coming, NEXT_SHOWN),
        Mrkdwn("") if waiting else texts.mrkdwn("launches.all_done"),
        _free(texts, seen),
    ]
    told = [part for part in parts if part]
    buttons = [
        button(texts.plain("launches.my_tasks"), MINE),
        button(
            texts.plain("launches.all_tasks"),
            ALL,
            Where(launch.id).written(),
            describe=texts.plain("launches.all_tasks_of", ref=launch.ref),
        ),
    ]
    if seen.free_roles:
        buttons.append(button(texts.plain("launches.take_a_role"), ROLES, launch.id))
    reasons = context(_why(texts, launch))
    blocks: list[Block] = [*(section(part) for part in told), reasons, actions(*buttons)]
    return Message(Mrkdwn.join_all("\n", [*told, _why(texts, launch)]), tuple(blocks))


def _head(texts: Texts, launch: Launch) -> Mrkdwn:
    return Mrkdwn.join_all(
        " · ",
        [
            bold(f"{launch.ref} · {shorten(launch.name, NAME_SHOWN)}"),
            launch.release_ref,
            texts.plain(f"launches.tier_{launch.tier}"),
        ],
    )


def _dates(texts: Texts, launch: Launch) -> Mrkdwn:
    return texts.mrkdwn(
        f"launches.dates_{launch.audience}",
        ready=texts.day(launch.ready_on),
        market=texts.day(launch.market_on),
    )


def _progress(texts: Texts, tasks: Sequence[Task]) -> Mrkdwn:
    """A line for each side that has something to do: how much of it is done; what does not apply is not counted."""
    lines: list[Mrkdwn] = []
    for side in SIDES:
        counted = [task for task in tasks if task.side == side and task.state != TaskState.DROPPED]
        if counted:
            done = sum(task.state == TaskState.DONE for task in counted)
            lines.append(
                texts.mrkdwn(
                    "launches.progress",
                    bar=_bar(done, len(counted)),
                    side=texts.plain(f"launches.side_{side}"),
                    done=done,
                    of=len(counted),
                )
            )
    return Mrkdwn.join_all("\n", lines)


def _bar(done: int, of: int) -> str:
    full = done * _BAR // of
    return "▰" * full + "▱" * (_BAR - full)


def _some(texts: Texts, seen: Seen, title: str, tasks: Sequence[Task], limit: int) -> Mrkdwn:
    if not tasks:
        return Mrkdwn("")
    lines = [texts.mrkdwn(title, count=len(tasks))]
    lines += [_line(texts, task, seen.names) for task in tasks[:limit]]
    if title == "launches.late" and len(tasks) > limit:
        lines.append(texts.mrkdwn("launches.more", count=len(tasks) - limit))
    return Mrkdwn.join_all("\n", lines)


def _line(texts: Texts, task: Task, names: Mapping[str, str]) -> Mrkdwn:
    """• 12 Dec · Write the FAQ · Léa"""
    who = _owner(texts, task, names)
    parts = [texts.short_day(task.due_on), shorten(task.title, NAME_SHOWN), who]
    return Mrkdwn("• ") + Mrkdwn.join_all(" · ", parts)


def _owner(texts: Texts, task: Task, names: Mapping[str, str]) -> str:
    role = texts.plain(f"launches.role_{task.role}")
    if task.owner is None:
        return texts.plain("launches.owner_none", role=role)
    return names.get(task.owner, role)


def _free(texts: Texts, seen: Seen) -> Mrkdwn:
    if not seen.free_roles:
        return Mrkdwn("")
    roles = texts.listing(texts.plain(f"launches.role_{role}") for role in seen.free_roles)
    return texts.mrkdwn("launches.free", roles=roles)


def _why(texts: Texts, launch: Launch) -> Mrkdwn:
    """Why it has its tier."""
    words = verdict_words(texts, launch.proposed, launch.answers)
    if launch.why is None:
        return words
    chosen = texts.mrkdwn("launches.chosen", tier=texts.plain(f"launches.tier_{launch.tier}"), why=launch.why)
    return Mrkdwn.join_all(" ", [words, chosen])


# Lists ------------------------------------------------------------------------------------------------------------


def listing(texts: Texts, mine: Mine, *, command: str) -> Message:
    """`/launch`: the launches in which somebody has a part, and what they have to do next."""
    if not mine.launches:
        words = texts.mrkdwn("launches.none_yet", command=command)
        return Message(words, (section(words),))
    head = texts.mrkdwn("launches.mine_head")
    lines, blocks = [head], [section(head)]
    for launch in mine.launches:
        line = Mrkdwn.join_all("\n", [_head(texts, launch), _dates(texts, launch)])
        lines.append(line)
        blocks.append(section(line, accessory=show_button(texts, launch)))
    count = texts.mrkdwn("launches.mine_count", count=len(mine.tasks))
    lines.append(count)
    blocks += [section(count), actions(button(texts.plain("launches.my_tasks"), MINE))]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def show_button(texts: Texts, launch: Launch) -> Block:
    return button(
        texts.plain("launches.show"),
        SHOW,
        launch.id,
        describe=texts.plain("launches.show_ref", ref=launch.ref),
    )


def mine_page(texts: Texts, tasks: Sequence[SeenTask], where: Where) -> View:
    """One's open tasks in all launches, what is due first first."""
    head = texts.mrkdwn("launches.mine_count", count=len(tasks))
    return _page(texts, texts.plain("launches.my_tasks"), head, tasks, where)


def all_page(texts: Texts, seen: Seen, where: Where) -> View:
    """All tasks of a launch, by day."""
    tasks = [SeenTask(task, seen.launch, seen.names, seen.today) for task in seen.tasks]
    head = Mrkdwn.join_all("\n", [_head(texts, seen.launch), _progress(texts, seen.tasks)])
    return _page(texts, seen.launch.ref, head, tasks, where)


def _page(texts: Texts, title: str, head: Mrkdwn, tasks: Sequence[SeenTask], where: Where) -> View:
    last = max(0, len(tasks) - 1) // ON_A_PAGE
    page = min(where.page, last)
    shown = tasks[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    blocks: list[Block] = [section(head), divider()]
    blocks += [_row(texts, task, with_launch=not where.launch) for task in shown]
    turns = []
    if page > 0:
        turns.append(
            button(texts.plain("launches.page_before"), BEFORE, Where(where.launch, page - 1).written())
        )
    if page < last:
        turns.append(
            button(texts.plain("launches.page_after"), AFTER, Where(where.launch, page + 1).written())
        )
    if turns:
        blocks += [context(texts.mrkdwn("launches.page_of", page=page + 1, of=last + 1)), actions(*turns)]
    return View(
        PAGE, title, tuple(blocks), texts.plain("forms.close"), memory=Where(where.launch, page).written()
    )


def _row(texts: Texts, seen: SeenTask, *, with_launch: bool) -> Block:
    task = seen.task
    whose = (
        f"{seen.launch.ref} {shorten(seen.launch.name, 40)}"
        if with_launch
        else _owner(texts, task, seen.names)
    )
    meta = [texts.short_day(task.due_on), whose]
    words = Mrkdwn.join_all(
        "\n", [Mrkdwn.join_all(" ", [sign(seen), bold(task.title)]), Mrkdwn.join_all(" · ", meta)]
    )
    open_ = button(
        texts.plain("launches.open"),
        OPEN_TASK,
        task.id,
        describe=texts.plain("launches.open_task", title=task.title),
    )
    return section(words, accessory=open_)


def line_of(texts: Texts, seen: SeenTask) -> Mrkdwn:
    """Of which launch a task is, and when it is due: L-1 New search · 12 Dec"""
    name = f"{seen.launch.ref} {shorten(seen.launch.name, 40)}"
    return Mrkdwn.join_all(" · ", [name, texts.short_day(seen.task.due_on)])


def sign(seen: SeenTask) -> str:
    """How far a task is, at a glance."""
    if seen.task.state == TaskState.DONE:
        return "✅"
    if seen.task.state == TaskState.DROPPED:
        return "➖"
    return "⏰" if seen.task.due_on < seen.today else "⬜"


# One task ---------------------------------------------------------------------------------------------------------


def task_page(texts: Texts, seen: SeenTask, back: str, *, me: str) -> View:
    """A task: what is asked, when it is done, and what can be done with it. `back` is the list that it was opened from."""
    task = seen.task
    blocks: list[Block] = [
        section(Mrkdwn.join_all(" ", [sign(seen), bold(task.title)])),
        section(_standing(texts, seen)),
        section(texts.mrkdwn("launches.task_help", words=task.help)),
        section(texts.mrkdwn("launches.task_done_when", words=task.done_when)),
        actions(*_buttons(texts, task, me)),
    ]
    if back:
        blocks.append(actions(button(texts.plain("launches.back"), BACK, back)))
    blocks.append(context(_head(texts, seen.launch)))
    return View(PAGE, seen.launch.ref, tuple(blocks), texts.plain("forms.close"), memory=back)


def _standing(texts: Texts, seen: SeenTask) -> Mrkdwn:
    """Whose it is and when it is due; of what is closed, by whom, when, and why."""
    task = seen.task
    due = texts.mrkdwn(
        "launches.task_due",
        day=texts.day(task.due_on),
        who=_owner(texts, task, seen.names),
        side=texts.plain(f"launches.side_{task.side}"),
    )
    if task.closed_at is None:
        return due
    closed = texts.mrkdwn(
        f"launches.task_{task.state}",
        who=seen.names.get(task.closed_by or "", "?"),
        when=texts.slack_moment(task.closed_at),
    )
    return Mrkdwn.join_all("\n", [due, closed, *([escape(task.why)] if task.why else [])])


def take_value(task: Task) -> str:
    """What a button that takes a task over carries: the task, and the owner that was seen."""
    return f"{task.id} {task.owner or ''}".strip()


def _buttons(texts: Texts, task: Task, me: str) -> list[Block]:
    if not task.is_open:
        return [button(texts.plain("launches.undo"), UNDO, task.id)]
    found = [button(texts.plain("launches.done"), DONE, task.id, style="primary")]
    if task.owner != me:
        found.append(button(texts.plain("launches.take"), TAKE, take_value(task)))
    return [
        *found,
        button(texts.plain("launches.move"), MOVE, task.id),
        button(texts.plain("launches.drop"), DROP, task.id),
    ]


# Roles ------------------------------------------------------------------------------------------------------------


def roles_page(texts: Texts, seen: Seen) -> View:
    """The roles that nobody has, each with what it asks and a button that takes it."""
    blocks: list[Block] = [
        section(texts.mrkdwn("launches.roles_intro" if seen.free_roles else "launches.roles_none"))
    ]
    for role in seen.free_roles:
        tasks = [task for task in seen.tasks if task.role == role and task.is_open]
        name = texts.plain(f"launches.role_{role}")
        words = Mrkdwn.join_all(
            "\n", [bold(name), *(_line(texts, task, seen.names) for task in tasks[:LATE_SHOWN])]
        )
        if len(tasks) > LATE_SHOWN:
            words = Mrkdwn.join_all(
                "\n", [words, texts.mrkdwn("launches.more", count=len(tasks) - LATE_SHOWN)]
            )
        take = button(
            texts.plain("launches.take_role"),
            TAKE_ROLE,
            f"{seen.launch.id} {role}",
            describe=texts.plain("launches.take_role_named", role=name),
        )
        blocks.append(section(words, accessory=take))
    return View(PAGE, seen.launch.ref, tuple(blocks), texts.plain("forms.close"))


def role_told(texts: Texts, seen: Seen, roles: Sequence[str], tasks: Sequence[Task]) -> Message:
    """To one person: what their roles ask, and when."""
    named = texts.listing(texts.plain(f"launches.role_{role}") for role in roles)
    lines = [
        texts.mrkdwn(
            "launches.told", roles=named, name=f"{seen.launch.ref} · {shorten(seen.launch.name, NAME_SHOWN)}"
        ),
        _dates(texts, seen.launch),
        Mrkdwn.join_all("\n", [_line(texts, task, {}) for task in tasks[:TOLD]]),
    ]
    if len(tasks) > TOLD:
        lines.append(texts.mrkdwn("launches.more", count=len(tasks) - TOLD))
    buttons = actions(button(texts.plain("launches.my_tasks"), MINE), show_button(texts, seen.launch))
    return Message(Mrkdwn.join_all("\n", lines), (*(section(line) for line in lines), buttons))


# After starting ---------------------------------------------------------------------------------------------------


def started(texts: Texts, seen: Seen) -> View:
    """The plan is made: where it stands, and what it holds."""
    launch = seen.launch
    words = texts.mrkdwn(
        "launches.started", count=len(seen.tasks), ref=launch.ref, channel=Mrkdwn(f"<#{launch.channel_id}>")
    )
    blocks = (
        section(words),
        section(_head(texts, launch)),
        section(_dates(texts, launch)),
        context(_why(texts, launch)),
    )
    return View(PAGE, texts.plain("launches.start_title"), blocks, texts.plain("forms.close"))


def has_plan(texts: Texts, launch: Launch) -> Message:
    """The release has a plan already: here it is."""
    words = texts.mrkdwn("launches.has_plan", ref=launch.ref, release=launch.release_ref)
    return Message(words, (section(words, accessory=show_button(texts, launch)),))


def start_what(texts: Texts, *, command: str) -> Message:
    """`/launch start` needs a release."""
    words = texts.mrkdwn("launches.start_what", command=command)
    return Message(words, (section(words),))


def unknown(texts: Texts, *, typed: str, command: str) -> Message:
    words = texts.mrkdwn("launches.unknown", typed=shorten(typed, NAME_SHOWN), command=command)
    return Message(words, (section(words),))


def not_found(texts: Texts, *, number: int, command: str) -> Message:
    words = texts.mrkdwn("launches.not_found", ref=f"L-{number}", command=command)
    return Message(words, (section(words),))
