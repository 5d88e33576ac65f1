"""What is shown in a demo, and what is asked."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, select, update

from storage.database import Transaction
from storage.demos.rows import Asked, Question, Topic
from storage.tables import demo_question_votes, demo_questions, demo_topics, items, releases, signals
from storage.upsert import add, drop

_TOPIC = (
    select(
        *(demo_topics.c[name] for name in Topic.__dataclass_fields__ if not name.endswith("_number")),
        releases.c.number.label("release_number"),
        items.c.number.label("item_number"),
    )
    .select_from(
        demo_topics.outerjoin(
            releases,
            and_(
                releases.c.workspace_id == demo_topics.c.workspace_id,
                releases.c.id == demo_topics.c.release_id,
            ),
        ).outerjoin(
            items,
            and_(items.c.workspace_id == demo_topics.c.workspace_id, items.c.id == demo_topics.c.item_id),
        )
    )
    .order_by(demo_topics.c.created_at, demo_topics.c.id)
)
_VOTES = (
    select(func.count())
    .where(
        demo_question_votes.c.workspace_id == demo_questions.c.workspace_id,
        demo_question_votes.c.question_id == demo_questions.c.id,
    )
    .scalar_subquery()
)
_QUESTION = select(
    *(
        demo_questions.c[name]
        for name in Question.__dataclass_fields__
        if name not in ("signal_number", "votes")
    ),
    signals.c.number.label("signal_number"),
    _VOTES.label("votes"),
).select_from(
    demo_questions.outerjoin(
        signals,
        and_(
            signals.c.workspace_id == demo_questions.c.workspace_id,
            signals.c.id == demo_questions.c.signal_id,
        ),
    )
)


def topics(tx: Transaction, workspace: str, demo_id: str) -> list[Topic]:
    """What is shown, in the order in which it was offered."""
    return topics_of(tx, workspace, [demo_id])[demo_id]


def topics_of(tx: Transaction, workspace: str, demo_ids: Collection[str]) -> dict[str, list[Topic]]:
    """The same for several sessions, by their ids."""
    found: dict[str, list[Topic]] = {demo_id: [] for demo_id in demo_ids}
    which = and_(demo_topics.c.workspace_id == workspace, demo_topics.c.demo_id.in_(demo_ids))
    for row in tx.execute(_TOPIC.where(which)):
        found[row.demo_id].append(Topic(**row._mapping))
    return found


def add_topic(
    tx: Transaction, workspace: str, demo_id: str, topic_id: str, values: Mapping[str, Any], now: datetime
) -> None:
    """Put something on the agenda of a session that is held."""
    row = {"workspace_id": workspace, "id": topic_id, "demo_id": demo_id, "created_at": now, **values}
    tx.execute(insert(demo_topics).values(row))


def drop_topic(tx: Transaction, workspace: str, demo_id: str, topic_id: str) -> bool:
    """Take something off the agenda; questions about it stay. False where it is not there."""
    about = and_(demo_questions.c.workspace_id == workspace, demo_questions.c.topic_id == topic_id)
    tx.execute(update(demo_questions).where(about).values(topic_id=None))
    return drop(tx, demo_topics, workspace_id=workspace, demo_id=demo_id, id=topic_id)


def questions(tx: Transaction, workspace: str, demo_id: str) -> list[Question]:
    """What is asked, what most want to know first."""
    found = tx.execute(
        _QUESTION.where(
            demo_questions.c.workspace_id == workspace, demo_questions.c.demo_id == demo_id
        ).order_by(_VOTES.desc(), demo_questions.c.created_at, demo_questions.c.id)
    )
    return [Question(**row._mapping) for row in found]


def question(tx: Transaction, workspace: str, question_id: str) -> Question | None:
    which = and_(demo_questions.c.workspace_id == workspace, demo_questions.c.id == question_id)
    row = tx.execute(_QUESTION.where(which)).one_or_none()
    return Question(**row._mapping) if row else None


def ask(
    tx: Transaction, workspace: str, demo_id: str, question_id: str, values: Mapping[str, Any], now: datetime
) -> None:
    row = {
        "workspace_id": workspace,
        "id": question_id,
        "demo_id": demo_id,
        "state": Asked.OPEN,
        "created_at": now,
    }
    tx.execute(insert(demo_questions).values({**row, **values}))


def settle(tx: Transaction, workspace: str, question_id: str, to: Asked, **values: Any) -> bool:
    """An open question is answered, or becomes a signal. False where that was done already."""
    which = and_(
        demo_questions.c.workspace_id == workspace,
        demo_questions.c.id == question_id,
        demo_questions.c.state == Asked.OPEN,
    )
    settled = update(demo_questions).where(which).values(state=to, **values)
    return tx.scalar(settled.returning(demo_questions.c.id)) is not None


def vote(tx: Transaction, workspace: str, question_id: str, person: str) -> bool:
    """Somebody wants to know that, too. False where they said so already."""
    return add(tx, demo_question_votes, workspace_id=workspace, question_id=question_id, person=person)


def unvote(tx: Transaction, workspace: str, question_id: str, person: str) -> bool:
    return drop(tx, demo_question_votes, workspace_id=workspace, question_id=question_id, person=person)


def votes_of(tx: Transaction, workspace: str, person: str, question_ids: list[str]) -> frozenset[str]:
    """Which of these questions somebody voted for."""
    found = tx.scalars(
        select(demo_question_votes.c.question_id).where(
            demo_question_votes.c.workspace_id == workspace,
            demo_question_votes.c.person == person,
            demo_question_votes.c.question_id.in_(question_ids),
        )
    )
    return frozenset(found)
