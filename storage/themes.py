"""Themes: named groups of signals."""

from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy import insert as plain_insert

from storage import counters
from storage.accounts import key_of
from storage.database import Transaction
from storage.tables import signal_themes, themes
from storage.upsert import insert


def ensure(tx: Transaction, workspace: str, label: str, now: datetime) -> str:
    """The id of the theme with that label, new if nobody used it before."""
    label_key = key_of(label)
    if found := tx.scalar(_id_of(workspace, label_key)):
        return str(found)
    added = tx.scalar(
        insert(tx, themes)
        .values(
            workspace_id=workspace,
            id=counters.new_id(),
            label=label.strip(),
            label_key=label_key,
            created_at=now,
        )
        .on_conflict_do_nothing()
        .returning(themes.c.id)
    )
    return str(added if added is not None else tx.scalar(_id_of(workspace, label_key)))


def _id_of(workspace: str, label_key: str) -> Select[tuple[str]]:
    return select(themes.c.id).where(themes.c.workspace_id == workspace, themes.c.label_key == label_key)


def attach(tx: Transaction, workspace: str, signal_id: str, theme_ids: list[str]) -> None:
    """These are the themes of a new signal."""
    if theme_ids:
        tx.execute(
            plain_insert(signal_themes),
            [{"workspace_id": workspace, "signal_id": signal_id, "theme_id": theme} for theme in theme_ids],
        )


def replace(tx: Transaction, workspace: str, signal_id: str, theme_ids: list[str]) -> None:
    """These are the themes of a signal from now on."""
    tx.execute(
        delete(signal_themes).where(
            signal_themes.c.workspace_id == workspace, signal_themes.c.signal_id == signal_id
        )
    )
    attach(tx, workspace, signal_id, theme_ids)


def of_signal(tx: Transaction, workspace: str, signal_id: str) -> list[tuple[str, str]]:
    """The themes of a signal, as (id, label)."""
    joined = signal_themes.join(
        themes,
        (themes.c.workspace_id == signal_themes.c.workspace_id) & (themes.c.id == signal_themes.c.theme_id),
    )
    found = tx.execute(
        select(themes.c.id, themes.c.label)
        .select_from(joined)
        .where(signal_themes.c.workspace_id == workspace, signal_themes.c.signal_id == signal_id)
        .order_by(themes.c.label_key)
    )
    return [(theme_id, label) for theme_id, label in found]


def starting_with(tx: Transaction, workspace: str, typed: str, limit: int) -> list[str]:
    found = tx.scalars(
        select(themes.c.label)
        .where(
            themes.c.workspace_id == workspace, themes.c.label_key.contains(key_of(typed), autoescape=True)
        )
        .order_by(themes.c.label_key)
        .limit(limit)
    )
    return list(found)
