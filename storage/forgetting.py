"""Removing a person: wherever their id stands, in any table, a name for nobody takes its place, or the row goes.

Ids of people are in columns of one length (`PERSON`), so that a table that is added later is reached too. Inside texts,
keys and facts an id is found by itself.
"""

import json
import re
import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table, Text, and_, cast, delete, func, or_, select, text, update
from sqlalchemy.exc import DBAPIError

from storage.database import Database, Transaction
from storage.signals import REMOVED
from storage.tables import (
    accounts,
    answers,
    areas,
    corrections,
    decisions,
    drafts,
    group_members,
    item_followers,
    items,
    jobs,
    metadata,
    outbox,
    pace,
    people,
    preferences,
    release_sources,
    requests,
    role_grants,
    signal_context,
    signal_followers,
    signal_mentions,
    signals,
    themes,
    workspaces,
)

PERSON = 65  # characters: how long a column for ids of people is

# What is about nobody but them: the rows go. By table, the column that says whose it is.
OWN_ROWS: Mapping[Table, str] = {
    people: "person",
    preferences: "subject",
    role_grants: "subject",
    group_members: "person",
    signal_followers: "person",
    item_followers: "person",
    signal_mentions: "person",
    drafts: "by",
    outbox: "recipient",
    pace: "channel",
}
# What somebody else can own from now on.
OWNED: Mapping[Table, str] = {
    items: "owner",
    accounts: "owner",
    themes: "owner",
    workspaces: "default_owner",
}
# Names, where they are kept as words beside what was said.
NAMES: Mapping[Table, str] = {signals: "said_by", signal_context: "said_by", drafts: "author_name"}
# What has no meaning but for a while: rather gone than changed.
PASSING = (jobs, requests)


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


def nobody(workspace: str) -> str:
    """A person's id that is nobody's, and says nothing of whose place it takes."""
    return f"{workspace}:GONE{secrets.token_hex(6).upper()}"


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
        for column in _holding_ids(table):
            count = _count(tx, table, workspace, column == person)
            if count:
                found.rows[table.name] += count
        for _, _, column in _mentioning(tx, table, workspace, user):
            found.rows[f"{table.name}.{column.name}"] += 1
    if found.name:
        for table, name in NAMES.items():
            found.rows[f"{table.name}.{name}"] += _count(tx, table, workspace, table.c[name] == found.name)
        found.named_in = sum(
            _count(tx, table, workspace, table.c[name].contains(found.name, autoescape=True))
            for table, name in ((signals, "verbatim"), (corrections, "words"), (answers, "words"))
        )
    found.rows = {name: count for name, count in found.rows.items() if count}
    found.said = sum(_count(tx, table, workspace, said) for table, _, said in _own_words(person, found.name))
    found.direct = _count(tx, outbox, workspace, and_(outbox.c.recipient == person, outbox.c.ts.is_not(None)))
    found.owned_areas = list(
        tx.scalars(select(areas.c.name).where(areas.c.workspace_id == workspace, areas.c.owner == person))
    )
    found.owned_default = bool(_count(tx, workspaces, workspace, workspaces.c.default_owner == person))
    return found


