"""What becomes of signals: decisions with their reasons, answers with their words, and the inbox of who owns them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from storage import accounts, counters, themes
from storage.areas import area_of_signal, owned_by_theme
from storage.database import Transaction
from storage.signals import IMPORT, TEAM, Reader, seen_by
from storage.tables import answers, decisions, outbox, signal_themes, signals


@dataclass(frozen=True)
class Decision:
    """One decision: `answer` is a state, or `later`; the reason is one of the list, or in words."""

    id: int
    signal_id: str
    answer: str
    reason: str | None
    words: str | None
    by: str
    at: datetime


@dataclass(frozen=True)
class Words:
    """What somebody wrote about a signal: to who captured it, or, as a reply (`answers_id`), back."""

    id: str
    signal_id: str
    answers_id: str | None
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Wanted:
    """What an inbox shows. `owner` None: whoever owns it. `default`: the owner has what belongs to no area, too.

    `late`: only what nobody answered, captured before an instant that depends on its importance. `area` empty: what
    belongs to none. `theme` and `account` are names.
    """

    states: tuple[str, ...]
    late: tuple[tuple[str, datetime], ...] = ()
    owner: str | None = None
    default: bool = False
    area: str | None = None
    theme: str | None = None
    account: str | None = None
    kind: str | None = None


# Decisions ------------------------------------------------------------------------------------------------------


def move(tx: Transaction, workspace: str, signal_id: str, *, seen: int, to: str, now: datetime) -> bool:
    """To another state, by somebody who saw it decided `seen` times. False, and nothing changed, where that is over."""
    statement = (
        update(signals)
        .where(
            signals.c.workspace_id == workspace,
            signals.c.id == signal_id,
            signals.c.undone_at.is_(None),
            signals.c.merged_into.is_(None),
            signals.c.decided == seen,
        )
        .values(
            state=to,
            decided=signals.c.decided + 1,
            revision=signals.c.revision + 1,
            answered_at=func.coalesce(signals.c.answered_at, now),
        )
        .returning(signals.c.id)
    )
    return tx.scalar(statement) is not None


def decide(
    tx: Transaction,
    workspace: str,
    signal_id: str,
    *,
    answer: str,
    reason: str | None,
    words: str | None,
    by: str,
    now: datetime,
) -> int:
    """Keep a decision; its id."""
    statement = (
        insert(decisions)
        .values(
            workspace_id=workspace,
            signal_id=signal_id,
            answer=answer,
            reason=reason,
            words=words,
            by=by,
            at=now,
        )
        .returning(decisions.c.id)
    )
    return int(tx.execute(statement).scalar_one())


_DECISION = tuple(decisions.c[name] for name in Decision.__dataclass_fields__)


def decision(tx: Transaction, workspace: str, decision_id: int) -> Decision | None:
    row = tx.execute(
        select(*_DECISION).where(decisions.c.workspace_id == workspace, decisions.c.id == decision_id)
    ).one_or_none()
    return Decision(*row) if row else None


def newest_decision(tx: Transaction, workspace: str, signal_id: str) -> Decision | None:
    """What was decided last; None of what nobody decided yet."""
    row = tx.execute(
        select(*_DECISION)
        .where(decisions.c.workspace_id == workspace, decisions.c.signal_id == signal_id)
        .order_by(decisions.c.id.desc())
        .limit(1)
    ).one_or_none()
    return Decision(*row) if row else None


# Words ----------------------------------------------------------------------------------------------------------


def write(tx: Transaction, workspace: str, signal_id: str, words: str, by: str, now: datetime) -> str:
    """Keep an answer to who captured a signal, which thereby is answered; its id."""
    tx.execute(
        update(signals)
        .where(signals.c.workspace_id == workspace, signals.c.id == signal_id)
        .values(answered_at=func.coalesce(signals.c.answered_at, now))
    )
    return _keep_words(tx, workspace, signal_id, None, words, by, now)


def words_about(tx: Transaction, workspace: str, signal_ids: Collection[str]) -> set[str]:
    """The ids of all answers and replies about these signals."""
    held = select(answers.c.id, answers.c.signal_id).where(answers.c.workspace_id == workspace)
    return {row.id for row in tx.execute(held) if row.signal_id in signal_ids}


def reply(tx: Transaction, workspace: str, to: Words, words: str, by: str, now: datetime) -> str:
    """Keep what came back to an answer; its id."""
    return _keep_words(tx, workspace, to.signal_id, to.id, words, by, now)


def _keep_words(
    tx: Transaction,
    workspace: str,
    signal_id: str,
    answers_id: str | None,
    words: str,
    by: str,
    now: datetime,
) -> str:
    new = counters.new_id()
    row = {"id": new, "signal_id": signal_id, "answers_id": answers_id, "words": words, "by": by, "at": now}
    tx.execute(insert(answers).values(workspace_id=workspace, **row))
    return new


def get_words(tx: Transaction, workspace: str, words_id: str) -> Words | None:
    fields = (answers.c[name] for name in Words.__dataclass_fields__)
    row = tx.execute(
        select(*fields).where(answers.c.workspace_id == workspace, answers.c.id == words_id)
    ).one_or_none()
    return Words(*row) if row else None


def standing_at(tx: Transaction, workspace: str, kind: str, recipient: str, ts: str) -> dict[str, str] | None:
    """The facts of the message of that kind which stands at that place of somebody's direct messages."""
    return tx.scalar(
        select(outbox.c.facts).where(
            outbox.c.workspace_id == workspace,
            outbox.c.recipient == recipient,
            outbox.c.ts == ts,
            outbox.c.kind == kind,
        )
    )


