"""What a team has of that which an admin is led to once the channels are chosen."""

from sqlalchemy import bindparam, exists, or_, select

from storage.database import Transaction
from storage.tables import accounts, role_grants

_STANDING = select(
    exists().where(role_grants.c.workspace_id == bindparam("workspace"), role_grants.c.role != "admin"),
    exists().where(
        accounts.c.workspace_id == bindparam("workspace"),
        or_(
            accounts.c.revenue_minor.is_not(None),
            accounts.c.segment.is_not(None),
            accounts.c.owner.is_not(None),
        ),
    ),
)


def standing(tx: Transaction, workspace: str) -> tuple[bool, bool]:
    """Whether somebody was given a role, and whether more than the name is known of an account."""
    roles, described = tx.execute(_STANDING, {"workspace": workspace}).one()
    return bool(roles), bool(described)
