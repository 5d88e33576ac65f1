"""What somebody's Home shows: a tab, and of their day the sections that they may see."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.kit.message import Message
from rituals.home import signals, waiting
from rituals.home.coming import coming
from rituals.home.fresh import HOME
from rituals.home.machine import machine
from rituals.home.rituals import rituals_of
from rituals.home.setup import setup
from rituals.home.sight import Sight, sight_of
from rituals.messages import home as looks
from rituals.permissions import Act, calling, may
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts

SECTIONS: Mapping[str, tuple[Act | None, Callable[[Sight], Any]]] = {
    "machine": (Act.ADMINISTER, machine),
    "setup": (Act.ADMINISTER, setup),
    "tasks": (Act.READ, waiting.tasks),
    "votes": (Act.READ, waiting.votes),
    "decisions": (Act.READ, waiting.decisions),
    "rounds": (Act.READ, waiting.rounds),
    "surveys": (Act.READ, waiting.surveys_open),
    "slots": (Act.READ, waiting.slots),
    "to_fill": (Act.READ, waiting.to_fill),
    "coming": (Act.READ, coming),
    "inbox": (Act.READ, signals.inbox),
    "mine": (None, signals.mine),
    "followed": (None, signals.followed),
}
"""The sections of `looks.Day`: who sees each, and what gathers it, by three queries at most."""


def _render(scene: Scene, facts: Facts) -> Message:
    sight = sight_of(scene, facts)
    person, home, texts = sight.person, sight.home, sight.texts
    reads, tab = may(person, Act.READ, home), sight.page.tab
    if reads and tab is looks.Tab.RITUALS:
        return looks.home(texts, tab, looks.rituals(texts, rituals_of(sight)))
    can = looks.Can(
        capture=may(person, Act.CAPTURE_SIGNAL, home),
        announce=may(person, Act.ANNOUNCE_RELEASE, home),
        launch=may(person, Act.START_LAUNCH, home),
        ask=may(person, Act.ASK_POLL, home),
        read=reads,
    )
    found: dict[str, Any] = {
        name: gather(sight) if act is None or may(person, act, home) else None
        for name, (act, gather) in SECTIONS.items()
    }
    day = looks.Day(**found)
    is_new = reads and day.is_empty
    below = looks.day(texts, day, can, calling(person) if is_new else None, scene.services.command_prefix)
    return looks.home(texts, looks.Tab.DAY if reads else None, below)


KIND = MessageKind(HOME, _render, doubt=Doubt.RATHER_TWICE, muteable=False, home=True)
