"""How one person is told of one task: it is theirs now, it waits for them, nothing blocks it any more, somebody wrote."""

from enum import StrEnum

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, escape, link, quote, section
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.launches.plan import waits_for
from rituals.messages.launches.records import COMING, OPEN_TASK, UNBLOCK, SeenTask
from rituals.messages.launches.tasks import line_of


class Word(StrEnum):
    """The values are stored."""

    GIVEN = "given"
    BLOCKS = "blocks"
    UNBLOCKED = "unblocked"
    NOTED = "noted"
    HELP = "help"  # somebody asks for it
    COMING = "coming"  # and somebody comes
    NOT_MINE = "not_mine"


def told(texts: Texts, seen: SeenTask, word: Word, *, by: str, words: str | None) -> Message:
    """Who did what, which task it is about, and a way to it."""
    task = seen.task
    lines = [
        texts.mrkdwn(f"launches.word_{word}", who=by, title=bold(task.title)),
        line_of(texts, seen),
    ]
    if word is Word.BLOCKS:
        lines.append(waits_for(texts, task, seen.names))
    if word is Word.NOTED and task.proof and not words:
        lines.append(texts.mrkdwn("launches.task_proof", link=link(task.proof, task.proof)))
    text = Mrkdwn.join_all("\n", lines)
    open_ = button(
        texts.plain("launches.open"),
        OPEN_TASK,
        task.id,
        describe=texts.plain("launches.open_task", title=task.title),
    )
    buttons = [open_]
    if word is Word.HELP:
        buttons.insert(0, button(texts.plain("launches.coming"), COMING, task.id, style="primary"))
    if word is Word.BLOCKS:
        buttons.insert(0, button(texts.plain("launches.unblock"), UNBLOCK, task.id, style="primary"))
    blocks: list[Block] = [section(text), *([quote(words)] if words else []), actions(*buttons)]
    return Message(Mrkdwn.join_all("\n", [text, *([escape(words)] if words else [])]), tuple(blocks))
