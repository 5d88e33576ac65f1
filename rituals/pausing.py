"""A ritual whose channel is gone, archived or closed to us pauses itself, and goes on when it is back; its owner is told once."""

from datetime import datetime

from bot.kit.message import Message
from rituals.home.fresh import freshen
from rituals.messages import ritual_pages as looks
from rituals.messages.rituals import PRIVATE
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from storage import counters, outbox, rituals
from storage.database import Transaction
from storage.workspaces import Workspace

PAUSED = "ritual_paused"
OVER = "over"


def channel_turned(tx: Transaction, home: Workspace, channel_id: str, why: str | None, now: datetime) -> None:
    """We can't speak in a channel any more, and why; or, without a reason, we can again."""
    if why is None:
        turned = rituals.resume_in(tx, home.id, channel_id, now)
    else:
        turned = rituals.pause_in(tx, home.id, channel_id, PRIVATE, why)
    for ritual_id in turned:
        ritual = rituals.get(tx, home.id, ritual_id)
        owner = (ritual and ritual.owner) or home.default_owner
        if ritual is None or owner is None or ritual.channel_id == owner:
            continue
        freshen(tx, home.id, owner)
        outbox.put(
            tx,
            home.id,
            kind=PAUSED,
            recipient=owner,
            facts={"kind": ritual.kind, "channel": channel_id, "why": why or OVER},
            unique_key=f"{PAUSED}:{counters.new_id()}",
            now=now,
        )


def _render(scene: Scene, facts: Facts) -> Message:
    command = f"/{scene.services.command_prefix}diapason rituals"
    return looks.stopped_itself(scene.texts, **facts, command=command)


KINDS = (MessageKind(PAUSED, _render, doubt=Doubt.RATHER_TWICE, muteable=False),)
