"""What who captured a signal hears when it is merged, and when that is undone."""

from bot.kit.message import Message
from rituals.merging.signals import MERGED, PARTED
from rituals.messages import merging as looks
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from storage import merging, people, signals


def _merged(scene: Scene, facts: Facts) -> Message | None:
    """Nothing where it was undone before anybody heard of it; what was told stays."""
    return _told(scene, facts, undone=False)


def _parted(scene: Scene, facts: Facts) -> Message | None:
    return _told(scene, facts, undone=True)


def _told(scene: Scene, facts: Facts, *, undone: bool) -> Message | None:
    merge = merging.get(scene.tx, scene.workspace, facts["merge"])
    if merge is None or (bool(merge.undone_at) != undone and not scene.stands):
        return None
    merged = signals.get(scene.tx, scene.workspace, merge.merged_id)
    kept = signals.get(scene.tx, scene.workspace, merge.kept_id)
    if merged is None or kept is None or merged.undone_at:
        return None
    by = people.names(scene.tx, scene.workspace, [facts["by"]]).get(facts["by"], "")
    return (looks.parted_told if undone else looks.merged_told)(scene.texts, merged, kept, by=by)


KINDS = (
    MessageKind(MERGED, _merged, doubt=Doubt.RATHER_LATE),
    MessageKind(PARTED, _parted, doubt=Doubt.RATHER_LATE),
)
