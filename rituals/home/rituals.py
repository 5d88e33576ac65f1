"""The tab of Home that shows every ritual: to all, those that steer them can open each."""

from datetime import datetime

from rituals.messages.home import Rituals
from rituals.permissions import Act, may
from rituals.services import Person
from rituals.steering import all_of
from storage.database import Transaction
from storage.workspaces import Workspace

PAGE = 12


def rituals_of(tx: Transaction, home: Workspace, person: Person, page: int, now: datetime) -> Rituals:
    """A page of the rituals; the last one where there are fewer by now."""
    found = all_of(tx, home, now)
    last = max(0, (len(found) - 1) // PAGE)
    page = min(page, last)
    shown = found[page * PAGE : (page + 1) * PAGE]
    return Rituals(shown, page, is_more=page < last, steers=may(person, Act.STEER_RITUALS, home))
