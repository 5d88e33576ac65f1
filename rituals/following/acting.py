"""*Follow* on a signal: whoever may read it hears what becomes of it, as who captured it does."""

from dataclasses import dataclass

from rituals.home.fresh import freshen
from rituals.permissions import Act
from rituals.services import Person, Services
from rituals.signals.edit import open_in
from storage import audit, following
from storage.signals import KIND, Signal


@dataclass(frozen=True)
class Followed:
    """A signal, and whether the person follows it now. `mine`: they captured it, and hear of it anyway."""

    signal: Signal
    follows: bool
    mine: bool


def follow(services: Services, by: Person, signal_id: str, *, follows: bool) -> Followed:
    """Hear what becomes of a signal, or no longer. Raises NotFound, AlreadyUndone or NotAllowed."""
    with services.write() as tx:
        signal = open_in(tx, by, signal_id, Act.SEE_SIGNAL).signal
        if signal.merged_into:
            signal = open_in(tx, by, signal.merged_into, Act.SEE_SIGNAL).signal
        mine = signal.captured_by == by.id
        now, changed = services.now(), False
        if not follows:
            changed = following.unfollow(tx, by.workspace, signal.id, by.id)
        elif not mine:
            changed = following.follow(tx, by.workspace, signal.id, by.id, now)
        if changed:
            act = "follow" if follows else "unfollow"
            audit.note(tx, by.workspace, object_kind=KIND, object_id=signal.id, act=act, by=by.id, now=now)
        freshen(tx, by.workspace, by.id)
        return Followed(signal, follows and not mine, mine)
