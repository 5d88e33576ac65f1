"""The card of a signal: one message in the signals channel, edited in place as the signal changes."""

from datetime import datetime

from bot.kit.message import Message
from rituals import digest
from rituals.messages.digest import readable
from rituals.messages.signals import card
from rituals.messages.triage.card import buttons, standing
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from rituals.triage.owners import owner_name
from storage import merging, outbox, people, signals, triage, ways_in, workspaces
from storage.database import Transaction
from storage.merging import Kind
from storage.signals import NOBODY_IN_PARTICULAR
from storage.workspaces import Workspace

CARD = "signal_card"


def show_card(tx: Transaction, home: Workspace, signal: signals.Signal, now: datetime) -> None:
    """Have the card say what the signal is now: posted, edited, or taken away where the team may not read it any more."""
    if not readable(signal):
        digest.tell_anew(tx, home.id, signal.id)
    channel = home.channel("signals")
    if channel is None:  # not set up yet: the signal is kept all the same
        return
    outbox.put_card(
        tx,
        home.id,
        kind=CARD,
        recipient=channel,
        facts={"signal": signal.id},
        unique_key=_key(signal.id),
        now=now,
    )


def edit_card(tx: Transaction, home: Workspace, signal_id: str) -> None:
    """Have the card say what the signal is now, if it has one."""
    outbox.want(tx, home.id, _key(signal_id))


def _key(signal_id: str) -> str:
    return f"signal:{signal_id}"


def _render(scene: Scene, facts: Facts) -> Message | None:
    signal = signals.get(scene.tx, scene.workspace, facts["signal"])
    if signal is None or not readable(signal):
        return None
    names = people.names(scene.tx, scene.workspace, [signal.captured_by])
    home = workspaces.get(scene.tx, scene.workspace)
    return card(
        scene.texts,
        signal,
        captured_by=names.get(signal.captured_by, ""),
        standing=standing(
            scene.texts,
            signal,
            owner=owner_name(scene.tx, home, signal) if home else None,
            decision=triage.newest_decision(scene.tx, scene.workspace, signal.id),
        ),
        triage=buttons(scene.texts, signal),
        said_too=signals.merged_into(scene.tx, scene.workspace, signal.id, NOBODY_IN_PARTICULAR),
        merge=merging.of(scene.tx, scene.workspace, Kind.SIGNAL, signal.id) if signal.merged_into else None,
        around=len(ways_in.context_of(scene.tx, scene.workspace, signal.id)),
    )


KIND = MessageKind(CARD, _render, doubt=Doubt.RATHER_LATE)
