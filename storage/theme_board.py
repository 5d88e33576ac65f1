"""Themes as one reader sees them: those that hold something they may read, with what stands behind each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, update

from storage.database import Transaction
from storage.names import key_of
from storage.signals import Reader, Signal, get, seen_by, speaks_for
from storage.tables import (
    accounts,
    areas,
    proposal_signals,
    signal_themes,
    signals,
    theme_synonyms,
    themes,
)
from storage.themes import called

KIND = "theme"


@dataclass(frozen=True)
class Entry:
    """A theme with its area and its owner; `owner` is its own, without which the area's answers."""

    id: str
    label: str
    area_id: str | None
    area: str | None
    area_owner: str | None
    owner: str | None

    @property
    def answers(self) -> str | None:
        """Who answers for its signals; None: the owner of the default area."""
        return self.owner or self.area_owner


@dataclass
class Weight:
    """What stands behind a theme: signals, accounts, and their yearly revenue (minor units by currency, nothing converted)."""

    signals: int = 0
    accounts: int = 0
    revenue: dict[str, int] = field(default_factory=dict)


_ENTRY = (
    themes.c.id,
    themes.c.label,
    themes.c.area_id,
    areas.c.name.label("area"),
    areas.c.owner.label("area_owner"),
    themes.c.owner,
)
_WITH_AREA = themes.outerjoin(
    areas, and_(areas.c.workspace_id == themes.c.workspace_id, areas.c.id == themes.c.area_id)
)
_THEMED = signal_themes.join(
    signals,
    and_(signals.c.workspace_id == signal_themes.c.workspace_id, speaks_for(signal_themes.c.signal_id)),
)

_HEAD = themes.alias()
_LABELS = (
    select(themes.c.id, _HEAD.c.label)
    .join(
        _HEAD,
        and_(
            _HEAD.c.workspace_id == themes.c.workspace_id,
            _HEAD.c.id == func.coalesce(themes.c.merged_into, themes.c.id),
        ),
    )
    .where(
        themes.c.workspace_id == bindparam("workspace"),
        themes.c.id.in_(bindparam("themes", expanding=True)),
    )
)


def page(tx: Transaction, workspace: str, reader: Reader, *, offset: int, limit: int) -> list[Entry]:
    """A page of the themes that hold signals the reader may see, those with the most signals first.

    How many there are is counted without the reader, by the index alone: the order tells nothing that a total would not.
    """
    sizes = (
        select(signal_themes.c.theme_id, func.count().label("size"))
        .where(signal_themes.c.workspace_id == workspace)
        .group_by(signal_themes.c.theme_id)
        .subquery()
    )
    found = tx.execute(
        select(*_ENTRY)
        .select_from(_WITH_AREA.join(sizes, sizes.c.theme_id == themes.c.id))
        .where(themes.c.workspace_id == workspace, _holds(seen_by(reader)))
        .order_by(sizes.c.size.desc(), themes.c.label_key)
        .offset(offset)
        .limit(limit)
    )
    return [Entry(*row) for row in found]


def count(tx: Transaction, workspace: str, reader: Reader) -> int:
    """How many themes hold signals that the reader may see."""
    return (
        tx.scalar(select(func.count()).where(themes.c.workspace_id == workspace, _holds(seen_by(reader))))
        or 0
    )


def entry(tx: Transaction, workspace: str, theme_id: str, reader: Reader) -> Entry | None:
    """A theme, unless all that it holds is hidden from the reader: then so is its name."""
    return _one(tx, _entries(workspace, reader).where(themes.c.id == theme_id))


def named(tx: Transaction, workspace: str, label: str, reader: Reader) -> Entry | None:
    """The theme that a label leads to, under the same condition."""
    return _one(tx, _entries(workspace, reader).where(themes.c.id.in_(called(workspace, label))))


def labels_like(tx: Transaction, workspace: str, typed: str, reader: Reader, limit: int) -> list[str]:
    """The labels of the themes of which any label holds what was typed, in alphabetical order, as far as the reader may know."""
    key = key_of(typed)
    synonyms = select(theme_synonyms.c.theme_id).where(
        theme_synonyms.c.workspace_id == workspace, theme_synonyms.c.label_key.contains(key, autoescape=True)
    )
    other = themes.alias()
    holding = select(func.coalesce(other.c.merged_into, other.c.id)).where(
        other.c.workspace_id == workspace,
        or_(other.c.label_key.contains(key, autoescape=True), other.c.id.in_(synonyms)),
    )
    found = tx.scalars(
        select(themes.c.label)
        .where(themes.c.workspace_id == workspace, themes.c.id.in_(holding), _known_to(reader))
        .order_by(themes.c.label_key)
        .limit(limit)
    )
    return list(found)


def labels(tx: Transaction, workspace: str, theme_ids: Sequence[str]) -> dict[str, str]:
    """By theme, the label of the one that it leads to today. Whoever shows them knows that the reader may."""
    found = tx.execute(_LABELS, {"workspace": workspace, "themes": list(theme_ids)})
    return {theme: label for theme, label in found}