def remove(
    tx: Transaction, workspace: str, user: str, found: Found, *, instead: str, with_words: bool, now: datetime
) -> None:
    """Put `instead`, who is nobody, in somebody's place. `found.objects` names then what shows them no more.

    `with_words` empties what they wrote or said themselves, too.
    """
    person = found.person
    _collect(tx, workspace, found)
    if with_words:
        for table, column, said in _own_words(person, found.name):
            found.objects["signals"] |= set(
                tx.scalars(select(_signal_of(table)).where(table.c.workspace_id == workspace, said))
            )
            emptied = update(table).values({column.name: REMOVED})
            # Without a correction the words before it are shown again.
            change = delete(table) if table is corrections else emptied
            tx.execute(change.where(table.c.workspace_id == workspace, said))
    if found.name:
        for table, name in NAMES.items():
            tx.execute(
                update(table)
                .where(table.c.workspace_id == workspace, table.c[name] == found.name)
                .values({name: REMOVED})
            )
    tx.execute(delete(drafts).where(drafts.c.workspace_id == workspace, drafts.c.author == person))
    for table, column_name in OWN_ROWS.items():
        tx.execute(delete(table).where(table.c.workspace_id == workspace, table.c[column_name] == person))
    for table, column_name in OWNED.items():
        tx.execute(
            update(table)
            .where(_of(table, workspace), table.c[column_name] == person)
            .values({column_name: None})
        )
    for table in metadata.sorted_tables:
        if workspace_of(table) is not None:
            _rewrite(tx, table, workspace, user, person, instead, found)
    tx.execute(
        people.insert().values(
            workspace_id=workspace,
            person=instead,
            name=REMOVED,
            is_admin=False,
            is_bot=False,
            deactivated=True,
            seen_at=now,
        )
    )


def hand_over(tx: Transaction, workspace: str, instead: str, owner: str) -> None:
    """Somebody else owns what was theirs and must have an owner."""
    for table in (areas, release_sources):
        tx.execute(
            update(table)
            .where(table.c.workspace_id == workspace, table.c.owner == instead)
            .values(owner=owner)
        )


def homes(tx: Transaction, workspace: str, kind: str) -> list[str]:
    """Everybody who has opened their Home."""
    return list(
        tx.scalars(
            select(outbox.c.recipient).where(outbox.c.workspace_id == workspace, outbox.c.kind == kind)
        )
    )


def show_again(tx: Transaction, workspace: str, kinds: Mapping[str, tuple[str, set[str] | None]]) -> int:
    """Have messages edited that stand in Slack: by kind, the fact that names their object, and which (None: all)."""
    count = 0
    for kind, (fact, ids) in kinds.items():
        rows = tx.execute(
            select(outbox.c.seq, outbox.c.facts).where(
                outbox.c.workspace_id == workspace, outbox.c.kind == kind, outbox.c.ts.is_not(None)
            )
        )
        wanted = [seq for seq, facts in rows if ids is None or str(facts.get(fact)) in ids]
        for seq in wanted:
            tx.execute(
                update(outbox)
                .where(outbox.c.workspace_id == workspace, outbox.c.seq == seq)
                .values(card=True, wanted=outbox.c.wanted + 1, state="waiting", attempts=0, done_at=None)
            )
        count += len(wanted)
    return count


def sweep(database: Database) -> bool:
    """Have the database keep nothing of what was deleted in its own files. False where others are using it: try again."""
    try:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not database.is_sqlite:
                connection.exec_driver_sql("VACUUM")
                return True
            # The index of words keeps what was taken out of it until its parts are put together.
            connection.exec_driver_sql("INSERT INTO search_fts (search_fts) VALUES ('optimize')")
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
            return not busy
    except DBAPIError:
        return False


# What stands where -------------------------------------------------------------------------------------------


def workspace_of(table: Table) -> Column[Any] | None:
    """The column that says whose a table's rows are."""
    return table.c.id if table is workspaces else table.c.get("workspace_id")


def _of(table: Table, workspace: str) -> Any:
    return workspace_of(table) == workspace


def _count(tx: Transaction, table: Table, workspace: str, condition: Any) -> int:
    return tx.scalar(select(func.count()).select_from(table).where(_of(table, workspace), condition)) or 0


def _holding_ids(table: Table) -> list[Column[Any]]:
    return [
        column for column in table.columns if isinstance(column.type, String) and column.type.length == PERSON
    ]


