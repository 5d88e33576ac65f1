"""What came of launches: what people answer afterwards, and the thanks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from storage import counters
from storage.database import Transaction
from storage.tables import launch_answers, launch_thanks, launches
from storage.upsert import insert as upserting

RETRO = 0
"""`after` of what is written for the retro, whenever that is."""

WORDS = ("reached", "what", "keep", "change")


@dataclass(frozen=True)
class Answered:
    """What somebody answered so many days after the market day. All empty: they do not want to."""

    id: str
    launch_id: str
    after: int
    person: str
    reached: str | None
    what: str | None
    keep: str | None
    change: str | None
    at: datetime

    @property
    def says_something(self) -> bool:
        return any((self.reached, self.what, self.keep, self.change))


_FIELDS = tuple(launch_answers.c[name] for name in Answered.__dataclass_fields__)
_OF_LAUNCH = and_(
    launches.c.workspace_id == launch_answers.c.workspace_id, launches.c.id == launch_answers.c.launch_id
)


def answer(
    tx: Transaction,
    workspace: str,
    launch_id: str,
    after: int,
    person: str,
    said: Mapping[str, str | None],
    now: datetime,
) -> None:
    """Keep what somebody says; it takes the place of what they said before."""
    words = {name: said.get(name) for name in WORDS} | {"at": now}
    key = {"workspace_id": workspace, "launch_id": launch_id, "after": after, "person": person}
    row = upserting(tx, launch_answers).values(id=counters.new_id(), **key, **words)
    tx.execute(row.on_conflict_do_update(index_elements=list(key), set_=words))


def of_launch(tx: Transaction, workspace: str, launch_id: str) -> list[Answered]:
    """All answers, the earliest question first; the retro comes last."""
    found = tx.execute(
        select(*_FIELDS)
        .where(launch_answers.c.workspace_id == workspace, launch_answers.c.launch_id == launch_id)
        .order_by(launch_answers.c.after == RETRO, launch_answers.c.after, launch_answers.c.at)
    )
    return [Answered(*row) for row in found]


def kept(tx: Transaction, workspace: str, tier: int, audience: str, limit: int) -> list[tuple[Answered, int]]:
    """What people wish to keep from launches of the same tier and audience, the newest first, with the launch's number."""
    found = tx.execute(
        select(*_FIELDS, launches.c.number)
        .join(launches, _OF_LAUNCH)
        .where(
            launch_answers.c.workspace_id == workspace,
            launch_answers.c.keep.is_not(None),
            launches.c.tier == tier,
            launches.c.audience == audience,
        )
        .order_by(launch_answers.c.at.desc(), launch_answers.c.id)
        .limit(limit)
    )
    return [(Answered(*row[:-1]), row[-1]) for row in found]


def said_between(
    tx: Transaction, workspace: str, start: datetime, end: datetime, limit: int
) -> list[tuple[str, str]]:
    """The answers of a stretch of time that say something, the newest first: their ids, and which release they are of."""
    found = tx.execute(
        select(launch_answers.c.id, launches.c.release_id)
        .join(launches, _OF_LAUNCH)
        .where(
            launch_answers.c.workspace_id == workspace,
            launch_answers.c.at >= start,
            launch_answers.c.at < end,
            or_(*(launch_answers.c[name].is_not(None) for name in WORDS)),
        )
        .order_by(launch_answers.c.at.desc(), launch_answers.c.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in found]


def by_ids(tx: Transaction, workspace: str, ids: Collection[str]) -> list[Answered]:
    which = and_(launch_answers.c.workspace_id == workspace, launch_answers.c.id.in_(sorted(ids)))
    return [Answered(*row) for row in tx.execute(select(*_FIELDS).where(which))]


def thank(tx: Transaction, workspace: str, launch_id: str, words: str, by: str, now: datetime) -> bool:
    """Keep the thanks of a launch. False, with nothing changed, where it has some."""
    row = {"workspace_id": workspace, "launch_id": launch_id, "words": words, "by": by, "at": now}
    statement = upserting(tx, launch_thanks).values(row).on_conflict_do_nothing()
    return tx.scalar(statement.returning(launch_thanks.c.launch_id)) is not None


def thanks_of(tx: Transaction, workspace: str, launch_id: str) -> tuple[str, str] | None:
    """The words, and who wrote them."""
    row = tx.execute(
        select(launch_thanks.c.words, launch_thanks.c.by).where(
            launch_thanks.c.workspace_id == workspace, launch_thanks.c.launch_id == launch_id
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None
