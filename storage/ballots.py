"""Ballot boxes: who is asked, whose vote is in, and ballots that nobody's name goes with.

Whoever votes holds the row of the poll or survey first, so that nobody votes in a box that is being counted. Counting an
anonymous box empties it: what is not there can't be tied to anybody. The threats are told in docs/anonymity.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, insert, select

from storage import counters
from storage.database import Transaction
from storage.tables import ballots, remarks, voters
from storage.upsert import insert as upsert

BATCH = 500
MIXED = 20
"""Rows in a box that are moved with each new one, and whenever somebody votes; fewer where there are fewer."""
SWEPT = (ballots, remarks, voters)
"""The tables whose files are made anew once a box is emptied."""


@dataclass(frozen=True)
class Turnout:
    """How many are asked, and how many of them have voted."""

    asked: int
    voted: int


@dataclass(frozen=True)
class Ballot:
    """A number by option, and the side of the house where results are told by side."""

    choices: Mapping[str, int]
    side: str | None


@dataclass(frozen=True)
class Remark:
    """Words beside a vote: about an option or the whole; `mood` is for 1, mixed 0, against -1."""

    option_id: str | None
    mood: int | None
    words: str


def ask(tx: Transaction, workspace: str, box: str, persons: Iterable[str]) -> None:
    """These people are asked, too. In an order that tells nothing."""
    rows = [
        {"workspace_id": workspace, "box_id": box, "person": person, "voted": False, "listed": True}
        for person in sorted(set(persons))
    ]
    for start in range(0, len(rows), BATCH):
        tx.execute(upsert(tx, voters).values(rows[start : start + BATCH]).on_conflict_do_nothing())


def turnout(tx: Transaction, workspace: str, box: str) -> Turnout:
    asked, voted = tx.execute(
        select(func.count(), func.count().filter(voters.c.voted)).where(_box(voters, workspace, box))
    ).one()
    return Turnout(asked, voted)


def has_voted(tx: Transaction, workspace: str, box: str, person: str) -> bool | None:
    """Whether somebody's vote is in; None for who is not asked."""
    return tx.scalar(select(voters.c.voted).where(_box(voters, workspace, box), voters.c.person == person))


def asked(tx: Transaction, workspace: str, box: str, *, voted: bool | None = None) -> list[str]:
    """Those who are asked, or those of them who have voted, or have not."""
    which = [_box(voters, workspace, box)]
    if voted is not None:
        which.append(voters.c.voted if voted else ~voters.c.voted)
    return list(tx.scalars(select(voters.c.person).where(*which).order_by(voters.c.person)))


def mark(tx: Transaction, workspace: str, box: str, person: str) -> bool:
    """Somebody votes, who is asked from now on if they were not. False where their vote is in already."""
    row = {"workspace_id": workspace, "box_id": box, "person": person, "voted": True, "listed": False}
    statement = upsert(tx, voters).values(row)
    statement = statement.on_conflict_do_update(
        index_elements=["workspace_id", "box_id", "person"], set_={"voted": True}, where=~voters.c.voted
    )
    return tx.scalar(statement.returning(voters.c.person)) is not None


def drop_in(
    tx: Transaction,
    workspace: str,
    box: str,
    choices: Mapping[str, int],
    side: str | None,
    words: Sequence[Remark],
) -> None:
    """A ballot, and what was written beside it, each by itself and mixed with others."""
    _mix(tx, ballots, workspace, box, [{"choices": dict(choices), "side": side}], MIXED)
    _mix(tx, remarks, workspace, box, [asdict(one) for one in words], MIXED * max(len(words), 1))


def _mix(
    tx: Transaction,
    table: Table,
    workspace: str,
    box: str,
    new: Sequence[Mapping[str, Any]],
    most: int | None,
) -> None:
    """Put rows into a box together with some that are in it, all under new keys and in the order of those.

    Where a row lies and which transaction wrote it are kept by the database, and put into its dumps. So it tells no more
    than that a row is one of these. Words are mixed also where none are new: they would name who wrote the last ones.
    """
    some = select(table).where(_box(table, workspace, box)).order_by(func.random()).limit(most)
    moved = [dict(row) for row in tx.execute(some).mappings()]
    if moved:
        ids = [row["id"] for row in moved]
        tx.execute(delete(table).where(_box(table, workspace, box), table.c.id.in_(ids)))
    rows = [
        {**row, "workspace_id": workspace, "id": counters.new_id(), "box_id": box} for row in (*moved, *new)
    ]
    if rows:
        tx.execute(insert(table), sorted(rows, key=lambda row: row["id"]))


def in_box(tx: Transaction, workspace: str, box: str) -> list[Ballot]:
    """All ballots, in the order of their random keys."""
    found = tx.execute(
        select(ballots.c.choices, ballots.c.side).where(_box(ballots, workspace, box)).order_by(ballots.c.id)
    )
    return [Ballot(*row) for row in found]


def written(tx: Transaction, workspace: str, box: str) -> list[Remark]:
    """What was written beside the ballots, in the order of random keys."""
    found = tx.execute(
        select(remarks.c.option_id, remarks.c.mood, remarks.c.words)
        .where(_box(remarks, workspace, box))
        .order_by(remarks.c.id)
    )
    return [Remark(*row) for row in found]


def empty(tx: Transaction, workspace: str, box: str, *, keep_words: bool) -> None:
    """The ballots are counted: they go, and so does who has voted. What was written goes in again, or goes too.

    Who stands there only because they voted goes, too. Every row that stays is written anew by this transaction, in an
    order that tells nothing.
    """
    tx.execute(delete(ballots).where(_box(ballots, workspace, box)))
    if keep_words:
        _mix(tx, remarks, workspace, box, [], None)
    else:
        tx.execute(delete(remarks).where(_box(remarks, workspace, box)))
    listed = select(voters.c.person).where(_box(voters, workspace, box), voters.c.listed)
    persons = tx.scalars(listed).all()
    tx.execute(delete(voters).where(_box(voters, workspace, box)))
    ask(tx, workspace, box, persons)


def drop(tx: Transaction, workspace: str, box: str) -> None:
    """The box goes with all that is in it."""
    for table in (ballots, remarks, voters):
        tx.execute(delete(table).where(_box(table, workspace, box)))


def _box(table: Table, workspace: str, box: str) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == workspace, table.c.box_id == box)
