"""What the radar counts: how often themes were spoken of, in what kinds of signals, now and in the weeks before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select

from storage.database import Transaction
from storage.signals import IMPORT, Reader, seen_by
from storage.tables import signal_themes, signals


@dataclass(frozen=True)
class Heard:
    """How often a theme was spoken of, and from which sides; `earlier`: in the weeks before."""

    theme_id: str
    now: int
    earlier: int
    sides: frozenset[str]
    sides_earlier: frozenset[str]


@dataclass(frozen=True)
class Sides:
    """From where signals come: the kinds that tell each side, and the side of those that name a competitor, besides."""

    kinds: Mapping[str, Collection[str]]
    versus: str

    def told(self, side: str) -> ColumnElement[bool]:
        of_kind = signals.c.kind.in_(self.kinds[side])
        return or_(of_kind, signals.c.competitor.is_not(None)) if side == self.versus else of_kind


_THEMED = signals.join(
    signal_themes,
    and_(
        signal_themes.c.workspace_id == signals.c.workspace_id,
        signal_themes.c.signal_id == func.coalesce(signals.c.merged_into, signals.c.id),  # each voice counts
    ),
)
_NEWS = signals.c.source != IMPORT  # what is imported was said long ago, and is no news
_BEGAN = select(func.min(signals.c.captured_at)).where(signals.c.workspace_id == bindparam("workspace"))


def began(tx: Transaction, workspace: str) -> datetime | None:
    """When the first signal was captured: before, silence says nothing."""
    first: datetime | None = tx.scalar(_BEGAN, {"workspace": workspace})
    return first


def spoken_of(tx: Transaction, workspace: str, reader: Reader, start: datetime, end: datetime) -> list[str]:
    """The themes of the signals of [start, end) that the reader may see."""
    found = tx.scalars(
        select(signal_themes.c.theme_id)
        .select_from(_THEMED)
        .where(
            signals.c.workspace_id == workspace,
            signals.c.captured_at >= start,
            signals.c.captured_at < end,
            _NEWS,
            seen_by(reader),
        )
        .distinct()
    )
    return sorted(found)


def heard(
    tx: Transaction,
    workspace: str,
    reader: Reader,
    theme_ids: Sequence[str],
    since: datetime,
    start: datetime,
    end: datetime,
    *,
    sides: Sides,
    rare: int,
) -> list[Heard]:
    """How often these themes were spoken of in [start, end), and in [since, start) before, as far as the reader may see.

    Only those that are `rare`: spoken of in [start, end), and no more often than that before.
    """
    is_new = signals.c.captured_at >= start
    now = _sum(is_new)
    earlier = func.count() - now
    # A value, not the column: SQLite would look for each theme on each signal, instead of for the themes of a signal.
    theme = func.coalesce(signal_themes.c.theme_id, "")
    told = [(side, sides.told(side)) for side in sides.kinds]
    found = tx.execute(
        select(
            theme,
            now,
            earlier,
            *(_sum(of_side) for _, of_side in told),
            *(_sum(and_(of_side, ~is_new)) for _, of_side in told),
        )
        .select_from(_THEMED)
        .where(
            signals.c.workspace_id == workspace,
            theme.in_(theme_ids),
            signals.c.captured_at >= since,
            signals.c.captured_at < end,
            _NEWS,
            seen_by(reader),
        )
        .group_by(theme)
        .having(and_(now > 0, earlier <= rare))
    )
    names, until = list(sides.kinds), 3 + len(told)
    return [
        Heard(row[0], int(row[1]), int(row[2]), _with(names, row[3:until]), _with(names, row[until:]))
        for row in found
    ]


def _with(sides: Sequence[str], counts: Sequence[int]) -> frozenset[str]:
    return frozenset(side for side, count in zip(sides, counts, strict=True) if count)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a group it holds for."""
    return func.sum(case((condition, 1), else_=0))


def heard_before(
    tx: Transaction, workspace: str, reader: Reader, theme_ids: Sequence[str], before: datetime
) -> set[str]:
    """Which of these themes were spoken of before then, as far as the reader may see."""
    found = tx.scalars(
        select(signal_themes.c.theme_id)
        .select_from(_THEMED)
        .where(
            signal_themes.c.workspace_id == workspace,
            signal_themes.c.theme_id.in_(theme_ids),
            signals.c.captured_at < before,
            seen_by(reader),
        )
        .distinct()
    )
    return set(found)
