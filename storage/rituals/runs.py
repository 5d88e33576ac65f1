"""Runs of rituals, unique by ritual, occurrence and recipient: who writes the row first has it."""

from collections.abc import Collection

from sqlalchemy import select

from storage.database import Transaction
from storage.rituals.rows import PREVIEWED, RUN_FIELDS, Run
from storage.tables import rituals, runs
from storage.upsert import insert as upsert


def claim(tx: Transaction, workspace: str, run: Run) -> bool:
    """Write the row of a run. False if somebody else already has this occurrence: then leave it alone."""
    statement = (
        upsert(tx, runs)
        .values(workspace_id=workspace, **{name: getattr(run, name) for name in Run.__dataclass_fields__})
        .on_conflict_do_nothing(index_elements=["workspace_id", "ritual_id", "occurrence", "recipient"])
        .returning(runs.c.id)
    )
    return tx.scalar(statement) is not None


def has_run(tx: Transaction, workspace: str, ritual_id: str, occurrence: str, recipient: str) -> bool:
    found = tx.scalar(
        select(runs.c.id).where(
            runs.c.workspace_id == workspace,
            runs.c.ritual_id == ritual_id,
            runs.c.occurrence == occurrence,
            runs.c.recipient == recipient,
        )
    )
    return found is not None


def get_run(tx: Transaction, workspace: str, run_id: str) -> Run | None:
    row = tx.execute(
        select(*RUN_FIELDS).where(runs.c.workspace_id == workspace, runs.c.id == run_id)
    ).one_or_none()
    return Run(*row) if row else None


def last_runs(
    tx: Transaction, workspace: str, ritual_id: str, limit: int, *, outcome: str | None = None
) -> list[Run]:
    """The newest runs of a ritual, of one outcome if that is named."""
    which = [runs.c.workspace_id == workspace, runs.c.ritual_id == ritual_id, runs.c.outcome != PREVIEWED]
    if outcome:
        which.append(runs.c.outcome == outcome)
    found = tx.execute(
        select(*RUN_FIELDS)
        .where(*which)
        .order_by(runs.c.window_end.desc(), runs.c.created_at.desc())
        .limit(limit)
    )
    return [Run(*row) for row in found]


def newest_runs(
    tx: Transaction, workspace: str, kinds: Collection[str], limit: int, *, outcome: str
) -> list[Run]:
    """The newest runs of all rituals of these kinds, of one outcome."""
    of_kinds = select(rituals.c.id).where(rituals.c.workspace_id == workspace, rituals.c.kind.in_(kinds))
    found = tx.execute(
        select(*RUN_FIELDS)
        .where(runs.c.workspace_id == workspace, runs.c.ritual_id.in_(of_kinds), runs.c.outcome == outcome)
        .order_by(runs.c.window_end.desc(), runs.c.created_at.desc())
        .limit(limit)
    )
    return [Run(*row) for row in found]
