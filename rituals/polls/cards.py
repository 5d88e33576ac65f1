"""What a poll says: its card that is edited in place, to each who is asked by name, to its owner, under its result."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from bot.kit.message import Message
from rituals.asking.emptying import personal_key
from rituals.messages import polls as looks
from rituals.messages.polls import Said
from rituals.permissions import workspace_of
from rituals.polls.seeing import page_of, seen
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person, PersonId
from storage import audit, ballots, outbox, people, polls
from storage.database import Transaction
from storage.polls import Poll
from storage.workspaces import Workspace

CARD = "poll_card"
ASKED = "poll_asked"
REMINDER = "poll_reminder"
COMMENTS = "poll_comments"
TO_DECIDE = "poll_to_decide"
DECIDED = "poll_decided"
TOLD = "poll_decision_told"
NOT_OPENED = "poll_not_opened"
PERSONAL = (ASKED, REMINDER)
"""To each who is asked; of anonymous polls, forgotten once they are counted."""
TO_ONE = (*PERSONAL, TO_DECIDE, TOLD)
IN_THREAD = (COMMENTS, DECIDED)

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def card_key(poll_id: str) -> str:
    return f"poll:{poll_id}"


def thread_key(kind: str, poll_id: str) -> str:
    return f"{kind}:{poll_id}"


def show_card(tx: Transaction, home: Workspace, poll: Poll, now: datetime) -> None:
    """Have the poll stand in its channel as it is now."""
    facts, key = {"poll": poll.id}, card_key(poll.id)
    outbox.put_card(tx, home.id, kind=CARD, recipient=poll.channel_id, facts=facts, unique_key=key, now=now)


def show_progress(tx: Transaction, home: Workspace, poll: Poll, real_now: datetime, gap: timedelta) -> None:
    """Have the card show how many have voted, a moment later, so that many votes at once become one edit."""
    outbox.want_soon(tx, home.id, card_key(poll.id), real_now, gap)


def tell(
    tx: Transaction,
    home: Workspace,
    kind: str,
    poll: Poll,
    person: str,
    now: datetime,
    *,
    once: str = "",
    **facts: Any,
) -> None:
    """Tell one person of a poll, by a message that is edited with it. `once`: tells apart several of a kind."""
    outbox.put_card(
        tx,
        home.id,
        kind=kind,
        recipient=person,
        facts={"poll": poll.id, **facts},
        unique_key=personal_key(kind, poll.id, person) + once,
        now=now,
    )


def show_each(tx: Transaction, home: Workspace, poll: Poll, persons: Iterable[str]) -> None:
    """Have what these people were sent about a poll be as it is now."""
    outbox.want_each(
        tx, home.id, [personal_key(kind, poll.id, person) for kind in PERSONAL for person in persons]
    )


def tell_thread(tx: Transaction, home: Workspace, kind: str, poll: Poll, now: datetime) -> None:
    """Say something under the poll, by a message that goes with it."""
    outbox.put_card(
        tx,
        home.id,
        kind=kind,
        recipient=poll.channel_id,
        facts={"poll": poll.id},
        unique_key=thread_key(kind, poll.id),
        under=card_key(poll.id),
        now=now,
    )


def comments_gone(tx: Transaction, workspace: str, poll_id: str) -> None:
    """Have what was written beside the votes be taken out of the thread."""
    outbox.want(tx, workspace, thread_key(COMMENTS, poll_id))


def history(
    tx: Transaction,
    home: Workspace,
    poll_id: str,
    act: str,
    by: Person | None,
    now: datetime,
    after: Mapping[str, Any] = _NOTHING,
) -> None:
    """Keep what was done with a poll; never a vote."""
    who = by.id if by else None
    audit.note(tx, home.id, object_kind=polls.KIND, object_id=poll_id, act=act, by=who, now=now, after=after)


def said_beside(tx: Transaction, home: Workspace, poll: Poll) -> list[Said]:
    """What was written beside the votes of a closed poll: in random order, or with names where votes have names."""
    if poll.anonymous:
        return [Said(None, remark) for remark in ballots.written(tx, home.id, poll.id)]
    votes = polls.votes(tx, home.id, poll.id)
    names = people.names(tx, home.id, [vote.person for vote in votes])
    return [Said(names.get(vote.person, "?"), remark) for vote in votes for remark in vote.remarks()]


def _render(
    look: Callable[[Scene, Workspace, Poll, Facts], Message | None],
) -> Callable[[Scene, Facts], Message | None]:
    """The poll's message; nothing where the poll was deleted. In its channel it speaks the language that was chosen for it."""

    def render(scene: Scene, facts: Facts) -> Message | None:
        home = workspace_of(scene.tx, scene.workspace)
        poll = polls.get(scene.tx, home.id, facts["poll"])
        if poll is None:
            return None
        if poll.language and scene.recipient == poll.channel_id:
            scene = replace(scene, texts=scene.services.catalogs.texts(poll.language, scene.texts.zone))
        return look(scene, home, poll, facts)

    return render


def _card(scene: Scene, home: Workspace, poll: Poll, facts: Facts) -> Message | None:
    return looks.card(scene.texts, seen(scene.tx, home, poll))


def _asked(scene: Scene, home: Workspace, poll: Poll, facts: Facts) -> Message | None:
    person = scene.services.directory.person(home.id, PersonId(scene.recipient))
    return looks.asked(scene.texts, page_of(scene.tx, home, person, poll))


def _reminder(scene: Scene, home: Workspace, poll: Poll, facts: Facts) -> Message | None:
    """Gone once it is of no use: the poll is closed, or a vote with a name is in."""
    voted = not poll.anonymous and ballots.has_voted(scene.tx, home.id, poll.id, scene.recipient)
    if not poll.is_open or voted:
        return None
    return looks.reminder(scene.texts, seen(scene.tx, home, poll))


def _comments(scene: Scene, home: Workspace, poll: Poll, facts: Facts) -> Message | None:
    said = said_beside(scene.tx, home, poll)
    return looks.comments(scene.texts, seen(scene.tx, home, poll), said) if said else None


def _to_decide(scene: Scene, home: Workspace, poll: Poll, facts: Facts) -> Message | None:
    return looks.to_decide(scene.texts, seen(scene.tx, home, poll), again=facts.get("again", False))


def _decided(scene: Scene, home: Workspace, poll: Poll, facts: Facts) -> Message | None:
    return looks.decided(scene.texts, seen(scene.tx, home, poll)) if poll.decided_at else None


def _not_opened(scene: Scene, home: Workspace, poll: Poll, facts: Facts) -> Message | None:
    return looks.not_opened(scene.texts, seen(scene.tx, home, poll), facts["why"])


KINDS = (
    MessageKind(CARD, _render(_card), doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(ASKED, _render(_asked), doubt=Doubt.RATHER_LATE),
    MessageKind(REMINDER, _render(_reminder), doubt=Doubt.RATHER_LATE),
    MessageKind(COMMENTS, _render(_comments), doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(TO_DECIDE, _render(_to_decide), doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(DECIDED, _render(_decided), doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(TOLD, _render(_decided), doubt=Doubt.RATHER_LATE),
    MessageKind(NOT_OPENED, _render(_not_opened), doubt=Doubt.RATHER_TWICE, muteable=False),
)
