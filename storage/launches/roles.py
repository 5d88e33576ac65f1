"""Who has which role in a launch: its tasks are theirs, but for those that somebody took over."""

from datetime import datetime

from sqlalchemy import and_, delete, select, update

from storage.database import Transaction
from storage.tables import launch_confirmations, launch_roles
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


def change_role(
    tx: Transaction,
    workspace: str,
    launch_id: str,
    role: str,
    person: str | None,
    *,
    seen: str,
    now: datetime,
) -> bool:
    """Another person has a role, or nobody (None). False, with nothing changed, where it is not `seen`'s any more."""
    which = and_(
        launch_roles.c.workspace_id == workspace,
        launch_roles.c.launch_id == launch_id,
        launch_roles.c.role == role,
        launch_roles.c.person == seen,
    )
    change = (
        delete(launch_roles).where(which)
        if person is None
        else update(launch_roles).where(which).values(person=person, at=now)
    )
    return tx.scalar(change.returning(launch_roles.c.role)) is not None


def confirm(tx: Transaction, workspace: str, launch_id: str, role: str, person: str, now: datetime) -> bool:
    """Who has a role stands by the tier. False, with nothing changed, where the role has done so."""
    row = {"workspace_id": workspace, "launch_id": launch_id, "role": role, "person": person, "at": now}
    statement = upserting(tx, launch_confirmations).values(row).on_conflict_do_nothing()
    return tx.scalar(statement.returning(launch_confirmations.c.role)) is not None


def confirmed(tx: Transaction, workspace: str, launch_id: str) -> dict[str, str]:
    """Which roles stand by the tier, and in whose person."""
    found = tx.execute(
        select(launch_confirmations.c.role, launch_confirmations.c.person).where(
            launch_confirmations.c.workspace_id == workspace, launch_confirmations.c.launch_id == launch_id
        )
    )
    return {role: person for role, person in found}
