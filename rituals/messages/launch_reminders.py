"""How people are reminded of their tasks in launches."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, context, section
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.launches import MINE, SeenTask, line_of, sign

DONE = "launches.done_now"
TOMORROW = "launches.tomorrow"

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
                blocks.append(actions(*_buttons(texts, seen)))
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


def _buttons(texts: Texts, seen: SeenTask) -> list[Block]:
    title = seen.task.title
    return [
        button(
            texts.plain("launches.done"),
            DONE,
            seen.task.id,
            describe=texts.plain("launches.done_named", title=title),
        ),
        button(
            texts.plain("launches.tomorrow"),
            TOMORROW,
            seen.task.id,
            describe=texts.plain("launches.tomorrow_named", title=title),
        ),
    ]
