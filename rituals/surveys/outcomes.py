"""What surveys about a release came to, as its page tells it."""

from rituals.messages.surveys.records import Counted
from rituals.surveys.scoring import Score
from storage import surveys
from storage.database import Transaction
from storage.surveys import Survey

TOLD = 2  # before it was announced, and after


def of_release(tx: Transaction, workspace: str, release_id: str) -> list[tuple[Survey, Score]]:
    """The last surveys about it that came to a score, the oldest of them first."""
    closed = surveys.of_release(tx, workspace, release_id)
    counted = [(one, Counted.read(one.result).score) for one in closed if one.result]
    return [(one, score) for one, score in counted if score][:TOLD][::-1]
