"""What there is of somebody, before they are removed."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import and_, select

from storage.database import Transaction
from storage.forgetting.where import NAMES, count, holding_ids, mentioning, own_words, workspace_of
from storage.tables import answers, areas, corrections, metadata, outbox, people, signals, workspaces


@dataclass
class Found:
    """What there is of somebody: rows by table, and the objects that show them. `person` is their id."""

    person: str
    name: str | None
    active: bool
    rows: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    objects: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by table, ids
    said: int = 0  # texts that are their own words
    named_in: int = 0  # texts of others in which their name stands
    direct: int = 0  # private messages that Slack keeps
    owned_areas: list[str] = field(default_factory=list)
    owned_default: bool = False

    @property
    def anything(self) -> bool:
        return bool(self.rows or self.name is not None)


def look(tx: Transaction, workspace: str, user: str, person: str) -> Found:
    """What there is of somebody. Nothing is changed."""
    row = tx.execute(
        select(people.c.name, people.c.deactivated).where(
            people.c.workspace_id == workspace, people.c.person == person
        )
    ).one_or_none()
    found = Found(person, row.name if row else None, bool(row and not row.deactivated))
    for table in metadata.sorted_tables:
        if workspace_of(table) is None:
            continue
        for column in holding_ids(table):
            here = count(tx, table, workspace, column == person)
            if here:
                found.rows[table.name] += here
        for _, _, column in mentioning(tx, table, workspace, user):
            found.rows[f"{table.name}.{column.name}"] += 1
    if found.name:
        for table, name in NAMES.items():
            found.rows[f"{table.name}.{name}"] += count(tx, table, workspace, table.c[name] == found.name)
        found.named_in = sum(
            count(tx, table, workspace, table.c[name].contains(found.name, autoescape=True))
            for table, name in ((signals, "verbatim"), (corrections, "words"), (answers, "words"))
        )
    found.rows = {name: rows for name, rows in found.rows.items() if rows}
    found.said = sum(count(tx, table, workspace, said) for table, _, said in own_words(person, found.name))
    found.direct = count(tx, outbox, workspace, and_(outbox.c.recipient == person, outbox.c.ts.is_not(None)))
    found.owned_areas = list(
        tx.scalars(select(areas.c.name).where(areas.c.workspace_id == workspace, areas.c.owner == person))
    )
    found.owned_default = bool(count(tx, workspaces, workspace, workspaces.c.default_owner == person))
    return found
