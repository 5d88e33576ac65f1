"""What polls want of one person: their vote, or their decision."""

from rituals.messages.polls import Seen, Waiting
from rituals.polls.seeing import seen
from storage import polls
from storage.database import Transaction
from storage.polls import Poll
from storage.workspaces import Workspace

TO_VOTE, TO_DECIDE = 5, 3


def waiting(tx: Transaction, home: Workspace, person: str) -> Waiting:
    """The newest open polls that ask them by list and have no vote of theirs; and theirs that wait for what comes of them."""

    def each(found: list[Poll]) -> list[Seen]:
        return [seen(tx, home, poll) for poll in found]

    return Waiting(
        each(polls.to_vote(tx, home.id, person, TO_VOTE)),
        each(polls.to_decide(tx, home.id, person, TO_DECIDE)),
    )


def about_item(tx: Transaction, home: Workspace, item_id: str, limit: int) -> list[Seen]:
    """The newest polls that ask about a roadmap item."""
    return [seen(tx, home, poll) for poll in polls.about_items(tx, home.id, [item_id], limit)]
