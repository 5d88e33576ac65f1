"""Finding what a signal is like: in the moment after it was saved, and at triage."""

from collections.abc import Mapping, Sequence

import structlog

from bot.kit.blocks import display
from bot.kit.words import stems
from rituals.likes.learning import text_of
from rituals.likes.scoring import fuse, rank, telling, weigh
from rituals.merging.signals import may_merge
from rituals.messages.likes import Alike, ItemLike, Like, Theme
from rituals.permissions import Act, reader
from rituals.services import Person, Services
from rituals.signals.capture import Captured
from rituals.signals.edit import open_signal, put_there
from storage import likes, roadmap, signals, themes, vectors
from storage.common_words import COUNTED
from storage.database import TooSlow, Transaction
from storage.likes import Size
from storage.signals import Reader, Signal
from storage.workspaces import Workspace

log = structlog.get_logger()

SHOWN = 5
WITHIN_SECONDS = 1.0
WORDS_WEIGHED = 50  # of a longer text, its beginning says what it is about
LOOKED_AT = 500  # entries that share the rarest words
COMPARED = 50  # of these, by all words


def similar(services: Services, by: Person, home: Workspace, signal: Signal) -> Alike:
    """Up to five signals or roadmap items like this signal, the nearest first; none where that takes too long."""
    try:
        with services.read(within=WITHIN_SECONDS) as tx:
            return _similar(tx, services, by, home, signal)
    except TooSlow:
        log.warning("likes_too_slow")
        return ()


def open_similar(services: Services, by: Person, signal_id: str) -> tuple[Captured, Alike]:
    """A signal, for somebody who looks for what is like it. Raises NotFound, AlreadyUndone or NotAllowed."""
    found = open_signal(services, by, signal_id, Act.LINK_SIGNAL)
    return found, similar(services, by, found.workspace, found.signal)


def nearest(
    tx: Transaction, services: Services, workspace: str, signal: Signal, eyes: Reader, limit: int = SHOWN
) -> list[str]:
    """The ids of the signals and items nearest to this one."""
    by_words = _by_words(tx, services, workspace, signal, eyes)
    if services.meanings is None or eyes.own_only:
        return by_words[:limit]
    by_meaning = services.meanings.nearest(workspace, signal.id, text_of(signal))
    seen = vectors.seen(tx, workspace, by_meaning, eyes) if by_meaning else ()
    return fuse(by_words, [one for one in by_meaning if one in seen], limit=limit)


def _by_words(tx: Transaction, services: Services, workspace: str, signal: Signal, eyes: Reader) -> list[str]:
    words = own_words(signal)
    if not words:
        return []
    counts, total = services.common_words.counts(tx, words)
    weights = weigh(counts, total)
    rarest = {group: sum(weights[word] for word in group) for group in telling(counts, LOOKED_AT, COUNTED)}
    found = likes.candidates(tx, workspace, eyes, rarest, besides=signal.id, limit=COMPARED)
    return rank(weights, ((one.object_id, one.words) for one in found), COMPARED)


def own_words(signal: Signal) -> tuple[str, ...]:
    """What a signal is about: its words without its account's name, since one customer says many things."""
    names = set(stems(signal.account)) if signal.account and signal.account_certain else set()
    words = stems(" ".join((display(signal.words), signal.correction or "")))
    return tuple(word for word in words if word not in names)[:WORDS_WEIGHED]


def _similar(tx: Transaction, services: Services, by: Person, home: Workspace, signal: Signal) -> Alike:
    eyes = reader(by, home)
    ids = nearest(tx, services, home.id, signal, eyes)
    known = signals.several(tx, home.id, ids, eyes)
    if led := {one.id: one.merged_into for one in known.values() if one.merged_into}:
        # Those that speak for them stand in their place, once each.
        heads = (led.get(one) or one for one in ids)
        ids = [one for one in dict.fromkeys(heads) if one != signal.id]
        known = signals.several(tx, home.id, ids, eyes)
    found = _signals(tx, by, home, signal, known, eyes) | _items(
        tx, home, signal, [one for one in ids if one not in known], eyes
    )
    return tuple(found[one] for one in ids if one in found)


def _signals(
    tx: Transaction, by: Person, home: Workspace, signal: Signal, known: Mapping[str, Signal], eyes: Reader
) -> dict[str, Like | ItemLike]:
    if not known:
        return {}
    about = themes.of_signals(tx, home.id, [signal.id, *known])
    own = {theme for theme, _ in about[signal.id]}
    put = put_there(tx, home, signal.id) if own else set()
    shown = dict.fromkeys(theme for like in known for theme, _ in about[like])
    sizes = likes.sizes(tx, home.id, list(shown), eyes, home.currency)
    found: dict[str, Like | ItemLike] = {}
    for like_id, like in known.items():
        sized = [Theme(key, label, sizes.get(key, Size())) for key, label in about[like_id]]
        biggest = max(sized, key=lambda theme: theme.size.signals, default=None)
        found[like_id] = Like(
            like,
            biggest,
            joined=any(key in own for key, _ in about[like_id]),
            parts=any(key in put for key, _ in about[like_id]),
            mergeable=may_merge(tx, by, home, signal, like),
        )
    return found


def _items(
    tx: Transaction, home: Workspace, signal: Signal, ids: Sequence[str], eyes: Reader
) -> dict[str, Like | ItemLike]:
    items = roadmap.several(tx, home.id, ids)
    if not items:
        return {}
    evidence = roadmap.by_item(tx, home.id, list(items), eyes)
    behind = roadmap.items_of(tx, home.id, signal.id, list(items))
    return {key: ItemLike(item, evidence[key], linked=key in behind) for key, item in items.items()}
