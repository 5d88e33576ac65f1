"""Proposed themes as people see them: their telling words as they were written, and two of their signals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from bot.kit.blocks import display
from bot.kit.words import spellings
from rituals.messages.proposals import SHOWN, Board, Shown
from rituals.permissions import Act, enter
from rituals.proposals.clustering import LEAST
from rituals.refusals import NotThere
from rituals.services import Person, Services
from storage import proposals
from storage.database import Transaction
from storage.proposals import Proposal

QUOTES = 2
SPELLED_BY = 40  # signals, the newest: how their words are written


def board(services: Services, by: Person) -> Board:
    """The largest proposals. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.EDIT_THEMES)
        found, count = proposals.page(tx, home.id, at_least=LEAST, limit=SHOWN)
        return Board([_shown(tx, home.id, one) for one in found], count)


def open_one(services: Services, by: Person, proposal_id: str) -> Shown:
    """One proposal, for somebody who is about to accept it. Raises NotThere or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.EDIT_THEMES)
        found = proposals.get_open(tx, home.id, proposal_id)
        if found is None or not found.signals:
            raise NotThere
        return _shown(tx, home.id, found)


def _shown(tx: Transaction, workspace: str, proposal: Proposal) -> Shown:
    newest = proposals.newest(tx, workspace, proposal.id, SPELLED_BY)
    words = spelled(proposal.words.split(), (display(signal.verbatim) for signal in newest))
    return Shown(proposal, words, newest[:QUOTES])


def spelled(stems: Sequence[str], texts: Iterable[str]) -> tuple[str, ...]:
    """These stems as the texts write them, each in its commonest way; what no text has any more is left out.

    A capital that only begins some sentences is not kept, one that a word always has is.
    """
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for stem, word in spellings(text):
            written[stem][word] += 1
    return tuple(dict.fromkeys(_commonest(written[stem]) for stem in stems if stem in written))


def _commonest(written: Counter[str]) -> str:
    folded: Counter[str] = Counter()
    for word, count in written.items():
        folded[word.lower()] += count
    best = min(folded, key=lambda word: (-folded[word], word))
    if best in written:
        return best
    return min((word for word in written if word.lower() == best), key=lambda word: (-written[word], word))
