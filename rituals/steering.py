"""Rituals as those who steer them see them."""

from bot.kit.message import Message
from rituals.messages import rituals as looks
from rituals.permissions import Act, demand
from rituals.refusals import NotFound
from rituals.registry import Doubt, MessageKind, Scene
from rituals.running import MISSED_KIND, upcoming
from rituals.services import Facts, Person, Services
from storage import rituals, workspaces


def board(services: Services, by: Person) -> list[looks.Steered]:
    """Every ritual with its next time and its last run. Raises NotAllowed for those who may not steer."""
    with services.read() as tx:
        home = workspaces.get(tx, by.workspace)
        if home is None:
            raise NotFound
        demand(by, Act.ADMINISTER, home)
        steered = []
        for ritual in rituals.all_of(tx, home.id):
            following = upcoming(ritual, home, services.now(), 1)
            last = rituals.last_runs(tx, home.id, ritual.id, 1)
            steered.append(
                looks.Steered(
                    ritual=ritual,
                    zone=ritual.zone or home.zone,
                    next_due=following[0].due if following else None,
                    last=last[0] if last else None,
                )
            )
        return steered


def _render_missed(scene: Scene, facts: Facts) -> Message:
    doctor = f"/{scene.services.command_prefix}diapason doctor"
    return looks.missed(scene.texts, **facts, doctor=doctor)


KINDS = (MessageKind(MISSED_KIND, _render_missed, doubt=Doubt.RATHER_TWICE, muteable=False),)
