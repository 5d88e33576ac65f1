"""Reading everything, table by table, for exports."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Label, Select, Table, case, cast, func, literal, select
from sqlalchemy import Text as Words

from storage.database import Transaction
from storage.releases import KIND as RELEASE
from storage.roadmap import KIND as ITEM
from storage.signals import KIND as SIGNAL
from storage.tables import (
    account_aliases,
    accounts,
    areas,
    audit,
    calendar_feeds,
    corrections,
    demos,
    items,
    metadata,
    people,
    releases,
    signal_themes,
    signals,
    themes,
)

MACHINERY = frozenset(
    "counters drafts jobs machine outbox pace requests ritual_failures search_entries vectors".split()  # noqa: SIM905
)
"""What the machine keeps for itself: what waits to be said or done, and what is made of the rest. All others are the team's."""

SECRET = (calendar_feeds.c.hash, demos.c.address)
"""What leaves with no export."""

LISTED = "; "  # between several names in one cell
BATCH = 500


def tables(*, machinery: bool = False) -> list[Table]:
    """The tables to export, in alphabetical order."""
    return [table for name, table in sorted(metadata.tables.items()) if machinery or name not in MACHINERY]


def columns(table: Table) -> list[str]:
    """The names of what `rows` gives of a table."""
    return [column.name for column in _statement(table).selected_columns]


def rows(tx: Transaction, table: Table, workspace: str | None = None) -> Iterator[dict[str, Any]]:
    """A table's rows in their order, some at a time, each with its columns; where it helps, with names beside ids."""
    statement = _statement(table)
    if workspace is not None:
        statement = statement.where(table.c.workspace_id == workspace)
    order = [table.c.workspace_id, table.c.number] if "number" in table.c else list(table.primary_key.columns)
    for row in tx.execute(statement.order_by(*order).execution_options(yield_per=BATCH)).mappings():
        yield dict(row)


def newest_audit(tx: Transaction, workspace: str, limit: int) -> Iterator[dict[str, Any]]:
    """The newest changes, with names beside ids, the newest first."""
    found = (
        _statement(audit).where(audit.c.workspace_id == workspace).order_by(audit.c.id.desc()).limit(limit)
    )
    for row in tx.execute(found.execution_options(yield_per=BATCH)).mappings():
        yield dict(row)


def _statement(table: Table) -> Select[Any]:
    shown = [column for column in table.c if all(column is not secret for secret in SECRET)]
    return select(*shown, *_NAMES.get(table.name, ()))


def _name_of(table: Table, column: ColumnElement[Any], what: Column[Any]) -> ColumnElement[Any]:
    """What stands in the row of another table that an id leads to; the id's own table is the outer one."""
    source = what.table
    key = source.c.person if "person" in source.c else source.c.id
    return (
        select(what)
        .where(source.c.workspace_id == table.c.workspace_id, key == column)
        .correlate(table)
        .scalar_subquery()
    )


_CORRECTION = (
    select(corrections.c.words)
    .where(corrections.c.workspace_id == signals.c.workspace_id, corrections.c.signal_id == signals.c.id)
    .order_by(corrections.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_THEMES = (
    select(func.aggregate_strings(themes.c.label, LISTED))
    .where(
        signal_themes.c.workspace_id == signals.c.workspace_id,
        signal_themes.c.signal_id == signals.c.id,
        themes.c.workspace_id == signal_themes.c.workspace_id,
        themes.c.id == signal_themes.c.theme_id,
    )
    .correlate(signals)
    .scalar_subquery()
)
_ALIASES = (
    select(func.aggregate_strings(account_aliases.c.name, LISTED))
    .where(
        account_aliases.c.workspace_id == accounts.c.workspace_id,
        account_aliases.c.account_id == accounts.c.id,
    )
    .correlate(accounts)
    .scalar_subquery()
)
_ACCOUNT = _name_of(signals, signals.c.account_id, accounts.c.name)


def _reference(kind: str, letter: str, table: Table) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
    number = cast(_name_of(audit, audit.c.object_id, table.c.number), Words)
    return audit.c.object_kind == kind, literal(f"{letter}-") + number


_NAMES: dict[str, tuple[Label[Any], ...]] = {
    "signals": (
        case((signals.c.account_certain, _ACCOUNT)).label("account"),
        _THEMES.label("themes"),
        _CORRECTION.label("correction"),
        _name_of(signals, signals.c.captured_by, people.c.name).label("captured_by_name"),
    ),
    "accounts": (
        _ALIASES.label("aliases"),
        _name_of(accounts, accounts.c.owner, people.c.name).label("owner_name"),
    ),
    "items": (
        _name_of(items, items.c.area_id, areas.c.name).label("area"),
        _name_of(items, items.c.owner, people.c.name).label("owner_name"),
    ),
    "audit": (
        case(
            _reference(SIGNAL, "S", signals), _reference(RELEASE, "R", releases), _reference(ITEM, "I", items)
        ).label("ref"),
        _name_of(audit, audit.c.by, people.c.name).label("by_name"),
    ),
}
