"""What time asks of polls: those who have not voted are reminded, the poll is closed, a late decision is asked for."""

from datetime import datetime

import structlog

from rituals.permissions import workspace_of
from rituals.polls import deciding
from rituals.polls.cards import REMINDER, tell
from rituals.polls.closing import close
from rituals.services import Services
from storage import ballots, polls
from storage.database import Transaction
from storage.polls import Closing, Due, Poll
from storage.workspaces import Workspace

log = structlog.get_logger()


def step(services: Services) -> bool:
    """Do what is due. True if something was; a poll that fails keeps no other from going on."""
    with services.read() as tx:
        waiting = polls.due(tx, services.now())
    went_on = [_safely(services, due) for due in waiting]
    return any(went_on)


def next_due(tx: Transaction) -> datetime | None:
    """When something is due for a poll next."""
    return polls.next_due(tx)


def _safely(services: Services, due: Due) -> bool:
    try:
        with services.write() as tx:
            home, now = workspace_of(tx, due.workspace), services.now()
            poll = polls.get(tx, due.workspace, due.poll_id)
            return poll is not None and _go_on(tx, home, poll, now)
    except Exception:  # whatever it is, the others go on, and this one is tried at the next look
        log.exception("poll_failed", poll=due.poll_id)
        return False


def _go_on(tx: Transaction, home: Workspace, poll: Poll, now: datetime) -> bool:
    if not poll.is_open:
        return deciding.nudge(tx, home, poll, now)
    if poll.closes_at and poll.closes_at <= now:
        return close(tx, home, poll.id, Closing.TIME, now)
    return _remind(tx, home, poll, now)


def _remind(tx: Transaction, home: Workspace, poll: Poll, now: datetime) -> bool:
    """Those whose vote is not in; of anonymous votes all alike, so that no message tells who has voted."""
    if not polls.take_reminding(tx, home.id, poll.id, now):
        return False
    for person in ballots.asked(tx, home.id, poll.id, voted=None if poll.anonymous else False):
        tell(tx, home, REMINDER, poll, person, now)
    return True
