"""Who was told that a roadmap item shipped: once a person and item."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, distinct, func, select

from storage.accounts import Account
from storage.database import Transaction
from storage.tables import accounts, tellings
from storage.upsert import insert


def told(tx: Transaction, workspace: str, item_ids: Sequence[str]) -> set[tuple[str, str]]:
    """(item, person) of everybody who was told already, by whichever release."""
    found = tx.execute(
        select(tellings.c.item_id, tellings.c.person).where(
            tellings.c.workspace_id == workspace, tellings.c.item_id.in_(item_ids)
        )
    )
    return {(item, person) for item, person in found}


def told_by(tx: Transaction, workspace: str, release_id: str) -> int:
    """How many people were told of a release."""
    count = tx.scalar(
        select(func.count(distinct(tellings.c.person))).where(
            tellings.c.workspace_id == workspace, tellings.c.release_id == release_id
        )
    )
    return int(count or 0)


def claim(
    tx: Transaction,
    workspace: str,
    release_id: str,
    person: str,
    item_ids: Iterable[str],
    *,
    by: str,
    now: datetime,
) -> list[str]:
    """Take it on ourselves to tell somebody of these items. Returns those that nobody has told them of yet."""
    ours = []
    for item in sorted(item_ids):  # one order: no deadlock
        claimed = tx.scalar(
            insert(tx, tellings)
            .values(
                workspace_id=workspace,
                item_id=item,
                person=person,
                release_id=release_id,
                told_by=by,
                told_at=now,
            )
            .on_conflict_do_nothing()
            .returning(tellings.c.item_id)
        )
        if claimed is not None:
            ours.append(item)
    return ours


def unclaim(tx: Transaction, workspace: str, item_id: str, person: str) -> None:
    """Somebody was not told of an item after all."""
    tx.execute(
        delete(tellings).where(
            tellings.c.workspace_id == workspace,
            tellings.c.item_id == item_id,
            tellings.c.person == person,
        )
    )


def owned(tx: Transaction, workspace: str, account_ids: Iterable[str]) -> list[Account]:
    """Those of these accounts that have an owner, in alphabetical order."""
    fields = [accounts.c[name] for name in Account.__dataclass_fields__]
    found = tx.execute(
        select(*fields)
        .where(
            accounts.c.workspace_id == workspace,
            accounts.c.id.in_(list(account_ids)),
            accounts.c.owner.is_not(None),
        )
        .order_by(accounts.c.name_key)
    )
    return [Account(*row) for row in found]
