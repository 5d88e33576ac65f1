"""What many signals share was named otherwise, merged or parted: what shows them is made anew, in steps, as a job.

Every signal is found by its new names. The cards of the newest are edited; older ones say it when they next change, since
Slack takes about one edit a second, and new signals would wait behind thousands of them.
"""

from collections.abc import Callable
from datetime import datetime

from rituals.permissions import workspace_of
from rituals.registry import JobKind
from rituals.search.indexing import index_signal
from rituals.services import Facts, Services
from rituals.signals.cards import edit_card
from rituals.triage.owners import route
from storage import counters, jobs, signals
from storage.database import Transaction

STEP = 100  # signals
CARDS = 200  # of one change

Newest = Callable[[Transaction, str, Facts], list[tuple[int, str]]]
"""Number and id of the newest `STEP` signals that the facts speak of, below the number `below` of the facts."""


def show_anew(tx: Transaction, workspace: str, kind: str, facts: Facts, now: datetime) -> None:
    """Begin a job of a kind that `job_kind` made; `facts` say which signals."""
    _step(tx, workspace, kind, {**facts, "round": counters.new_id(), "below": None, "done": 0}, now)


def job_kind(name: str, newest: Newest) -> JobKind:
    """A kind of job that goes through signals, the newest first, a step at a time."""

    def run(services: Services, workspace: str, facts: Facts) -> None:
        now = services.now()
        with services.write() as tx:
            home = workspace_of(tx, workspace)
            found = newest(tx, workspace, facts)
            for _, signal_id in sorted(found, key=lambda one: one[1]):  # one order: no deadlock
                signal = signals.get(tx, workspace, signal_id)
                assert signal is not None  # found in this transaction
                index_signal(tx, workspace, signal)
                if facts["done"] < CARDS:
                    edit_card(tx, home, signal_id)
                    route(tx, home, signal)
            if len(found) == STEP:
                after = {"below": found[-1][0], "done": facts["done"] + STEP}
                _step(tx, workspace, name, {**facts, **after}, now)

    return JobKind(name, run)


def _step(tx: Transaction, workspace: str, kind: str, facts: Facts, now: datetime) -> None:
    key = f"{kind}:{facts['round']}:{facts['below']}"
    jobs.put(tx, workspace, kind=kind, facts=facts, unique_key=key, now=now)
