"""Proposing themes out of the signals that have none: a job, since it reads and compares all of them.

Nothing is applied without a person.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache

from bot.kit.words import stems
from rituals.messages import proposals as looks
from rituals.permissions import Act, enter
from rituals.proposals.clustering import clusters
from rituals.proposals.seeing import board
from rituals.registry import JobKind
from rituals.services import Facts, Person, Services, SlackUnavailable
from rituals.signals.reading.marks import BANG_WORDS
from storage import counters, jobs, proposals
from storage.proposals import Group, Unthemed

PROPOSE = "propose_themes"
LOOKED_AT = 20_000  # signals, the newest
KEPT = 30  # proposals
GROWN = 1.5  # times as large as when it was dismissed: then it is proposed again


def ask(services: Services, by: Person, view: str) -> None:
    """Have themes be proposed, and shown in the view that somebody has open. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.EDIT_THEMES)
        jobs.put(
            tx,
            home.id,
            kind=PROPOSE,
            facts={"view": view, "by": by.id},
            unique_key=f"{PROPOSE}:{counters.new_id()}",
            now=services.now(),
        )


def groups(signals: Iterable[Unthemed], dismissed: Sequence[Collection[str]]) -> list[Group]:
    """The themes to propose, those that chance explains least first."""
    texts = {signal.id: _about(signal) for signal in signals}
    found = clusters(texts, KEPT + len(dismissed))
    new = [group for group in found if not _is_dismissed(set(group.members), dismissed)]
    return [Group(" ".join(one.core), " ".join(one.words), one.members) for one in new[:KEPT]]


def _is_dismissed(members: Collection[str], dismissed: Iterable[Collection[str]]) -> bool:
    """Whether this group was dismissed: it holds at least half of one that was, and has not grown by half since."""
    return any(
        2 * len(set(members) & set(before)) >= len(before) and len(members) < GROWN * len(before)
        for before in dismissed
    )


def _about(signal: Unthemed) -> frozenset[str]:
    """What a signal is about: not whom it came from, since one customer says many things, and no bare numbers."""
    name = _name(signal.account) if signal.account else frozenset()
    words = frozenset(signal.words.split())
    return frozenset(word for word in words - name - _marks() if not word.isdigit())


@cache
def _marks() -> frozenset[str]:
    """What people mark with `!` says what kind of thing was said and how much it weighs, not what it is about."""
    return frozenset(stems(" ".join(sorted(BANG_WORDS))))


@lru_cache(maxsize=10_000)
def _name(account: str) -> frozenset[str]:
    return frozenset(stems(account))


def _propose(services: Services, workspace: str, facts: Facts) -> None:
    with services.read() as tx:
        signals = proposals.unthemed(tx, workspace, LOOKED_AT)
        dismissed = proposals.dismissed(tx, workspace)
    found = groups(signals, dismissed)
    with services.write() as tx:
        proposals.keep(tx, workspace, found, services.now())
    reader = services.directory.person(workspace, facts["by"])
    page = looks.board(services.texts_for(reader), board(services, reader))
    try:
        services.views.update(facts["view"], page)
    except SlackUnavailable:
        return  # closed meanwhile; what was found is shown when somebody looks again


JOBS = (JobKind(PROPOSE, _propose),)
