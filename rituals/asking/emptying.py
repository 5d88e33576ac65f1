"""After an anonymous vote is counted: nothing is left, also not in the database's files, that ties anybody to a choice.

The ballots go in the transaction that counts them (`storage.ballots.empty`). What follows is work: the files are swept at
once; messages to single people are forgotten when they are said, since when each was said is kept with them.
"""

from collections.abc import Sequence
from datetime import datetime

from rituals.asking.audience import RETRY_SECONDS
from rituals.registry import Again, JobKind
from rituals.services import Facts, Services
from storage import ballots, forgetting, jobs, outbox
from storage.database import Transaction

FORGET = "forget_ballots"
SWEEP = "sweep_ballots"


def forget(tx: Transaction, workspace: str, box: str, kinds: Sequence[str], now: datetime) -> None:
    """Have the files be swept, and forgotten who was sent messages of these kinds about a box, by their `personal_key`."""
    facts = {"box": box, "kinds": list(kinds)}
    for kind in (SWEEP, FORGET):
        key = f"{kind}:{box}:{now.isoformat()}"
        jobs.put(tx, workspace, kind=kind, facts=facts, unique_key=key, now=now)


def personal_key(kind: str, box: str, person: str) -> str:
    """The unique key of a message to one person about a box."""
    return f"{kind}:{box}:{person}"


def _forget(services: Services, workspace: str, facts: Facts) -> None:
    box = facts["box"]
    with services.write() as tx:
        forgetting.secure(tx)
        waiting = sum(
            outbox.forget_said(tx, workspace, personal_key(kind, box, "")) for kind in facts["kinds"]
        )
    if waiting:
        raise Again(RETRY_SECONDS, "messages about it are still to be said")


def _sweep(services: Services, workspace: str, facts: Facts) -> None:
    if not forgetting.sweep(services.database, ballots.SWEPT):
        raise Again(RETRY_SECONDS, "others are using the database's files")


JOBS = (JobKind(FORGET, _forget), JobKind(SWEEP, _sweep))
