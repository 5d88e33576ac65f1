"""Putting nobody in somebody's place."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Table, Text, and_, delete, or_, select, update

from storage.database import Transaction
from storage.forgetting.looking import Found
from storage.forgetting.where import (
    NAMES,
    OWN_ROWS,
    OWNED,
    PASSING,
    REMARKS,
    about,
    holding_ids,
    mentioning,
    of_workspace,
    own_words,
    signal_of,
    workspace_of,
)
from storage.polls import State as PollState
from storage.signals import REMOVED
from storage.surveys import State as SurveyState
from storage.tables import (
    answers,
    areas,
    corrections,
    decisions,
    drafts,
    metadata,
    outbox,
    people,
    poll_votes,
    polls,
    release_sources,
    releases,
    rituals,
    signals,
    surveys,
    voters,
)


def nobody(workspace: str) -> str:
    """A person's id that is nobody's, and says nothing of whose place it takes."""
    return f"{workspace}:GONE{secrets.token_hex(6).upper()}"


def remove(
    tx: Transaction, workspace: str, user: str, found: Found, *, instead: str, with_words: bool, now: datetime
) -> None:
    """Put `instead`, who is nobody, in somebody's place. `found.objects` names then what shows them no more.

    `with_words` empties what they wrote or said themselves, too.
    """
    person = found.person
    _hold_boxes(tx, workspace, person)
    _collect(tx, workspace, found)
    if with_words:
        for table, column, said in own_words(person, found.name):
            found.objects["signals"] |= set(
                tx.scalars(select(signal_of(table)).where(table.c.workspace_id == workspace, said))
            )
            emptied = update(table).values({column.name: REMOVED})
            # Without a correction the words before it are shown again.
            change = delete(table) if table is corrections else emptied
            tx.execute(change.where(table.c.workspace_id == workspace, said))
        for by, words in REMARKS:
            theirs = and_(by == person, words.is_not(None))
            emptied = update(by.table).where(by.table.c.workspace_id == workspace, theirs)
            tx.execute(emptied.values({words.name: REMOVED}))
    if found.name:
        for table, name in NAMES.items():
            tx.execute(
                update(table)
                .where(table.c.workspace_id == workspace, table.c[name] == found.name)
                .values({name: REMOVED})
            )
    tx.execute(delete(drafts).where(drafts.c.workspace_id == workspace, drafts.c.author == person))
    own_rituals = and_(rituals.c.workspace_id == workspace, rituals.c.channel_id == person)
    tx.execute(update(rituals).where(own_rituals).values(paused=True))
    for table, column_name in OWN_ROWS.items():
        tx.execute(delete(table).where(table.c.workspace_id == workspace, table.c[column_name] == person))
    for table, column_name in OWNED.items():
        tx.execute(
            update(table)
            .where(of_workspace(table, workspace), table.c[column_name] == person)
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


def show_again(tx: Transaction, workspace: str, kinds: Sequence[tuple[str, str, set[str]]]) -> int:
    """Have messages edited that stand in Slack, alone or in a bundle.

    `kinds`: a kind, the fact that names their object, and which objects.
    """
    wanted: set[int] = set()
    for kind, fact, ids in kinds:
        rows = tx.execute(
            select(outbox.c.seq, outbox.c.facts).where(
                outbox.c.workspace_id == workspace,
                outbox.c.kind == kind,
                or_(outbox.c.ts.is_not(None), outbox.c.bundle.is_not(None)),
            )
        )
        wanted |= {seq for seq, facts in rows if str(facts.get(fact)) in ids}
    for seq in sorted(wanted):
        tx.execute(
            update(outbox)
            .where(outbox.c.workspace_id == workspace, outbox.c.seq == seq)
            .values(card=True, wanted=outbox.c.wanted + 1, state="waiting", attempts=0, done_at=None)
        )
    return len(wanted)


def _hold_boxes(tx: Transaction, workspace: str, person: str) -> None:
    """Who counts what somebody is asked in comes before us or after us: the count puts the rows of those asked in anew."""
    asking = select(voters.c.box_id).where(voters.c.workspace_id == workspace, voters.c.person == person)
    for table, is_open in (
        (polls, polls.c.state == PollState.OPEN),
        (surveys, surveys.c.state == SurveyState.OPEN),
    ):
        asked_in = and_(table.c.workspace_id == workspace, table.c.id.in_(asking), is_open)
        tx.execute(update(table).where(asked_in).values(revision=table.c.revision))


def _collect(tx: Transaction, workspace: str, found: Found) -> None:
    """The signals that show somebody on their cards, the releases, and the polls."""
    person = found.person
    of_theirs = signals.c.captured_by == person
    if found.name:
        of_theirs = or_(of_theirs, signals.c.said_by == found.name)
    found.objects["signals"] |= set(
        tx.scalars(select(signals.c.id).where(signals.c.workspace_id == workspace, of_theirs))
    )
    by_them = or_(*(column == person for column in holding_ids(releases)))
    found.objects["releases"] |= set(
        tx.scalars(select(releases.c.id).where(releases.c.workspace_id == workspace, by_them))
    )
    asked = or_(
        *(column == person for column in holding_ids(polls)),
        polls.c.id.in_(select(poll_votes.c.poll_id).where(poll_votes.c.person == person)),
    )
    found.objects["polls"] |= set(
        tx.scalars(select(polls.c.id).where(polls.c.workspace_id == workspace, asked))
    )
    written = select(answers.c.id).where(answers.c.workspace_id == workspace, answers.c.by == person)
    found.objects["answers"] |= set(tx.scalars(written))
    decided = select(decisions.c.id).where(decisions.c.workspace_id == workspace, decisions.c.by == person)
    found.objects["decisions"] |= {str(one) for one in tx.scalars(decided)}


def _rewrite(
    tx: Transaction, table: Table, workspace: str, user: str, person: str, instead: str, found: Found
) -> None:
    for column in holding_ids(table):
        tx.execute(
            update(table)
            .where(of_workspace(table, workspace), column == person)
            .values({column.name: instead})
        )
    keys = list(table.primary_key.columns)
    names = about(user)
    for key, held, column in list(mentioning(tx, table, workspace, user)):
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
        found.objects["signals"] |= set(
            tx.scalars(select(table.c.signal_id).where(where, table.c.signal_id.is_not(None)))
        )
