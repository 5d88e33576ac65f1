"""How tasks of a launch look: lists of them a page at a time, and one with its buttons."""

from collections.abc import Iterator, Sequence

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    divider,
    escape,
    link,
    section,
    shorten,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.absences import is_away
from rituals.messages.history import history_button
from rituals.messages.launches.plan import head_of, owner_of, progress_of, waits_for
from rituals.messages.launches.records import (
    ADD,
    AFTER,
    BACK,
    BEFORE,
    BEGIN,
    BLOCK,
    CHANGE_TIER,
    DECISION,
    DONE,
    DROP,
    EDIT,
    GIVE,
    HELP,
    MINE,
    MOVE,
    MOVE_DAYS,
    NOTE,
    OPEN_TASK,
    OUTCOME,
    PAGE,
    STOP,
    TAKE,
    UNBLOCK,
    UNDO,
    Seen,
    SeenTask,
    Todo,
    Where,
)
from storage.launches import Note, Task, TaskState

ON_A_PAGE = 20
NOTE_SHOWN = 1000


def mine_page(texts: Texts, tasks: Sequence[SeenTask], where: Where) -> View:
    """One's open tasks in all launches, what is due first first."""
    head = texts.mrkdwn("launches.mine_count", count=len(tasks))
    return _page(texts, texts.plain("launches.my_tasks"), head, tasks, where)


def all_page(texts: Texts, seen: Seen, where: Where) -> View:
    """All tasks of a launch, by day."""
    tasks = [SeenTask(task, seen.launch, seen.names, seen.today) for task in seen.tasks]
    head = Mrkdwn.join_all("\n", [head_of(texts, seen.launch), progress_of(texts, seen.tasks)])
    more = (
        button(texts.plain("launches.add"), ADD, seen.launch.id),
        button(texts.plain("launches.move_days"), MOVE_DAYS, seen.launch.id),
        button(texts.plain("launch_tiers.title"), CHANGE_TIER, seen.launch.id),
        button(texts.plain("launch_decisions.title"), DECISION, seen.launch.id),
        button(texts.plain("launch_afterwards.title"), OUTCOME, seen.launch.id),
        history_button(texts, seen.launch.ref),
    )
    return _page(texts, seen.launch.ref, head, tasks, where, *more)


def _page(
    texts: Texts, title: str, head: Mrkdwn, tasks: Sequence[SeenTask], where: Where, *more: Block
) -> View:
    last = max(0, len(tasks) - 1) // ON_A_PAGE
    page = min(where.page, last)
    shown = tasks[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    blocks: list[Block] = [section(head), *([actions(*more)] if more else []), divider()]
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


def todo(texts: Texts, found: Todo) -> list[Block]:
    """The first of somebody's tasks, with the way to the others."""
    all_ = button(texts.plain("launches.my_tasks"), MINE)
    blocks = [section(texts.mrkdwn("launches.mine_count", count=found.count), accessory=all_)]
    blocks += [_row(texts, seen, with_launch=True) for seen in found.tasks]
    if (more := found.count - len(found.tasks)) > 0:
        blocks.append(context(texts.mrkdwn("launches.more", count=more)))
    return blocks


def _row(texts: Texts, seen: SeenTask, *, with_launch: bool) -> Block:
    task = seen.task
    whose = (
        f"{seen.launch.ref} {shorten(seen.launch.name, 40)}"
        if with_launch
        else owner_of(texts, task, seen.names)
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
    if seen.task.state == TaskState.BLOCKED:
        return "⛔"
    if seen.task.due_on < seen.today:
        return "⏰"
    return "▶️" if seen.task.state == TaskState.DOING else "⬜"


def task_page(texts: Texts, seen: SeenTask, back: str, *, me: str) -> View:
    """A task: what is asked, when it is done, and what can be done with it. `back` is the list that it was opened from."""
    task = seen.task
    blocks: list[Block] = [
        section(Mrkdwn.join_all(" ", [sign(seen), bold(task.title)])),
        section(_standing(texts, seen)),
    ]
    if task.help:
        blocks.append(section(texts.mrkdwn("launches.task_help", words=task.help)))
    if task.done_when:
        blocks.append(section(texts.mrkdwn("launches.task_done_when", words=task.done_when)))
    if task.proof:
        blocks.append(section(texts.mrkdwn("launches.task_proof", link=link(task.proof, task.proof))))
    blocks += [_note(texts, seen, note) for note in seen.notes]
    blocks += [actions(*row) for row in _buttons(texts, task, me)]
    if back:
        blocks.append(actions(button(texts.plain("launches.back"), BACK, back)))
    blocks.append(context(head_of(texts, seen.launch)))
    return View(PAGE, seen.launch.ref, tuple(blocks), texts.plain("forms.close"), memory=back)


def _note(texts: Texts, seen: SeenTask, note: Note) -> Block:
    who = texts.mrkdwn(
        "launches.note_by", who=seen.names.get(note.person, "?"), when=texts.slack_moment(note.at)
    )
    return context(Mrkdwn.join_all("\n", [who, escape(shorten(note.words, NOTE_SHOWN))]))


def _standing(texts: Texts, seen: SeenTask) -> Mrkdwn:
    """Whose it is and when it is due; what it waits for; of what is closed, by whom, when, and why."""
    task = seen.task
    due = texts.mrkdwn(
        "launches.task_due",
        day=texts.day(task.due_on),
        who=owner_of(texts, task, seen.names),
        side=texts.plain(f"launches.side_{task.side}"),
    )
    if task.is_open and seen.away:
        due = Mrkdwn.join_all("\n", [due, is_away(texts, task.owner or "", seen.away, seen.names)])
    if task.state == TaskState.DOING:
        return Mrkdwn.join_all("\n", [due, texts.mrkdwn("launches.task_doing")])
    if task.state == TaskState.BLOCKED:
        return Mrkdwn.join_all("\n", [due, waits_for(texts, task, seen.names)])
    if task.closed_at is None:
        return due
    closed = texts.mrkdwn(
        f"launches.task_{task.state}",
        who=seen.names.get(task.closed_by or "", "?"),
        when=texts.slack_moment(task.closed_at),
    )
    return Mrkdwn.join_all("\n", [due, closed, *([escape(task.why)] if task.why else [])])


def take_value(task: Task) -> str:
    """What a button that gives a task to another carries: the task, and the owner that was seen."""
    return f"{task.id} {task.owner or ''}".strip()


def _buttons(texts: Texts, task: Task, me: str) -> Iterator[list[Block]]:
    """What can be done with a task: how far it is, whose it is, what it says."""

    def one(name: str, action_id: str, value: str = task.id, style: str | None = None) -> Block:
        return button(texts.plain(f"launches.{name}"), action_id, value, style=style)

    if not task.is_open:
        yield [one("undo", UNDO), one("note", NOTE)]
        return
    far = [one("done", DONE, style="primary")]
    if task.state == TaskState.BLOCKED:
        far.append(one("unblock", UNBLOCK))
    elif task.state == TaskState.DOING:
        far += [one("stop", STOP), one("block", BLOCK)]
    else:
        far += [one("begin", BEGIN), one("block", BLOCK)]
    yield far
    whose = [] if task.owner == me else [one("take", TAKE, take_value(task))]
    helped = [one("help", HELP)] if task.owner == me else []
    yield [*whose, *helped, one("give", GIVE), one("move", MOVE)]
    yield [one("note", NOTE), one("edit", EDIT), one("drop", DROP)]
