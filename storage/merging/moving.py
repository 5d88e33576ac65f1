"""Where rows stand: with what they were put to, or with what that was merged into.

A row such as "this signal is in this theme" names two things. When one of them is merged, the row stands with the kept
one, and a second row, the move, remembers how it was put. One that stands somewhere with no move was put there itself; one
with moves stands there for these, so that it goes when the last of them goes back. A row that people take away takes its
moves with it (by the database), so that no undo brings it back.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, insert, literal, select, update

from storage.database import Transaction
from storage.tables import (
    follower_moves,
    item_moves,
    item_signals,
    signal_followers,
    signal_themes,
    theme_moves,
)
from storage.upsert import insert as insert_or_leave


@dataclass(frozen=True)
class Relation:
    """A table of rows that can move, with the table of their moves. `keys` name a row; `moving` are those that merge."""

    table: Table
    moves: Table
    keys: tuple[str, ...]
    moving: tuple[str, ...]
    details: tuple[str, ...] = ()  # what else a row holds

    def at(self, key: str) -> ColumnElement[str]:
        """Where a move stands now, of that key."""
        return self.moves.c[f"at_{key}" if key in self.moving else key]


THEMES = Relation(signal_themes, theme_moves, ("signal_id", "theme_id"), ("signal_id", "theme_id"))
ITEMS = Relation(
    item_signals, item_moves, ("item_id", "signal_id"), ("signal_id",), ("linked_by", "linked_at")
)
FOLLOWERS = Relation(
    signal_followers, follower_moves, ("signal_id", "person"), ("signal_id",), ("followed_at",)
)


def move(tx: Transaction, workspace: str, relation: Relation, key: str, merged: str, kept: str) -> None:
    """Have every row of the merged thing stand with the kept one."""
    table, moves = relation.table, relation.moves
    _remember(tx, workspace, relation, key, merged, kept)
    others = [name for name in relation.keys if name != key]
    tx.execute(
        insert_or_leave(tx, table)
        .from_select(
            ["workspace_id", key, *others, *relation.details],
            select(
                table.c.workspace_id,
                literal(kept),
                *(table.c[name] for name in (*others, *relation.details)),
            ).where(table.c.workspace_id == workspace, table.c[key] == merged),
        )
        .on_conflict_do_nothing()
    )
    tx.execute(
        update(moves)
        .where(moves.c.workspace_id == workspace, relation.at(key) == merged)
        .values({f"at_{key}": kept})
    )
    tx.execute(delete(table).where(table.c.workspace_id == workspace, table.c[key] == merged))


def put_back(
    tx: Transaction,
    workspace: str,
    relation: Relation,
    key: str,
    back: Collection[str],
    merged: str,
    kept: str,
) -> None:
    """Have the rows that were put to any of `back` (the merged thing and all that leads to it) stand with it again."""
    table, moves = relation.table, relation.moves
    others = [name for name in relation.keys if name != key]
    theirs = and_(moves.c.workspace_id == workspace, relation.at(key) == kept, moves.c[key].in_(sorted(back)))
    # First those that were put just there, with their own details, then the others.
    just_there = and_(moves.c[key] == merged, *(moves.c[name] == relation.at(name) for name in others))
    for which in (and_(theirs, just_there), theirs):
        tx.execute(
            insert_or_leave(tx, table)
            .from_select(
                ["workspace_id", key, *others, *relation.details],
                select(
                    moves.c.workspace_id,
                    literal(merged),
                    *(relation.at(name) for name in others),
                    *(moves.c[name] for name in relation.details),
                ).where(which),
            )
            .on_conflict_do_nothing()
        )
    tx.execute(update(moves).where(theirs).values({f"at_{key}": merged}))
    _leave(tx, workspace, relation, key, merged, kept)
    _forget(tx, workspace, relation, key, (merged, kept))


def _remember(tx: Transaction, workspace: str, relation: Relation, key: str, merged: str, kept: str) -> None:
    """Keep how the rows of the merged thing were put, and those of the kept one that they meet."""
    table, moves = relation.table, relation.moves
    twin = table.alias("twin")
    meets = exists().where(
        twin.c.workspace_id == workspace,
        twin.c[key] == merged,
        *(twin.c[name] == table.c[name] for name in relation.keys if name != key),
    )
    known = exists().where(
        moves.c.workspace_id == workspace, *(relation.at(name) == table.c[name] for name in relation.keys)
    )
    columns = ["workspace_id", *relation.keys, *relation.details]
    tx.execute(
        insert(moves).from_select(
            [*columns, *(f"at_{name}" for name in relation.moving)],
            select(*(table.c[name] for name in (*columns, *relation.moving))).where(
                table.c.workspace_id == workspace,
                (table.c[key] == merged) | and_(table.c[key] == kept, meets),
                ~known,
            ),
        )
    )


def _leave(tx: Transaction, workspace: str, relation: Relation, key: str, merged: str, kept: str) -> None:
    """Take away the rows of the kept thing that stood there for nothing but what has gone back."""
    table, moves = relation.table, relation.moves
    same = [relation.at(name) == table.c[name] for name in relation.keys if name != key]
    gone_back = exists().where(moves.c.workspace_id == workspace, relation.at(key) == merged, *same)
    still_there = exists().where(moves.c.workspace_id == workspace, relation.at(key) == kept, *same)
    tx.execute(
        delete(table).where(table.c.workspace_id == workspace, table.c[key] == kept, gone_back, ~still_there)
    )


def _forget(tx: Transaction, workspace: str, relation: Relation, key: str, at: tuple[str, str]) -> None:
    """Drop the moves of rows that stand where they were put, and for themselves alone."""
    moves = relation.moves
    other = moves.alias("other")

    def stands(name: str) -> ColumnElement[str]:
        return other.c[f"at_{name}" if name in relation.moving else name]

    shared = (
        select(func.count())
        .select_from(other)
        .where(
            other.c.workspace_id == workspace,
            *(stands(name) == relation.at(name) for name in relation.keys),
        )
        .scalar_subquery()
    )
    tx.execute(
        delete(moves).where(
            moves.c.workspace_id == workspace,
            relation.at(key).in_(at),
            *(moves.c[name] == relation.at(name) for name in relation.moving),
            shared == 1,
        )
    )
