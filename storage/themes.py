"""Themes: named groups of signals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy import insert as plain_insert

from storage import counters
from storage.database import Transaction
from storage.names import key_of
from storage.tables import signal_themes, themes
from storage.upsert import by_database


@dataclass(frozen=True)
class Theme:
    id: str
    label: str
    label_key: str


_FIELDS = (themes.c.id, themes.c.label, themes.c.label_key)
_WITH_LABELS = select(*_FIELDS).where(
    themes.c.workspace_id == bindparam("workspace"),
    themes.c.label_key.in_(bindparam("label_keys", expanding=True)),
)
_ADD = by_database(themes, lambda insert: insert.on_conflict_do_nothing().returning(themes.c.id))
_ATTACH = plain_insert(signal_themes)
_OF_SIGNALS = (
    select(signal_themes.c.signal_id, *_FIELDS)
    .select_from(
        signal_themes.join(
            themes,
            (themes.c.workspace_id == signal_themes.c.workspace_id)
            & (themes.c.id == signal_themes.c.theme_id),
        )
    )
    .where(
        signal_themes.c.workspace_id == bindparam("workspace"),
    )
)
_OF_SIGNAL = _OF_SIGNALS.where(signal_themes.c.signal_id == bindparam("signal"))
_OF_THESE = _OF_SIGNALS.where(signal_themes.c.signal_id.in_(bindparam("signals", expanding=True)))


def ensure(tx: Transaction, workspace: str, labels: Iterable[str], now: datetime) -> list[Theme]:
    """The themes with these labels, once each, in alphabetical order; new where nobody used a label before."""
    wanted = {key_of(label): label.strip() for label in reversed(list(labels))}  # as first written
    if not wanted:
        return []
    found = _with_labels(tx, workspace, wanted)
    for label_key in sorted(wanted.keys() - {theme.label_key for theme in found}):  # one order: no deadlock
        found.append(_add(tx, workspace, label_key, wanted[label_key], now))
    return _in_order(found)


def _add(tx: Transaction, workspace: str, label_key: str, label: str, now: datetime) -> Theme:
    new = Theme(counters.new_id(), label, label_key)
    row = {"workspace_id": workspace, "id": new.id, "label": label, "label_key": label_key, "created_at": now}
    if tx.scalar(_ADD[tx.dialect.name], row) is not None:
        return new
    return _with_labels(tx, workspace, [label_key])[0]  # another process was faster


def _with_labels(tx: Transaction, workspace: str, label_keys: Iterable[str]) -> list[Theme]:
    found = tx.execute(_WITH_LABELS, {"workspace": workspace, "label_keys": list(label_keys)})
    return [Theme(*row) for row in found]


def _in_order(found: list[Theme]) -> list[Theme]:
    # Sorted here, since each database has an alphabet of its own.
    return sorted(found, key=lambda theme: theme.label_key)


def attach(tx: Transaction, workspace: str, signal_id: str, theme_ids: Sequence[str]) -> None:
    """These are the themes of a new signal."""
    if theme_ids:
        tx.execute(
            _ATTACH,
            [{"workspace_id": workspace, "signal_id": signal_id, "theme_id": theme} for theme in theme_ids],
        )


def replace(tx: Transaction, workspace: str, signal_id: str, theme_ids: Sequence[str]) -> None:
    """These are the themes of a signal from now on."""
    tx.execute(
        delete(signal_themes).where(
            signal_themes.c.workspace_id == workspace, signal_themes.c.signal_id == signal_id
        )
    )
    attach(tx, workspace, signal_id, theme_ids)


def of_signal(tx: Transaction, workspace: str, signal_id: str) -> list[tuple[str, str]]:
    """The themes of a signal, as (id, label), in alphabetical order."""
    found = tx.execute(_OF_SIGNAL, {"workspace": workspace, "signal": signal_id})
    return [(theme.id, theme.label) for theme in _in_order([Theme(*row) for _, *row in found])]


def of_signals(
    tx: Transaction, workspace: str, signal_ids: Sequence[str]
) -> dict[str, list[tuple[str, str]]]:
    """The themes of each of these signals, as `of_signal` tells them."""
    themes_of: dict[str, list[Theme]] = {signal_id: [] for signal_id in signal_ids}
    if signal_ids:
        for signal_id, *row in tx.execute(_OF_THESE, {"workspace": workspace, "signals": list(signal_ids)}):
            themes_of[signal_id].append(Theme(*row))
    return {
        signal_id: [(theme.id, theme.label) for theme in _in_order(found)]
        for signal_id, found in themes_of.items()
    }


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
