"""Who has which role in a launch: its tasks are theirs, but for those that somebody took over."""

from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.tables import launch_roles
from storage.upsert import insert as upserting


def give_role(tx: Transaction, workspace: str, launch_id: str, role: str, person: str, now: datetime) -> bool:
    """Somebody has a role that nobody had. False, with nothing changed, where somebody has it."""
    row = {"workspace_id": workspace, "launch_id": launch_id, "role": role, "person": person, "at": now}
    statement = upserting(tx, launch_roles).values(row).on_conflict_do_nothing()
    return tx.scalar(statement.returning(launch_roles.c.role)) is not None


def roles(tx: Transaction, workspace: str, launch_id: str) -> dict[str, str]:
    """Who has which role."""
    found = tx.execute(
        select(launch_roles.c.role, launch_roles.c.person).where(
            launch_roles.c.workspace_id == workspace, launch_roles.c.launch_id == launch_id
        )
    )
    return {role: person for role, person in found}
