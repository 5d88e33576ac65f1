"""*Link* and *Unlink*: a person says that two signals are about one thing, or that a signal speaks for a roadmap item."""

from dataclasses import dataclass

from rituals.permissions import Act
from rituals.refusals import FieldErrors
from rituals.roadmap.acting import put_behind, take_away
from rituals.services import Person, Services
from rituals.signals.capture import THEME_LIMIT, Captured, theme_ids
from rituals.signals.edit import open_in, put_in_themes, take_from_themes
from rituals.signals.forms import theme_labels
from rituals.triage.owners import owner_name
from storage import themes
from storage.database import Transaction


@dataclass(frozen=True)
class Pair:
    """A signal, and the signal or item that it is like, by their ids."""

    new: str
    like: str


def open_pair(services: Services, by: Person, pair: Pair) -> tuple[Captured, Captured]:
    """The two signals, for somebody who is about to join them: the new one, then the other.

    Raises NotFound, AlreadyUndone or NotAllowed.
    """
    with services.read() as tx:
        return open_in(tx, by, pair.new, Act.LINK_SIGNAL), open_in(tx, by, pair.like, Act.LINK_SIGNAL)


def join(services: Services, by: Person, pair: Pair) -> Captured | None:
    """Put the new signal into the themes of the other one; None, with nothing done, where that has none.

    Raises NotFound, AlreadyUndone or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        theirs = _themes_of_like(tx, by, pair)
        if not theirs:
            return None
        return put_in_themes(tx, by, pair.new, theirs, now)


def leave(services: Services, by: Person, pair: Pair) -> Captured:
    """Take the new signal out of the themes of the other one into which it was put; what its author named stays.

    Raises NotFound, AlreadyUndone or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        return take_from_themes(tx, by, pair.new, _themes_of_like(tx, by, pair), now)


def join_in_new(
    services: Services, by: Person, pair: Pair, typed: str, field: str
) -> tuple[Captured, Captured]:
    """Put both signals into the theme with that name, new if nobody used it before. Returns the new one, then the other.

    Raises NotFound, AlreadyUndone or NotAllowed; FieldErrors for `field` where the name is none.
    """
    labels = theme_labels(typed)
    if not labels:
        raise FieldErrors({field: "forms.error_empty"})
    if len(labels) > THEME_LIMIT:
        raise FieldErrors({field: "signals.error_themes"})
    now = services.now()
    with services.write() as tx:
        about = theme_ids(tx, by.workspace, labels, now)
        # In one order for all, so that two people who join the same two signals do not wait for one another.
        joined = {one: put_in_themes(tx, by, one, about, now) for one in sorted((pair.new, pair.like))}
        return joined[pair.new], joined[pair.like]


def link(services: Services, by: Person, pair: Pair, *, behind: bool) -> Captured:
    """Put the signal behind the item that it is like, or take it away from there.

    Raises NotFound, AlreadyUndone or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        found = open_in(tx, by, pair.new, Act.LINK_SIGNAL)
        (put_behind if behind else take_away)(tx, by, pair.like, pair.new, now)
        owner = owner_name(tx, found.workspace, found.signal)
        return Captured(found.signal, found.workspace, owner=owner)


def _themes_of_like(tx: Transaction, by: Person, pair: Pair) -> list[str]:
    like = open_in(tx, by, pair.like, Act.LINK_SIGNAL)
    return [theme for theme, _ in themes.of_signal(tx, like.workspace.id, pair.like)]
