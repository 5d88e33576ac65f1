"""Votes with a name, in polls that are not anonymous."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from storage.ballots import Remark
from storage.database import Transaction
from storage.tables import poll_votes
from storage.upsert import put


@dataclass(frozen=True)
class Vote:
    """What somebody chose: a number by option, with the reasons that they gave by option."""

    person: str
    choices: Mapping[str, int]
    reasons: Mapping[str, str]
    comment: str | None

    def remarks(self) -> list[Remark]:
        """The words, each by itself."""
        said = [Remark(option, self.choices.get(option), words) for option, words in self.reasons.items()]
        return [*said, *([Remark(None, None, self.comment)] if self.comment else [])]


_FIELDS = tuple(poll_votes.c[name] for name in Vote.__dataclass_fields__)


def cast(tx: Transaction, workspace: str, poll_id: str, vote: Vote) -> None:
    """Somebody votes, or votes anew, in a poll that is held."""
    key = {"workspace_id": workspace, "poll_id": poll_id, "person": vote.person}
    values = {"choices": dict(vote.choices), "reasons": dict(vote.reasons), "comment": vote.comment}
    put(tx, poll_votes, key, values)


def own_vote(tx: Transaction, workspace: str, poll_id: str, person: str) -> Vote | None:
    """Somebody's own vote, for themselves."""
    row = tx.execute(
        select(*_FIELDS).where(
            poll_votes.c.workspace_id == workspace,
            poll_votes.c.poll_id == poll_id,
            poll_votes.c.person == person,
        )
    ).one_or_none()
    return Vote(*row) if row else None


def votes(tx: Transaction, workspace: str, poll_id: str) -> list[Vote]:
    """All votes, by person: to be counted, and to be exported once the poll is closed."""
    found = tx.execute(
        select(*_FIELDS)
        .where(poll_votes.c.workspace_id == workspace, poll_votes.c.poll_id == poll_id)
        .order_by(poll_votes.c.person)
    )
    return [Vote(*row) for row in found]
