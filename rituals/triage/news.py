"""The messages of triage: what each says at the time of sending."""

from bot.kit.message import Message
from rituals.following import hearing
from rituals.messages.triage import news as looks
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from rituals.triage.decide import FATE
from storage import people, signals, triage, workspaces
from storage.signals import TEAM, Signal
from storage.triage import Decision
from storage.workspaces import Workspace

ANSWER = "signal_answer"
EXCHANGE = "signal_exchange"


def _fate(scene: Scene, facts: Facts) -> Message | None:
    """Only the newest decision is told: what was changed before anybody heard of it is not. What was told stays."""
    home = workspaces.get(scene.tx, scene.workspace)
    signal = signals.get(scene.tx, scene.workspace, facts["signal"])
    decision = triage.decision(scene.tx, scene.workspace, facts["decision"])
    if home is None or signal is None or signal.undone_at:
        return None
    if decision is None or not (scene.stands or _still_to_tell(scene, home, signal, decision)):
        return None
    own = hearing.own(scene.tx, home, signal, scene.recipient)
    by = _name(scene, decision.by)
    return looks.fate(scene.texts, own or signal, decision, by=by, mine=own is not None)


def _still_to_tell(scene: Scene, home: Workspace, signal: Signal, decision: Decision) -> bool:
    newest = triage.newest_decision(scene.tx, home.id, signal.id)
    if newest is None or newest.id != decision.id:
        return False
    return hearing.hears(
        scene.tx, home, signal, scene.recipient
    )  # else they left it, or may not read it any more


def _answer(scene: Scene, facts: Facts) -> Message | None:
    signal, said = _words(scene, facts)
    if signal is None or said is None:
        return None
    home = workspaces.get(scene.tx, scene.workspace)
    own = hearing.own(scene.tx, home, signal, scene.recipient) if home else None
    shared = signal.visibility == TEAM
    return looks.answer(scene.texts, own or signal, said, by=_name(scene, said.by), shared=shared)


def _exchange(scene: Scene, facts: Facts) -> Message | None:
    signal, said = _words(scene, facts)
    in_channel = ":" not in scene.recipient
    if signal is None or said is None or (in_channel and signal.visibility != TEAM):
        return None
    return looks.exchanged(scene.texts, signal, said, by=_name(scene, said.by))


def _words(scene: Scene, facts: Facts) -> tuple[signals.Signal | None, triage.Words | None]:
    said = triage.get_words(scene.tx, scene.workspace, facts["words"])
    signal = signals.get(scene.tx, scene.workspace, said.signal_id) if said else None
    return (None if signal and signal.undone_at else signal), said


def _name(scene: Scene, person: str) -> str:
    return people.names(scene.tx, scene.workspace, [person]).get(person, "")


KINDS = (
    MessageKind(FATE, _fate, doubt=Doubt.RATHER_LATE),
    MessageKind(ANSWER, _answer, doubt=Doubt.RATHER_LATE, muteable=False),
    MessageKind(EXCHANGE, _exchange, doubt=Doubt.RATHER_LATE, muteable=False),
)
