"""Themes: named groups of signals, each with the labels that lead to it: its own, its synonyms, those of merged ones."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy import insert as plain_insert

from storage import counters, upsert
from storage.database import Transaction
from storage.names import key_of
from storage.tables import signal_themes, theme_synonyms, themes
from storage.upsert import by_database, insert


@dataclass(frozen=True)
class Theme:
    id: str
    label: str
    label_key: str


_FIELDS = (themes.c.id, themes.c.label, themes.c.label_key)
# Locked (FOR KEY SHARE, on PostgreSQL): who is about to use a theme waits for who is about to merge it.
_WITH_LABELS = (
    select(*_FIELDS, themes.c.merged_into)
    .where(
        themes.c.workspace_id == bindparam("workspace"),
        themes.c.label_key.in_(bindparam("label_keys", expanding=True)),
    )
    .with_for_update(read=True, key_share=True)
)
_WITH_SYNONYMS = (
    select(theme_synonyms.c.label_key.label("synonym"), *_FIELDS, themes.c.merged_into)
    .join_from(
        theme_synonyms,
        themes,
        and_(
            themes.c.workspace_id == theme_synonyms.c.workspace_id, themes.c.id == theme_synonyms.c.theme_id
        ),
    )
    .where(
        theme_synonyms.c.workspace_id == bindparam("workspace"),
        theme_synonyms.c.label_key.in_(bindparam("label_keys", expanding=True)),
    )
    .with_for_update(read=True, key_share=True)
)
_BY_IDS = select(*_FIELDS).where(
    themes.c.workspace_id == bindparam("workspace"), themes.c.id.in_(bindparam("ids", expanding=True))
)
_LOCK = "themes"  # a counter: bumped by who gives a theme another label
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
    """The themes that these labels lead to, once each, in alphabetical order; new where nobody used a label before."""
    found = ensure_each(tx, workspace, labels, now)
    return _in_order({theme.id: theme for theme in found.values()}.values())


def ensure_each(tx: Transaction, workspace: str, labels: Iterable[str], now: datetime) -> dict[str, Theme]:
    """As `ensure`: by the key of each label, its theme."""
    wanted = {key_of(label): label.strip() for label in reversed(list(labels))}  # as first written
    if not wanted:
        return {}
    found = _with_labels(tx, workspace, wanted)
    for label_key in sorted(wanted.keys() - found.keys()):  # one order: no deadlock
        found[label_key] = _add(tx, workspace, label_key, wanted[label_key], now)
    return found


def _add(tx: Transaction, workspace: str, label_key: str, label: str, now: datetime) -> Theme:
    new = Theme(counters.new_id(), label, label_key)
    row = {"workspace_id": workspace, "id": new.id, "label": label, "label_key": label_key, "created_at": now}
    if tx.scalar(_ADD[tx.dialect.name], row) is not None:
        return new
    return _with_labels(tx, workspace, [label_key])[label_key]  # another process was faster


def _with_labels(tx: Transaction, workspace: str, label_keys: Collection[str]) -> dict[str, Theme]:
    """By label, the themes that these lead to."""
    asked = {"workspace": workspace, "label_keys": list(label_keys)}
    rows = {row.label_key: row for row in tx.execute(_WITH_LABELS, asked)}
    if missing := [label_key for label_key in label_keys if label_key not in rows]:
        synonyms = tx.execute(_WITH_SYNONYMS, asked | {"label_keys": missing})
        rows |= {row.synonym: row for row in synonyms}
    heads = {row.merged_into for row in rows.values() if row.merged_into}
    merged = {}
    if heads:
        found = tx.execute(_BY_IDS, {"workspace": workspace, "ids": sorted(heads)})
        merged = {row.id: Theme(*row) for row in found}
    return {
        label_key: merged[row.merged_into] if row.merged_into else Theme(row.id, row.label, row.label_key)
        for label_key, row in rows.items()
    }


def called(workspace: str, label: str) -> Select[str]:
    """The ids of the themes that a label leads to: one, or none. For other statements, which read nothing else by label."""
    key = key_of(label)
    synonym = select(theme_synonyms.c.theme_id).where(
        theme_synonyms.c.workspace_id == workspace, theme_synonyms.c.label_key == key
    )
    return select(func.coalesce(themes.c.merged_into, themes.c.id)).where(
        themes.c.workspace_id == workspace, or_(themes.c.label_key == key, themes.c.id.in_(synonym))
    )


def named(tx: Transaction, workspace: str, label: str) -> Theme | None:
    """The theme that a label leads to, whichever of its labels it is."""
    row = tx.execute(
        select(*_FIELDS).where(themes.c.workspace_id == workspace, themes.c.id.in_(called(workspace, label)))
    ).first()
    return Theme(*row) if row else None


def _in_order(found: Iterable[Theme]) -> list[Theme]:
    # Sorted here, since each database has an alphabet of its own.
    return sorted(found, key=lambda theme: theme.label_key)


def attach(tx: Transaction, workspace: str, signal_id: str, theme_ids: Sequence[str]) -> None:
    """These are the themes of a new signal."""
    attach_all(tx, workspace, [(signal_id, theme) for theme in theme_ids])


def attach_all(tx: Transaction, workspace: str, pairs: Sequence[tuple[str, str]]) -> None:
    """As `attach`, for many: pairs of a signal and a theme."""
    if pairs:
        tx.execute(
            _ATTACH,
            [{"workspace_id": workspace, "signal_id": signal, "theme_id": theme} for signal, theme in pairs],
        )


def replace(tx: Transaction, workspace: str, signal_id: str, theme_ids: Sequence[str]) -> None:
    """These are the themes of a signal from now on. Those that it keeps stay as they are: a merge may have put them there."""
    tx.execute(
        delete(signal_themes).where(
            signal_themes.c.workspace_id == workspace,
            signal_themes.c.signal_id == signal_id,
            signal_themes.c.theme_id.not_in(theme_ids),
        )
    )
    for theme in theme_ids:
        row = insert(tx, signal_themes).values(workspace_id=workspace, signal_id=signal_id, theme_id=theme)
        tx.execute(row.on_conflict_do_nothing())


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


def own_labels(tx: Transaction, workspace: str, theme_ids: Sequence[str]) -> dict[str, str]:
    """By theme, its own label, also of one that leads to another."""
    found = tx.execute(_BY_IDS, {"workspace": workspace, "ids": list(theme_ids)})
    return {row.id: row.label for row in found}


# Synonyms -------------------------------------------------------------------------------------------------------


def synonyms(tx: Transaction, workspace: str, theme_id: str) -> list[str]:
    """The other labels of a theme that people gave it, in alphabetical order."""
    found = tx.execute(
        select(theme_synonyms.c.label, theme_synonyms.c.label_key).where(
            theme_synonyms.c.workspace_id == workspace, theme_synonyms.c.theme_id == theme_id
        )
    )
    return [row.label for row in sorted(found, key=lambda row: row.label_key)]


def add_synonym(tx: Transaction, workspace: str, theme_id: str, label: str) -> str | None:
    """Have another label lead to a theme. Returns the label of the theme that has that one already, if it is another."""
    counters.bump(tx, workspace, _LOCK)  # first: two who give one label to two themes follow one another
    if found := named(tx, workspace, label):
        return None if found.id == theme_id else found.label
    tx.execute(
        insert(tx, theme_synonyms).values(
            workspace_id=workspace, label_key=key_of(label), label=label.strip(), theme_id=theme_id
        )
    )
    return None


def rename(tx: Transaction, workspace: str, theme_id: str, label: str, *, was: str) -> bool:
    """Give a theme another label; the one it had leads to it still. False, and nothing changed, where that is another's."""
    counters.bump(tx, workspace, _LOCK)  # first, as above
    found = named(tx, workspace, label)
    if found and found.id != theme_id:
        return False
    drop_synonym(tx, workspace, theme_id, label)
    tx.execute(
        update(themes)
        .where(themes.c.workspace_id == workspace, themes.c.id == theme_id)
        .values(label=label, label_key=key_of(label))
    )
    add_synonym(tx, workspace, theme_id, was)
    return True


def drop_synonym(tx: Transaction, workspace: str, theme_id: str, label: str) -> bool:
    """Have a label that people gave no longer lead to a theme. False if it did not."""
    return upsert.drop(tx, theme_synonyms, workspace_id=workspace, theme_id=theme_id, label_key=key_of(label))
