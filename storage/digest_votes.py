"""Whether readers found a digest useful: one word a person and digest, the last one."""

from datetime import datetime

from sqlalchemy import and_, case, func, select, update

from storage.database import Transaction
from storage.tables import digest_votes, runs
from storage.upsert import put as upsert


def put(tx: Transaction, workspace: str, run_id: str, person: str, *, useful: bool, now: datetime) -> None:
    key = {"workspace_id": workspace, "run_id": run_id, "person": person}
    upsert(tx, digest_votes, key, {"useful": useful, "at": now})


def pressed(tx: Transaction, workspace: str, run_id: str, person: str) -> bool:
    """Whether somebody said of a digest whether it was useful."""
    found = tx.scalar(
        select(digest_votes.c.run_id).where(
            digest_votes.c.workspace_id == workspace,
            digest_votes.c.run_id == run_id,
            digest_votes.c.person == person,
        )
    )
    return found is not None


def say_why(tx: Transaction, workspace: str, run_id: str, person: str, words: str) -> bool:
    """False for somebody who did not press."""
    said = tx.scalar(
        update(digest_votes)
        .where(
            digest_votes.c.workspace_id == workspace,
            digest_votes.c.run_id == run_id,
            digest_votes.c.person == person,
        )
        .values(words=words)
        .returning(digest_votes.c.run_id)
    )
    return said is not None


def by_ritual(tx: Transaction, workspace: str) -> list[tuple[str, int, int]]:
    """(ritual, how many found it useful, how many pressed) over all its runs."""
    of_run = and_(runs.c.workspace_id == digest_votes.c.workspace_id, runs.c.id == digest_votes.c.run_id)
    found = tx.execute(
        select(
            runs.c.ritual_id,
            func.sum(case((digest_votes.c.useful, 1), else_=0)),
            func.count(),
        )
        .select_from(digest_votes.join(runs, of_run))
        .where(digest_votes.c.workspace_id == workspace)
        .group_by(runs.c.ritual_id)
    )
    return [(ritual, int(useful), pressed) for ritual, useful, pressed in found]
