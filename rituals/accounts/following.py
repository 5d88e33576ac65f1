"""An account was named otherwise, merged or parted: what shows its signals follows, in steps, as a job.

Every signal is found by the name that its account has now. The cards of the newest are edited; older ones say it when they
next change, since Slack takes about one edit a second.
"""

from collections.abc import Sequence
from datetime import datetime

from rituals.registry import JobKind
from rituals.search.indexing import index_signal
from rituals.services import Facts, Services
from rituals.signals.capture import workspace_of
from rituals.signals.cards import edit_card
from storage import accounts, counters, jobs, signals
from storage.database import Transaction

FOLLOW = "account_follow"
STEP = 100  # signals
CARDS = 200  # of one change


def follow(tx: Transaction, workspace: str, account_ids: Sequence[str], now: datetime) -> None:
    """Have what shows the signals about these accounts be made anew."""
    facts = {"accounts": list(account_ids), "round": counters.new_id(), "below": None, "done": 0}
    _step(tx, workspace, facts, now)


def _step(tx: Transaction, workspace: str, facts: Facts, now: datetime) -> None:
    key = f"{FOLLOW}:{facts['round']}:{facts['below']}"
    jobs.put(tx, workspace, kind=FOLLOW, facts=facts, unique_key=key, now=now)


def _follow(services: Services, workspace: str, facts: Facts) -> None:
    now = services.now()
    with services.write() as tx:
        home = workspace_of(tx, workspace)
        found = accounts.numbers_from(tx, workspace, facts["accounts"], below=facts["below"], limit=STEP)
        for _, signal_id in sorted(found, key=lambda one: one[1]):  # one order: no deadlock
            signal = signals.get(tx, workspace, signal_id)
            assert signal is not None  # found in this transaction
            index_signal(tx, workspace, signal)
            if facts["done"] < CARDS:
                edit_card(tx, home, signal_id)
        if len(found) == STEP:
            after = {"below": found[-1][0], "done": facts["done"] + STEP}
            _step(tx, workspace, {**facts, **after}, now)


JOBS = (JobKind(FOLLOW, _follow),)
