"""How far set-up is, for admins."""

from collections.abc import Sequence

from rituals.home.sight import Sight
from rituals.messages.setup_steps import Step
from rituals.setup_steps import steps


def setup(sight: Sight) -> Sequence[Step]:
    return steps(sight.tx, sight.home)
