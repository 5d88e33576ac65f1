"""Reviews of drafts: who was asked where, and what they said."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage.database import Transaction
from storage.tables import release_reviews

ASKED, GOOD, COMMENT = "asked", "good", "comment"


@dataclass(frozen=True)
class Review:
    id: int
    act: str
    channel_id: str
    by: str
    words: str | None
    at: datetime


_FIELDS = tuple(release_reviews.c[name] for name in Review.__dataclass_fields__)


def add(
    tx: Transaction,
    workspace: str,
    release_id: str,
    *,
    act: str,
    channel: str,
    by: str,
    words: str | None,
    now: datetime,
) -> int:
    """Keep what somebody asked or said; its id."""
    statement = insert(release_reviews).values(
        workspace_id=workspace,
        release_id=release_id,
        act=act,
        channel_id=channel,
        by=by,
        words=words,
        at=now,
    )
    return int(tx.execute(statement.returning(release_reviews.c.id)).scalar_one())


def of_release(tx: Transaction, workspace: str, release_id: str) -> list[Review]:
    """All that was asked and said, the oldest first."""
    found = tx.execute(
        select(*_FIELDS)
        .where(release_reviews.c.workspace_id == workspace, release_reviews.c.release_id == release_id)
        .order_by(release_reviews.c.id)
    )
    return [Review(*row) for row in found]


def get(tx: Transaction, workspace: str, review_id: int) -> Review | None:
    row = tx.execute(
        select(*_FIELDS).where(release_reviews.c.workspace_id == workspace, release_reviews.c.id == review_id)
    ).one_or_none()
    return Review(*row) if row else None


def asked_last(tx: Transaction, workspace: str) -> str | None:
    """The channel in which somebody was asked last, of whichever release."""
    found: str | None = tx.scalar(
        select(release_reviews.c.channel_id)
        .where(release_reviews.c.workspace_id == workspace, release_reviews.c.act == ASKED)
        .order_by(release_reviews.c.id.desc())
        .limit(1)
    )
    return found
