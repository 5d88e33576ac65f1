"""A scheduled announcement whose launch lacks something: its owner is asked, with what is missing by now."""

from bot.kit.message import Message
from rituals.launches import gate
from rituals.messages import launch_gate as looks
from rituals.permissions import workspace_of
from rituals.registry import Doubt, MessageKind, Scene
from rituals.releases.stages import HELD_BACK
from rituals.services import Facts
from storage import releases


def _render(scene: Scene, facts: Facts) -> Message | None:
    """None where it was announced meanwhile, or given up."""
    home = workspace_of(scene.tx, scene.workspace)
    release = releases.get(scene.tx, home.id, facts["release"])
    if release is None or release.state != releases.State.DRAFT:
        return None
    return looks.held_back(scene.texts, release, gate.closed(scene.tx, home, release.id))


KIND = MessageKind(HELD_BACK, _render, doubt=Doubt.RATHER_LATE, muteable=False)
