"""Roles: which are given, to whom, and who holds one through a user group."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, and_, bindparam, case, delete, func, insert, or_, select, update

from storage.database import Transaction
from storage.tables import group_members, people, role_grants, user_groups
from storage.upsert import put

KIND = "role"


@dataclass(frozen=True)
class Grant:
    """A role that was given. `subject` is a person (team:user) or a user group; `name` is the group's."""

    role: str
    subject: str
    known: bool
    name: str | None

    @property
    def is_group(self) -> bool:
        return ":" not in self.subject


_BY_GROUP = and_(
    group_members.c.workspace_id == role_grants.c.workspace_id,
    group_members.c.group_id == role_grants.c.subject,
)
_STANDING = (
    select(
        role_grants.c.role,
        func.max(
            case(
                (or_(role_grants.c.subject == bindparam("person"), group_members.c.person.is_not(None)), 1),
                else_=0,
            )
        ),
    )
    .select_from(
        role_grants.outerjoin(group_members, and_(_BY_GROUP, group_members.c.person == bindparam("person")))
    )
    .where(role_grants.c.workspace_id == bindparam("workspace"), role_grants.c.known)
    .group_by(role_grants.c.role)
)


def standing(tx: Transaction, workspace: str, person: str) -> tuple[frozenset[str], frozenset[str]]:
    """The roles that somebody holds, and all that are bound: given to somebody, or to a group whose members are known."""
    rows = tx.execute(_STANDING, {"workspace": workspace, "person": person}).all()
    return frozenset(role for role, holds in rows if holds), frozenset(role for role, _ in rows)


def grants(tx: Transaction, workspace: str) -> list[Grant]:
    """Every role that was given, with the names of the groups."""
    group = and_(
        user_groups.c.workspace_id == role_grants.c.workspace_id,
        user_groups.c.group_id == role_grants.c.subject,
    )
    found = tx.execute(
        select(role_grants.c.role, role_grants.c.subject, role_grants.c.known, user_groups.c.name)
        .select_from(role_grants.outerjoin(user_groups, group))
        .where(role_grants.c.workspace_id == workspace)
        .order_by(role_grants.c.role, role_grants.c.given_at, role_grants.c.subject)
    )
    return [Grant(*row) for row in found]


def give(
    tx: Transaction, workspace: str, role: str, subject: str, *, known: bool, by: str, now: datetime
) -> None:
    tx.execute(
        insert(role_grants).values(
            workspace_id=workspace, role=role, subject=subject, known=known, given_by=by, given_at=now
        )
    )


def take(tx: Transaction, workspace: str, role: str, subject: str) -> None:
    tx.execute(
        delete(role_grants).where(
            role_grants.c.workspace_id == workspace,
            role_grants.c.role == role,
            role_grants.c.subject == subject,
        )
    )


def lock(tx: Transaction, workspace: str) -> None:
    """Whoever changes roles comes after those who do so already. SQLite has one writer anyhow."""
    if tx.dialect.name != "sqlite":
        tx.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"roles:{workspace}"))))


def persons(tx: Transaction, workspace: str, role: str) -> set[str]:
    """Those who hold a role, one by one or by a group."""
    return {person for person in tx.scalars(_held(workspace, role)) if ":" in person}


def holders(tx: Transaction, workspace: str, role: str, limit: int) -> list[str]:
    """The names of those who hold a role, one by one or by a group; at most so many."""
    return list(
        tx.scalars(
            select(people.c.name)
            .where(
                people.c.workspace_id == workspace,
                people.c.person.in_(_held(workspace, role)),
                ~people.c.deactivated,
                people.c.name != "",
            )
            .order_by(people.c.name)
            .limit(limit)
        )
    )


def _held(workspace: str, role: str) -> CompoundSelect[str]:
    """Who holds a role, and the groups that it is given to."""
    by_group = (
        select(group_members.c.person)
        .select_from(role_grants.join(group_members, _BY_GROUP))
        .where(role_grants.c.workspace_id == workspace, role_grants.c.role == role)
    )
    one_by_one = select(role_grants.c.subject).where(
        role_grants.c.workspace_id == workspace, role_grants.c.role == role
    )
    return by_group.union(one_by_one)


# User groups ------------------------------------------------------------------------------------------------------


def know_group(tx: Transaction, workspace: str, group: str, name: str) -> None:
    """Keep a group's name; its members are fetched later."""
    put(tx, user_groups, {"workspace_id": workspace, "group_id": group}, {"name": name})


def groups(tx: Transaction, workspace: str) -> list[str]:
    """The user groups that have a role."""
    return list(
        tx.scalars(
            select(role_grants.c.subject)
            .where(role_grants.c.workspace_id == workspace, ~role_grants.c.subject.contains(":"))
            .distinct()
            .order_by(role_grants.c.subject)
        )
    )


def know_members(
    tx: Transaction, workspace: str, group: str, persons: Collection[str], now: datetime
) -> bool:
    """From now on these are the members of a group, and its roles count. False for a group without a role (any more)."""
    known: str | None = tx.scalar(
        update(user_groups)
        .where(user_groups.c.workspace_id == workspace, user_groups.c.group_id == group)
        .values(fetched_at=now)
        .returning(user_groups.c.group_id)
    )
    if known is None:
        return False
    tx.execute(
        delete(group_members).where(
            group_members.c.workspace_id == workspace, group_members.c.group_id == group
        )
    )
    if persons:
        rows = [
            {"workspace_id": workspace, "group_id": group, "person": person}
            for person in sorted(set(persons))
        ]
        tx.execute(insert(group_members), rows)
    tx.execute(
        update(role_grants)
        .where(role_grants.c.workspace_id == workspace, role_grants.c.subject == group)
        .values(known=True)
    )
    return True


def forget_group(tx: Transaction, workspace: str, group: str) -> None:
    """A group has no role any more: nothing is kept of it."""
    for table in (group_members, user_groups):
        tx.execute(delete(table).where(table.c.workspace_id == workspace, table.c.group_id == group))
