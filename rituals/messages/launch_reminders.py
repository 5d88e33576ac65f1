"""How people are reminded of their tasks in launches."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, context, section
from bot.kit.message import BLOCKS_IN_MESSAGE, Message, View
from bot.kit.texts import Texts
from rituals.messages.launches import (
    COMING,
    HELP,
    MINE,
    OPEN_TASK,
    UNBLOCK,
    SeenTask,
    line_of,
    sign,
    take_value,
)
from rituals.messages.launches.records import PAGE

DONE = "launches.done_now"
TOMORROW = "launches.tomorrow"
TAKE = "launches.take_now"
LATER = "launches.in_three_days"
NOT_MINE = "launches.not_mine"

LATE, TODAY, SOON, UNOWNED = "late", "today", "soon", "unowned"
WAITED_FOR, STANDING_IN, HELPING = "waited_for", "standing_in", "helping"
OWN = (LATE, TODAY, SOON)
WHYS = (WAITED_FOR, *OWN, STANDING_IN, UNOWNED, HELPING)  # what is most pressing stands first
SHOWN = 5


def reminder(texts: Texts, found: Mapping[str, Sequence[SeenTask]], today: date) -> Message:
    """One message for one person: tasks by why they are brought up, each with what can be done about it."""
    blocks: list[Block] = []
    lines: list[Mrkdwn] = []
    groups = [(why, tasks) for why in WHYS if (tasks := found.get(why, ()))]
    for (why, tasks), shown in zip(groups, shares([len(tasks) for _, tasks in groups]), strict=True):
        head = texts.mrkdwn(f"launches.remind_{why}", count=len(tasks))
        blocks.append(section(head))
        lines.append(head)
        for seen in tasks[:shown]:
            told = _told(texts, seen, today)
            lines.append(told)
            blocks.append(section(told))
            if seen.task.is_open:
                blocks.append(actions(*_buttons(texts, seen, why)))
        if (more := len(tasks) - shown) > 0:
            rest = texts.mrkdwn("launches.more", count=more)
            blocks.append(context(rest))
            lines.append(rest)
    blocks.append(actions(button(texts.plain("launches.my_tasks"), MINE)))
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def shares(counts: Sequence[int]) -> list[int]:
    """How many tasks of each group a message has room for: one each in turn, the most pressing group first."""
    head_and_rest, task_and_buttons, closing_button = 2, 2, 1
    room = (BLOCKS_IN_MESSAGE - closing_button - head_and_rest * len(counts)) // task_and_buttons
    given = [0] * len(counts)
    for _ in range(SHOWN):
        for place, count in enumerate(counts):
            if room and given[place] < count:
                given[place] += 1
                room -= 1
    return given


def answered(texts: Texts, seen: SeenTask, *, put_off: bool = False) -> Message:
    """To who clicked: what became of the task."""
    if put_off and seen.task.is_open and seen.task.remind_on:
        words = texts.mrkdwn(
            "launches.put_off", title=bold(seen.task.title), day=texts.day(seen.task.remind_on)
        )
    else:
        words = Mrkdwn.join_all(" ", [sign(seen), bold(seen.task.title)])
    return Message(words, (section(words),))


def taken(texts: Texts, seen: SeenTask) -> Message:
    """To who took a task over."""
    words = texts.mrkdwn("launches.taken", title=bold(seen.task.title), day=texts.day(seen.task.due_on))
    return Message(words, (section(words),))


def summary(texts: Texts, *, people: int, tasks: int) -> Message:
    words = texts.mrkdwn("launches.remind_summary", people=people, tasks=tasks)
    return Message(words, (section(words),))


def _told(texts: Texts, seen: SeenTask, today: date) -> Mrkdwn:
    words = Mrkdwn.join_all(
        "\n", [Mrkdwn.join_all(" ", [sign(seen), bold(seen.task.title)]), line_of(texts, seen)]
    )
    if seen.task.is_open and seen.task.remind_on and seen.task.remind_on > today:
        back = texts.mrkdwn("launches.back_on", day=texts.day(seen.task.remind_on))
        return Mrkdwn.join_all("\n", [words, back])
    return words


def _buttons(texts: Texts, seen: SeenTask, why: str) -> list[Block]:
    """What one does with a task, by why one is told of it: what comes first is what is most likely."""
    task = seen.task

    def one(name: str, action_id: str, value: str = task.id) -> Block:
        spoken = f"{texts.plain(f'launches.{name}')}: {task.title}"
        return button(texts.plain(f"launches.{name}"), action_id, value, describe=spoken)

    wait = [one("tomorrow", TOMORROW), one("in_three_days", LATER)]
    if why == WAITED_FOR:
        return [one("unblock", UNBLOCK), one("open", OPEN_TASK)]
    if why in (UNOWNED, STANDING_IN):
        return [one("take", TAKE, take_value(task)), one("open", OPEN_TASK), *wait]
    if why == HELPING:
        return [one("coming", COMING), one("open", OPEN_TASK)]
    return [one("done", DONE), *wait, one("help", HELP), one("not_mine", NOT_MINE)]


def asked(texts: Texts, seen: SeenTask, *, who: str) -> Message:
    """To who asked for help: whom."""
    words = texts.mrkdwn("launches.help_asked", title=bold(seen.task.title), who=who)
    return Message(words, (section(words),))


def handed_back(texts: Texts, seen: SeenTask, *, who: str) -> Message:
    """To whose task it is not: who has it now."""
    words = texts.mrkdwn("launches.handed_back", title=bold(seen.task.title), who=who)
    return Message(words, (section(words),))


def coming(texts: Texts, seen: SeenTask) -> Message:
    """To who comes to help."""
    words = texts.mrkdwn("launches.you_help", title=bold(seen.task.title))
    return Message(words, (section(words),))


def as_page(texts: Texts, seen: SeenTask, said: Message) -> View:
    """The same in the modal where it was asked."""
    return View(PAGE, seen.launch.ref, said.blocks, texts.plain("forms.close"))