# The inbox ------------------------------------------------------------------------------------------------------


def counts(tx: Transaction, workspace: str, reader: Reader, wanted: Mapping[str, Wanted]) -> dict[str, int]:
    """How many signals each of these inboxes holds, by its name. By one query."""
    each = (
        select(func.count()).where(is_wanted(workspace, reader, which)).scalar_subquery().label(name)
        for name, which in wanted.items()
    )
    return dict(tx.execute(select(*each)).one()._mapping)


def unanswered(
    tx: Transaction, workspace: str, importances: tuple[str, ...], since: datetime
) -> list[tuple[str, str, datetime]]:
    """(id, importance, captured at) of what nobody answered yet, captured since then, the oldest first.

    What came from a file is promised no answer.
    """
    found = tx.execute(
        select(signals.c.id, signals.c.importance, signals.c.captured_at)
        .where(
            signals.c.workspace_id == workspace,
            signals.c.state == "new",
            signals.c.answered_at.is_(None),
            signals.c.undone_at.is_(None),
            signals.c.importance.in_(importances),
            signals.c.captured_at >= since,
            signals.c.source != IMPORT,
        )
        .order_by(signals.c.captured_at, signals.c.number)
    )
    return [(row.id, row.importance, row.captured_at) for row in found]


def is_wanted(workspace: str, reader: Reader, wanted: Wanted) -> ColumnElement[bool]:
    """Which signals an inbox shows. For other statements."""
    found = [
        signals.c.workspace_id == workspace,
        signals.c.state.in_(wanted.states),
        seen_by(reader),
        or_(signals.c.source != IMPORT, signals.c.decided > 0),  # no news until somebody decides on it
    ]
    if wanted.late:
        found.append(signals.c.answered_at.is_(None))
        found.append(
            or_(
                *(
                    and_(signals.c.importance == importance, signals.c.captured_at < before)
                    for importance, before in wanted.late
                )
            )
        )
    area = area_of_signal()
    if wanted.owner:
        owner = owned_by_theme()
        open_to_team = signals.c.visibility == TEAM
        theirs = and_(owner == wanted.owner, open_to_team)
        found.append(or_(theirs, owner.is_(None), ~open_to_team) if wanted.default else theirs)
    if wanted.area is not None:
        found.append(area == wanted.area if wanted.area else area.is_(None))
    if wanted.theme:
        themed = select(signal_themes.c.signal_id).where(
            signal_themes.c.workspace_id == workspace,
            signal_themes.c.theme_id.in_(themes.called(workspace, wanted.theme)),
        )
        found.append(signals.c.id.in_(themed))
    if wanted.account:
        named = accounts.called(workspace, wanted.account)
        heard = select(func.coalesce(signals.c.merged_into, signals.c.id)).where(
            signals.c.workspace_id == workspace,
            signals.c.account_id.in_(named),
            signals.c.account_certain,
            seen_by(reader),
        )
        found.append(signals.c.id.in_(heard))
    if wanted.kind:
        found.append(signals.c.kind == wanted.kind)
    return and_(*found)
