"""What people are told of a plan: of one task of theirs, or of a change of the whole.

A task is theirs now, it waits for them, nothing blocks it any more, somebody wrote.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.kit.message import Message
from rituals.launches.cards import card_key
from rituals.launches.seeing import task_in
from rituals.messages.launches import words as looks
from rituals.messages.launches.words import Word
from rituals.permissions import workspace_of
from rituals.refusals import NotFound
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person
from storage import counters, launches, outbox, people
from storage.database import Transaction
from storage.launches import Launch
from storage.workspaces import Workspace

__all__ = ["KIND", "Word", "tell", "tell_change"]

WORD = "launch_word"


def tell(
    tx: Transaction,
    home: Workspace,
    word: Word,
    person: str,
    task_id: str,
    by: Person,
    now: datetime,
    *,
    note: str | None = None,
    once: str | None = None,
) -> None:
    """Tell somebody of one act; what they read is as it stands when they are told. `once`: a key said only once."""
    outbox.put(
        tx,
        home.id,
        kind=WORD,
        recipient=person,
        facts={"word": word, "task": task_id, "by": by.id, "note": note},
        unique_key=once or f"{WORD}:{counters.new_id()}",
        now=now,
    )


def tell_change(
    tx: Transaction,
    home: Workspace,
    launch: Launch,
    kinds: tuple[str, str],
    change: Facts,
    tasks: Mapping[str, Sequence[str]],
    now: datetime,
) -> None:
    """Tell of a change of the whole plan, once: each of these people of their tasks, and its thread.

    `kinds`: the messages to one person, and in the thread. `change` names the row that holds what changed.
    """
    to_each, in_thread = kinds
    (change_id,) = change.values()
    for person, theirs in sorted(tasks.items()):
        outbox.put(
            tx,
            home.id,
            kind=to_each,
            recipient=person,
            facts={**change, "tasks": list(theirs)},
            unique_key=f"{to_each}:{change_id}:{person}",
            now=now,
        )
    outbox.put(
        tx,
        home.id,
        kind=in_thread,
        recipient=launch.channel_id,
        facts=change,
        unique_key=f"{in_thread}:{change_id}",
        under=card_key(launch.id),
        now=now,
    )


def _render(scene: Scene, facts: Facts) -> Message | None:
    """None where it is over meanwhile: somebody else has the task, or nothing waits for them."""
    home, word = workspace_of(scene.tx, scene.workspace), Word(facts["word"])
    try:
        seen = task_in(scene.tx, home, facts["task"], scene.services.now())
    except NotFound:
        return None
    task = seen.task
    over = {
        Word.BLOCKS: task.blocked_by != scene.recipient,
        Word.GIVEN: task.owner != scene.recipient,
        Word.UNBLOCKED: not task.is_open,
        Word.NOTED: False,
        Word.HELP: not task.is_open,
        Word.COMING: not task.is_open,
        Word.NOT_MINE: task.owner != scene.recipient,
    }[word]
    if over:
        return None
    by = people.names(scene.tx, home.id, [facts["by"]]).get(facts["by"], "?")
    note = launches.note(scene.tx, home.id, facts["note"]) if facts["note"] else None
    return looks.told(scene.texts, seen, word, by=by, words=note.words if note else None)


KIND = MessageKind(WORD, _render, doubt=Doubt.RATHER_LATE)
