"""An account was named otherwise, merged or parted: what shows its signals follows."""

from collections.abc import Sequence
from datetime import datetime

from rituals.services import Facts
from rituals.signals.anew import STEP, job_kind, show_anew
from storage import accounts
from storage.database import Transaction

FOLLOW = "account_follow"


def follow(tx: Transaction, workspace: str, account_ids: Sequence[str], now: datetime) -> None:
    """Have what shows the signals about these accounts be made anew."""
    show_anew(tx, workspace, FOLLOW, {"accounts": list(account_ids)}, now)


def _newest(tx: Transaction, workspace: str, facts: Facts) -> list[tuple[int, str]]:
    return accounts.numbers_from(tx, workspace, facts["accounts"], below=facts["below"], limit=STEP)


JOBS = (job_kind(FOLLOW, _newest),)
