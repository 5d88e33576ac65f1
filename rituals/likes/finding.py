"""Finding what a new signal is like, in the moment after it was saved."""

import structlog

from bot.kit.blocks import display
from bot.kit.words import stems
from rituals.likes.scoring import rank, telling
from rituals.messages.likes import Like, Theme
from rituals.permissions import reader
from rituals.services import Person, Services
from storage import likes, signals, themes
from storage.database import TooSlow, Transaction
from storage.signals import Reader, Signal
from storage.workspaces import Workspace

log = structlog.get_logger()

SHOWN = 5
WITHIN_SECONDS = 1.0
WORDS_WEIGHED = 50  # of a longer text, its beginning says what it is about
LOOKED_AT = 1000  # signals


def similar(services: Services, by: Person, home: Workspace, signal: Signal) -> tuple[Like, ...]:
    """Up to five signals like this one that the person may see, the nearest first; none where that takes too long."""
    try:
        with services.read(within=WITHIN_SECONDS) as tx:
            return _similar(tx, services, home.id, signal, reader(by, home))
    except TooSlow:
        log.warning("likes_too_slow")
        return ()


def nearest(
    tx: Transaction, services: Services, workspace: str, signal: Signal, eyes: Reader, limit: int = SHOWN
) -> list[str]:
    """The ids of the signals nearest to this one."""
    words = own_words(signal)
    counts = likes.counts(tx, words, services.common_words)
    found = likes.candidates(
        tx,
        workspace,
        eyes,
        telling(counts, LOOKED_AT),
        services.common_words,
        besides=signal.id,
        limit=LOOKED_AT,
    )
    return rank(counts, likes.total(tx), ((hit.object_id, hit.words.split(" ")) for hit in found), limit)


def own_words(signal: Signal) -> tuple[str, ...]:
    """What a signal is about: its words without its account's name, since one customer says many things."""
    names = set(stems(signal.account)) if signal.account and signal.account_certain else set()
    words = stems(" ".join((display(signal.verbatim), signal.correction or "")))
    return tuple(word for word in words if word not in names)[:WORDS_WEIGHED]


def _similar(
    tx: Transaction, services: Services, workspace: str, signal: Signal, eyes: Reader
) -> tuple[Like, ...]:
    if not own_words(signal):
        return ()
    own = {theme for theme, _ in themes.of_signal(tx, workspace, signal.id)}
    found = []
    for signal_id in nearest(tx, services, workspace, signal, eyes):
        like = signals.get(tx, workspace, signal_id)
        assert like is not None  # its entry stands in the same look
        theirs = themes.of_signal(tx, workspace, like.id)
        known = [Theme(key, label, *likes.in_theme(tx, workspace, key, eyes)) for key, label in theirs]
        biggest = max(known, key=lambda theme: theme.signals, default=None)
        found.append(Like(like, biggest, joined=any(key in own for key, _ in theirs)))
    return tuple(found)