def _mentioning(
    tx: Transaction, table: Table, workspace: str, user: str
) -> Iterator[tuple[Any, Any, Column[Any]]]:
    """Rows whose texts, keys or facts hold a user id: the row's key, what stands there, and the column."""
    keys = list(table.primary_key.columns)
    names = _about(user)
    for column in table.columns:
        if column in _holding_ids(table) or not isinstance(column.type, String | Text | JSON):
            continue
        rows = tx.execute(
            select(*keys, column.label("held")).where(
                _of(table, workspace), cast(column, Text).icontains(user, autoescape=True)
            )
        ).all()
        for row in rows:
            if names.search(json.dumps(row.held) if isinstance(column.type, JSON) else row.held):
                yield tuple(row[: len(keys)]), row.held, column


def _about(user: str) -> re.Pattern[str]:
    """A user id by itself, as Slack's reference with or without a name, or behind the id of a team."""
    return re.compile(
        rf"<@{user}(?:\|[^>]*)?>|(?<![A-Za-z0-9])(?:T[A-Z0-9]+:)?{user}(?![A-Za-z0-9])", re.IGNORECASE
    )


def _own_words(person: str, name: str | None) -> list[tuple[Table, Column[Any], Any]]:
    """What somebody wrote or said: the table, the column of the words, and which rows."""
    written: list[tuple[Table, Column[Any], Any]] = [
        (answers, answers.c.words, answers.c.by == person),
        (corrections, corrections.c.words, corrections.c.by == person),
        (decisions, decisions.c.words, and_(decisions.c.by == person, decisions.c.words.is_not(None))),
    ]
    if name:
        written += [
            (signals, signals.c.verbatim, signals.c.said_by == name),
            (signal_context, signal_context.c.words, signal_context.c.said_by == name),
        ]
    return written


def _signal_of(table: Table) -> Column[Any]:
    return table.c.id if table is signals else table.c.signal_id


def _collect(tx: Transaction, workspace: str, found: Found) -> None:
    """The signals that show somebody on their cards, and the releases."""
    person = found.person
    of_theirs = or_(signals.c.captured_by == person, signals.c.said_by == (found.name or None))
    found.objects["signals"] |= set(
        tx.scalars(select(signals.c.id).where(signals.c.workspace_id == workspace, of_theirs))
    )
    releases = metadata.tables["releases"]
    by_them = or_(*(column == person for column in _holding_ids(releases)))
    found.objects["releases"] |= set(
        tx.scalars(select(releases.c.id).where(releases.c.workspace_id == workspace, by_them))
    )
    written = select(answers.c.id).where(answers.c.workspace_id == workspace, answers.c.by == person)
    found.objects["answers"] |= set(tx.scalars(written))


def _rewrite(
    tx: Transaction, table: Table, workspace: str, user: str, person: str, instead: str, found: Found
) -> None:
    for column in _holding_ids(table):
        tx.execute(
            update(table).where(_of(table, workspace), column == person).values({column.name: instead})
        )
    keys = list(table.primary_key.columns)
    names = _about(user)
    for key, held, column in list(_mentioning(tx, table, workspace, user)):
        where = and_(*(one == value for one, value in zip(keys, key, strict=True)))
        if table in PASSING:
            tx.execute(delete(table).where(where))
            continue
        is_words = isinstance(column.type, Text)
        _note_object(tx, table, where, found)
        if isinstance(column.type, JSON):
            told: Any = json.loads(names.sub(instead, json.dumps(held)))
        else:
            told = names.sub(REMOVED if is_words else instead, held)
        tx.execute(update(table).where(where).values({column.name: told}))


def _note_object(tx: Transaction, table: Table, where: Any, found: Found) -> None:
    """An object whose words change is indexed anew, and shown anew."""
    if table.name in ("signals", "releases", "items"):
        found.objects[table.name] |= set(tx.scalars(select(table.c.id).where(where)))
    elif "signal_id" in table.c:
        found.objects["signals"] |= set(tx.scalars(select(table.c.signal_id).where(where)))


def secure(tx: Transaction) -> None:
    """Have SQLite overwrite what this connection deletes."""
    if tx.dialect.name == "sqlite":
        tx.execute(text("PRAGMA secure_delete = ON"))
