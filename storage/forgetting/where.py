"""Removing a person: wherever their id stands, in any table, a name for nobody takes its place, or the row goes.

Ids of people are in columns of one length (`PERSON`), so that a table that is added later is reached too. Inside texts,
keys and facts an id is found by itself.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import JSON, Column, String, Table, Text, and_, cast, func, or_, select

from storage.database import Transaction
from storage.tables import (
    absences,
    accounts,
    ambassadors,
    answers,
    area_roles,
    calendar_feeds,
    corrections,
    decisions,
    demo_feedback,
    demo_invited,
    demo_question_votes,
    demo_questions,
    demo_reminders,
    demo_rsvps,
    demos,
    digest_votes,
    drafts,
    follower_moves,
    group_members,
    item_followers,
    items,
    jobs,
    launch_answers,
    launch_brief,
    launch_notes,
    launch_roles,
    launch_tasks,
    launch_thanks,
    launch_votes,
    outbox,
    pace,
    people,
    poll_votes,
    polls,
    preferences,
    release_reviews,
    requests,
    rituals,
    role_grants,
    signal_context,
    signal_followers,
    signal_mentions,
    signals,
    themes,
    voters,
    workspaces,
)

PERSON = 65  # characters: how long a column for ids of people is
SHORTEST = 32  # a column that is shorter holds a word of ours

# What is about nobody but them: the rows go. By table, the column that says whose it is.
OWN_ROWS: Mapping[Table, str] = {
    people: "person",
    preferences: "subject",
    role_grants: "subject",
    group_members: "person",
    follower_moves: "person",
    signal_followers: "person",
    item_followers: "person",
    signal_mentions: "person",
    absences: "person",
    calendar_feeds: "person",
    launch_roles: "person",
    area_roles: "person",
    launch_answers: "person",
    launch_votes: "person",
    digest_votes: "person",
    poll_votes: "person",
    demo_question_votes: "person",
    demo_rsvps: "person",
    demo_invited: "person",
    demo_feedback: "person",
    demo_reminders: "person",
    voters: "person",
    ambassadors: "person",
    drafts: "by",
    outbox: "recipient",
    pace: "channel",
}
# What somebody else can own from now on.
OWNED: Mapping[Table, str] = {
    items: "owner",
    accounts: "owner",
    themes: "owner",
    launch_tasks: "owner",
    rituals: "owner",
    demos: "host",
    workspaces: "default_owner",
}
# What they wrote beside things of the team: whose it is, and the words.
REMARKS = (
    (release_reviews.c.by, release_reviews.c.words),
    (launch_notes.c.person, launch_notes.c.words),
    (launch_brief.c.by, launch_brief.c.words),
    (launch_thanks.c.by, launch_thanks.c.words),
    (polls.c.decided_by, polls.c.decision),
    (polls.c.decided_by, polls.c.decision_why),
    (demo_questions.c.by, demo_questions.c.words),
    (demo_questions.c.answered_by, demo_questions.c.answer),
)
# Names, where they are kept as words beside what was said.
NAMES: Mapping[Table, str] = {signals: "said_by", signal_context: "said_by", drafts: "author_name"}
# What has no meaning but for a while: rather gone than changed.
PASSING = (jobs, requests)


def workspace_of(table: Table) -> Column[Any] | None:
    """The column that says whose a table's rows are."""
    return table.c.id if table is workspaces else table.c.get("workspace_id")


def of_workspace(table: Table, workspace: str) -> Any:
    return workspace_of(table) == workspace


def count(tx: Transaction, table: Table, workspace: str, condition: Any) -> int:
    return (
        tx.scalar(select(func.count()).select_from(table).where(of_workspace(table, workspace), condition))
        or 0
    )


def holding_ids(table: Table) -> list[Column[Any]]:
    return [
        column for column in table.columns if isinstance(column.type, String) and column.type.length == PERSON
    ]


def mentioning(
    tx: Transaction, table: Table, workspace: str, user: str
) -> Iterator[tuple[Any, Any, Column[Any]]]:
    """What holds a user id in its texts, keys or facts: the row's key, what stands there, and the column."""
    keys, names = list(table.primary_key.columns), about(user)
    held = [column for column in table.columns if _may_mention(column)]
    if not held:
        return
    mentions = or_(*(cast(column, Text).icontains(user, autoescape=True) for column in held))
    for row in tx.execute(select(*keys, *held).where(of_workspace(table, workspace), mentions)).all():
        for column, value in zip(held, row[len(keys) :], strict=True):
            if value is not None and names.search(value if isinstance(value, str) else json.dumps(value)):
                yield tuple(row[: len(keys)]), value, column


def _may_mention(column: Column[Any]) -> bool:
    """Whether there is room for an id in a column that is not one for ids of people."""
    if isinstance(column.type, JSON):
        return True
    length = getattr(column.type, "length", None)
    return isinstance(column.type, String) and (length is None or SHORTEST <= length != PERSON)


def about(user: str) -> re.Pattern[str]:
    """A user id by itself, as Slack's reference with or without a name, or behind the id of a team."""
    return re.compile(
        rf"<@{user}(?:\|[^>]*)?>|(?<![A-Za-z0-9])(?:T[A-Z0-9]+:)?{user}(?![A-Za-z0-9])", re.IGNORECASE
    )


def own_words(person: str, name: str | None) -> list[tuple[Table, Column[Any], Any]]:
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


def signal_of(table: Table) -> Column[Any]:
    return table.c.id if table is signals else table.c.signal_id
