"""Finding what a new signal is like, in the moment after it was saved."""

import structlog

from bot.kit.blocks import display
from bot.kit.words import stems
from rituals.likes.scoring import rank, telling, weigh
from rituals.messages.likes import Like, Theme
from rituals.permissions import reader
from rituals.services import Person, Services
from storage import likes, signals, themes
from storage.database import TooSlow, Transaction
from storage.likes import Size
from storage.signals import KIND, Reader, Signal
from storage.workspaces import Workspace

log = structlog.get_logger()

SHOWN = 5
WITHIN_SECONDS = 1.0
WORDS_WEIGHED = 50  # of a longer text, its beginning says what it is about
LOOKED_AT = 500  # entries that share the rarest words
COMPARED = 50  # of these, by all words


def similar(services: Services, by: Person, home: Workspace, signal: Signal) -> tuple[Like, ...]:
    """Up to five signals like this one that the person may see, the nearest first; none where that takes too long."""
    try:
        with services.read(within=WITHIN_SECONDS) as tx:
            return _similar(tx, services, home, signal, reader(by, home))
    except TooSlow:
        log.warning("likes_too_slow")
        return ()


def nearest(
    tx: Transaction, services: Services, workspace: str, signal: Signal, eyes: Reader, limit: int = SHOWN
) -> list[str]:
    """The ids of the signals nearest to this one."""
    words = own_words(signal)
    if not words:
        return []
    counts, total = services.common_words.counts(tx, words)
    weights = weigh(counts, total)
    rarest = {word: weights[word] for word in telling(counts, LOOKED_AT)}
    found = likes.candidates(tx, workspace, eyes, rarest, besides=signal.id, limit=COMPARED)
    return rank(weights, ((one.object_id, one.words) for one in found if one.kind == KIND), limit)


def own_words(signal: Signal) -> tuple[str, ...]:
    """What a signal is about: its words without its account's name, since one customer says many things."""
    names = set(stems(signal.account)) if signal.account and signal.account_certain else set()
    words = stems(" ".join((display(signal.verbatim), signal.correction or "")))
    return tuple(word for word in words if word not in names)[:WORDS_WEIGHED]


def _similar(
    tx: Transaction, services: Services, home: Workspace, signal: Signal, eyes: Reader
) -> tuple[Like, ...]:
    ids = nearest(tx, services, home.id, signal, eyes)
    found = signals.several(tx, home.id, ids, eyes)
    if not found:
        return ()
    about = themes.of_signals(tx, home.id, [signal.id, *found])
    own = {theme for theme, _ in about[signal.id]}
    shown = list(dict.fromkeys(theme for like in found for theme, _ in about[like]))
    sizes = likes.sizes(tx, home.id, shown, eyes, home.currency)
    alike = []
    for like in filter(None, map(found.get, ids)):
        known = [Theme(key, label, sizes.get(key, Size())) for key, label in about[like.id]]
        biggest = max(known, key=lambda theme: theme.size.signals, default=None)
        alike.append(Like(like, biggest, joined=any(key in own for key, _ in about[like.id])))
    return tuple(alike)
