"""How people are reminded of their tasks in launches."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, context, section
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.launches import MINE, SeenTask, line_of, sign, take_value

DONE = "launches.done_now"
TOMORROW = "launches.tomorrow"
TAKE = "launches.take_now"

LATE, TODAY, SOON, UNOWNED = "late", "today", "soon", "unowned"
WHYS = (LATE, TODAY, SOON, UNOWNED)  # what is most pressing stands first
SHOWN = 5


def reminder(texts: Texts, found: Mapping[str, Sequence[SeenTask]], today: date) -> Message:
    """One message for one person: tasks by why they are brought up, each with what can be done about it."""
    blocks: list[Block] = []
    lines: list[Mrkdwn] = []
    for why in WHYS:
        tasks = found.get(why, ())
        if not tasks:
            continue
        head = texts.mrkdwn(f"launches.remind_{why}", count=len(tasks))
        blocks.append(section(head))
        lines.append(head)
        for seen in tasks[:SHOWN]:
            told = _told(texts, seen, today)
            lines.append(told)
            blocks.append(section(told))
            if seen.task.is_open:
                blocks.append(actions(*_buttons(texts, seen, free=why == UNOWNED)))
        if (more := len(tasks) - SHOWN) > 0:
            rest = texts.mrkdwn("launches.more", count=more)
            blocks.append(context(rest))
            lines.append(rest)
    blocks.append(actions(button(texts.plain("launches.my_tasks"), MINE)))
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


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


def _buttons(texts: Texts, seen: SeenTask, *, free: bool) -> list[Block]:
    """What one does with a task: take it over where it is nobody's, else say that it is done; or wait."""
    title = seen.task.title
    label, action_id, value = ("take", TAKE, take_value(seen.task)) if free else ("done", DONE, seen.task.id)
    return [
        button(
            texts.plain(f"launches.{label}"),
            action_id,
            value,
            describe=texts.plain(f"launches.{label}_named", title=title),
        ),
        button(
            texts.plain("launches.tomorrow"),
            TOMORROW,
            seen.task.id,
            describe=texts.plain("launches.tomorrow_named", title=title),
        ),
    ]