def weights(tx: Transaction, workspace: str, theme_ids: Sequence[str], reader: Reader) -> dict[str, Weight]:
    """What stands behind each theme, through the reader's eyes. An account's revenue counts once for each theme."""
    here = _in_themes(workspace, theme_ids, reader)
    weighed = {theme: Weight() for theme in theme_ids}
    counted = select(signal_themes.c.theme_id, func.count()).select_from(_THEMED).where(here)
    for theme, size in tx.execute(counted.group_by(signal_themes.c.theme_id)):
        weighed[theme].signals = size
    of_account = (
        select(signals.c.account_id, signal_themes.c.theme_id)
        .select_from(_THEMED)
        .where(here, signals.c.account_certain, signals.c.account_id.is_not(None))
        .distinct()
        .subquery()
    )
    sums = (
        select(
            of_account.c.theme_id,
            accounts.c.revenue_currency,
            func.count(),
            func.sum(accounts.c.revenue_minor),
        )
        .join(
            accounts,
            and_(accounts.c.workspace_id == workspace, accounts.c.id == of_account.c.account_id),
        )
        .group_by(of_account.c.theme_id, accounts.c.revenue_currency)
    )
    for theme, currency, named_, minor in tx.execute(sums):
        weighed[theme].accounts += named_
        if currency and minor:
            weighed[theme].revenue[currency] = int(minor)
    return weighed


def newest(tx: Transaction, workspace: str, theme_id: str, reader: Reader, limit: int) -> list[Signal]:
    """The newest signals of a theme that the reader may see."""
    ids = tx.scalars(
        select(signals.c.id)
        .select_from(_THEMED)
        .where(_in_themes(workspace, [theme_id], reader))
        .order_by(signals.c.captured_at.desc(), signals.c.number.desc())
        .limit(limit)
    ).all()
    return [found for signal_id in ids if (found := get(tx, workspace, signal_id))]


def assign(tx: Transaction, workspace: str, theme_id: str, *, owner: str | None, area_id: str | None) -> None:
    """Give a theme its owner and its area, or none."""
    tx.execute(
        update(themes)
        .where(themes.c.workspace_id == workspace, themes.c.id == theme_id)
        .values(owner=owner, area_id=area_id)
    )


def owned_by(tx: Transaction, workspace: str, person: str) -> bool:
    """Whether somebody owns a theme."""
    owns = exists().where(themes.c.workspace_id == workspace, themes.c.owner == person)
    return bool(tx.scalar(select(owns)))


def numbers_from(
    tx: Transaction, workspace: str, theme_id: str, proposal: str | None, *, below: int | None, limit: int
) -> list[tuple[int, str]]:
    """Number and id of a theme's signals, or of those of a proposal, the newest first, below a number.

    For work that goes through all of them.
    """
    narrowed = [] if below is None else [signals.c.number < below]
    if proposal:
        proposed = select(proposal_signals.c.signal_id).where(
            proposal_signals.c.workspace_id == workspace, proposal_signals.c.proposal_id == proposal
        )
        narrowed.append(signals.c.id.in_(proposed))
    found = tx.execute(
        select(signals.c.number, signals.c.id)
        .select_from(_THEMED)
        .where(
            signal_themes.c.workspace_id == workspace,
            signal_themes.c.theme_id == theme_id,
            signals.c.undone_at.is_(None),
            signals.c.merged_into.is_(None),
            *narrowed,
        )
        .order_by(signals.c.number.desc())
        .limit(limit)
    )
    return [(number, signal_id) for number, signal_id in found]


def _entries(workspace: str, reader: Reader) -> Select[Any]:
    return (
        select(*_ENTRY)
        .select_from(_WITH_AREA)
        .where(themes.c.workspace_id == workspace, themes.c.merged_into.is_(None), _known_to(reader))
    )


def _one(tx: Transaction, found: Select[Any]) -> Entry | None:
    row = tx.execute(found).one_or_none()
    return Entry(*row) if row else None


def _holds(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a theme holds such a signal."""
    return (
        exists()
        .select_from(_THEMED)
        .where(
            signal_themes.c.workspace_id == themes.c.workspace_id,
            signal_themes.c.theme_id == themes.c.id,
            *which,
        )
        .correlate(themes)
    )


def _known_to(reader: Reader) -> ColumnElement[bool]:
    """A theme that holds nothing yet is known to all; one that does, to whom may see some of it."""
    return or_(_holds(seen_by(reader)), ~_holds())


def _in_themes(workspace: str, theme_ids: Sequence[str], reader: Reader) -> ColumnElement[bool]:
    return and_(
        signal_themes.c.workspace_id == workspace,
        signal_themes.c.theme_id.in_(theme_ids),
        seen_by(reader),
    )
