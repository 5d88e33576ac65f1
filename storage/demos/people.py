"""Who is invited to a demo, who comes, and what they thought of it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, func, insert, select

from storage.database import Transaction
from storage.tables import demo_feedback, demo_invited, demo_rsvps
from storage.upsert import put


def invite(tx: Transaction, workspace: str, demo_id: str, persons: Collection[str]) -> None:
    """From now on these people are invited, and nobody else."""
    tx.execute(
        delete(demo_invited).where(
            demo_invited.c.workspace_id == workspace, demo_invited.c.demo_id == demo_id
        )
    )
    rows = [
        {"workspace_id": workspace, "demo_id": demo_id, "person": person} for person in sorted(set(persons))
    ]
    if rows:
        tx.execute(insert(demo_invited), rows)


def invited(tx: Transaction, workspace: str, demo_id: str) -> set[str]:
    """Who is invited; nobody where that is not known."""
    which = and_(demo_invited.c.workspace_id == workspace, demo_invited.c.demo_id == demo_id)
    return set(tx.scalars(select(demo_invited.c.person).where(which)))


def answer(tx: Transaction, workspace: str, demo_id: str, person: str, answer: str, now: datetime) -> None:
    """Somebody says whether they come; it takes the place of what they said before."""
    key = {"workspace_id": workspace, "demo_id": demo_id, "person": person}
    put(tx, demo_rsvps, key, {"answer": answer, "at": now})


def answers(tx: Transaction, workspace: str, demo_id: str) -> dict[str, str]:
    """What everybody said, by person."""
    found = tx.execute(
        select(demo_rsvps.c.person, demo_rsvps.c.answer)
        .where(demo_rsvps.c.workspace_id == workspace, demo_rsvps.c.demo_id == demo_id)
        .order_by(demo_rsvps.c.person)
    )
    return {person: said for person, said in found}


def answer_of(tx: Transaction, workspace: str, demo_id: str, person: str) -> str | None:
    """What somebody said; None where they have not."""
    return tx.scalar(
        select(demo_rsvps.c.answer).where(
            demo_rsvps.c.workspace_id == workspace,
            demo_rsvps.c.demo_id == demo_id,
            demo_rsvps.c.person == person,
        )
    )


def rate(tx: Transaction, workspace: str, demo_id: str, person: str, mark: int, words: str | None) -> None:
    """Somebody's two answers after a session; they may change them."""
    key = {"workspace_id": workspace, "demo_id": demo_id, "person": person}
    put(tx, demo_feedback, key, {"mark": mark, "words": words})


def rated(tx: Transaction, workspace: str, demo_id: str) -> tuple[int, float | None]:
    """How many answered, and their mean mark."""
    count, mean = tx.execute(
        select(func.count(), func.avg(demo_feedback.c.mark)).where(
            demo_feedback.c.workspace_id == workspace, demo_feedback.c.demo_id == demo_id
        )
    ).one()
    return count, float(mean) if mean is not None else None


def remarks(tx: Transaction, workspace: str, demo_id: str) -> list[str]:
    """What was written, without names, the shortest first: an order that tells nothing of who or when."""
    found = tx.scalars(
        select(demo_feedback.c.words).where(
            demo_feedback.c.workspace_id == workspace,
            demo_feedback.c.demo_id == demo_id,
            demo_feedback.c.words.is_not(None),
        )
    )
    return sorted((words for words in found if words), key=lambda words: (len(words), words))
