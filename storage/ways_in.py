"""What the ways in need to remember: messages about to be saved, those that were, and what was said around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy import insert as plain_insert

from storage.database import Transaction
from storage.tables import drafts, preferences, signal_context, signals
from storage.upsert import insert, put

DRAFTS_KEPT = timedelta(hours=24)
OFFERED = "offered_on"  # the day on which somebody's direct message was answered last
EMOJI = "emoji:"


@dataclass(frozen=True)
class Draft:
    """A message whose form is open."""

    id: str
    by: str
    place: str
    place_kind: str
    message_ts: str
    author: str | None
    author_name: str | None
    words: str
    created_at: datetime


@dataclass(frozen=True)
class Said:
    """One message of the thread around a signal."""

    message_ts: str
    said_by: str
    said_at: datetime
    words: str


_DRAFT = tuple(drafts.c[name] for name in Draft.__dataclass_fields__)
_SAID = tuple(signal_context.c[name] for name in Said.__dataclass_fields__)


def keep_draft(tx: Transaction, workspace: str, draft: Draft) -> None:
    tx.execute(plain_insert(drafts), {"workspace_id": workspace} | vars(draft))


def draft(tx: Transaction, workspace: str, draft_id: str) -> Draft | None:
    row = tx.execute(
        select(*_DRAFT).where(drafts.c.workspace_id == workspace, drafts.c.id == draft_id)
    ).one_or_none()
    return Draft(**row._mapping) if row else None


def drop_old_drafts(tx: Transaction, now: datetime) -> int:
    """Delete the drafts that are past their 24 hours; how many. `now` is real time."""
    return tx.execute(delete(drafts).where(drafts.c.created_at < now - DRAFTS_KEPT)).rowcount


def signal_of(tx: Transaction, workspace: str, place: str, message_ts: str) -> str | None:
    """Id of the signal that a message is."""
    return tx.scalar(
        select(signals.c.id).where(
            signals.c.workspace_id == workspace,
            signals.c.place == place,
            signals.c.message_ts == message_ts,
            signals.c.undone_at.is_(None),
        )
    )


def note_source(
    tx: Transaction, workspace: str, signal_id: str, *, said_by: str | None, permalink: str | None
) -> None:
    """Keep who said it and where it stands, found out after it was saved."""
    tx.execute(
        update(signals)
        .where(signals.c.workspace_id == workspace, signals.c.id == signal_id)
        .values(said_by=said_by, permalink=permalink)
    )


def keep_context(tx: Transaction, workspace: str, signal_id: str, around: Sequence[Said]) -> None:
    """Keep what was said around a signal; what is kept already stays."""
    for said in around:
        row = insert(tx, signal_context).values(workspace_id=workspace, signal_id=signal_id, **vars(said))
        tx.execute(row.on_conflict_do_nothing())


def context_of(tx: Transaction, workspace: str, signal_id: str) -> list[Said]:
    """What was said around a signal, in order. Whoever shows it asks `may()` for the signal first."""
    rows = tx.execute(
        select(*_SAID)
        .where(signal_context.c.workspace_id == workspace, signal_context.c.signal_id == signal_id)
        .order_by(signal_context.c.message_ts)
    )
    return [Said(**row._mapping) for row in rows]


def take_day(tx: Transaction, workspace: str, person: str, day: str) -> bool:
    """Whether somebody's direct messages were not answered yet on that day; from now on they are."""
    row = insert(tx, preferences).values(workspace_id=workspace, subject=person, name=OFFERED, value=day)
    taken = row.on_conflict_do_update(
        index_elements=["workspace_id", "subject", "name"],
        set_={"value": day},
        where=preferences.c.value != day,
    ).returning(preferences.c.value)
    return tx.scalar(taken) is not None


def free_day(tx: Transaction, workspace: str, person: str) -> None:
    """Somebody answered: their next direct message gets an answer again, on the same day too."""
    tx.execute(
        delete(preferences).where(
            preferences.c.workspace_id == workspace,
            preferences.c.subject == person,
            preferences.c.name == OFFERED,
        )
    )


def choose_emojis(tx: Transaction, workspace: str, chosen: Mapping[str, str]) -> None:
    """These emoji save a message from now on, each as that kind, beside those that do already."""
    for name, kind in sorted(chosen.items()):  # one order: no deadlock
        key = {"workspace_id": workspace, "subject": workspace, "name": f"{EMOJI}{name}"}
        put(tx, preferences, key, {"value": kind})


def drop_emoji(tx: Transaction, workspace: str, name: str) -> None:
    """An emoji saves nothing any more."""
    tx.execute(
        delete(preferences).where(
            preferences.c.workspace_id == workspace,
            preferences.c.subject == workspace,
            preferences.c.name == f"{EMOJI}{name}",
        )
    )


def emojis(tx: Transaction, workspace: str) -> dict[str, str]:
    """Which emoji saves a message, and as which kind: the choice of the workspace, empty if it made none."""
    rows = tx.execute(
        select(preferences.c.name, preferences.c.value).where(
            preferences.c.workspace_id == workspace,
            preferences.c.subject == workspace,
            preferences.c.name.startswith(EMOJI, autoescape=True),
        )
    )
    return {name.removeprefix(EMOJI): value for name, value in rows}
