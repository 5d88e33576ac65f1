"""The inbox of who answers for signals: what is new, what waits for a decision, and what is late."""

from collections.abc import Sequence
from datetime import datetime

from rituals.home.fresh import freshen
from rituals.messages.triage.inbox import PAGE, Filters, Inbox
from rituals.permissions import Act, demand, enter, reader, workspace_of
from rituals.refusals import NotAllowed
from rituals.search.indexing import index_signal
from rituals.services import Person, Services
from rituals.signals.capture import THEME_LIMIT, theme_ids
from rituals.signals.cards import show_card
from rituals.triage.owners import owner_of, owns
from rituals.triage.promises import late_before
from rituals.triage.states import State
from rituals.working_days import working_days
from storage import areas, audit, following, signals, standing, themes, triage
from storage.areas import Area
from storage.database import Transaction
from storage.triage import Wanted
from storage.workspaces import Workspace


def inbox(services: Services, by: Person, filters: Filters) -> Inbox:
    """A page of what somebody chose to see. Through their eyes: restricted signals are there for their keepers only.

    Raises NotAllowed.
    """
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return read_inbox(tx, services, home, by, filters, areas.all_of(tx, home.id), PAGE)


def read_inbox(
    tx: Transaction,
    services: Services,
    home: Workspace,
    by: Person,
    filters: Filters,
    all_areas: Sequence[Area],
    limit: int,
) -> Inbox:
    """As `inbox`, in a transaction that is open already. By three queries."""
    eyes = reader(by, home)
    wanted = {show: _wanted(services, home, by, filters, show) for show in ("new", "waiting", "late")}
    counts = triage.counts(tx, home.id, eyes, wanted)
    last = max(0, (counts[filters.show] - 1) // limit)
    page = min(filters.page, last)
    found = standing.wanted(
        tx, home.id, eyes, wanted[filters.show], home.default_owner, offset=page * limit, limit=limit
    )
    return Inbox(
        filters=filters.on_page(page),
        counts=counts,
        signals=[one.signal for one in found],
        decisions={one.signal.id: one.decision for one in found if one.decision},
        areas=all_areas,
        more=page < last,
    )


def add_theme(services: Services, by: Person, signal_ids: Sequence[str], labels: tuple[str, ...]) -> int:
    """Give several signals a theme at once, beside those they have. Returns how many have it now.

    A signal that was undone or merged meanwhile, or that the person may not decide on, is left alone. Raises NotAllowed
    where they may decide on none.
    """
    now = services.now()
    refused: NotAllowed | None = None
    with services.write() as tx:
        home = workspace_of(tx, by.workspace)
        wanted = theme_ids(tx, home.id, labels, now)
        # All signals first, then all cards, then all Homes, each in one order: no deadlock with who changes one of them.
        mine = []
        for signal_id in sorted(signal_ids):
            if signals.lock(tx, home.id, signal_id) is None or not (
                signal := signals.get(tx, home.id, signal_id)
            ):
                continue
            if signal.merged_into:
                continue
            try:
                demand(by, Act.TRIAGE, home, signal, owner=owns(tx, home, signal, by.id))
            except NotAllowed as no:
                refused = no
            else:
                mine.append(signal_id)
        if refused and not mine:
            raise refused
        for signal_id in mine:
            _add_theme(tx, home, by, signal_id, wanted, now)
        concerned: set[str] = {by.id}
        for signal_id in mine:
            signal = signals.get(tx, home.id, signal_id)
            assert signal is not None  # this transaction has just changed it
            index_signal(tx, home.id, signal)
            show_card(tx, home, signal, now)
            owner = owner_of(tx, home, signal)
            concerned |= {signal.captured_by, *following.followers(tx, home.id, signal_id)}
            concerned |= {owner.person} if owner else set()
        freshen(tx, home.id, *concerned)
    return len(mine)


def _add_theme(
    tx: Transaction, home: Workspace, by: Person, signal_id: str, wanted: list[str], now: datetime
) -> None:
    had = [theme for theme, _ in themes.of_signal(tx, home.id, signal_id)]
    has = list(dict.fromkeys([*had, *wanted]))[:THEME_LIMIT]
    themes.replace(tx, home.id, signal_id, has)
    audit.note(
        tx,
        home.id,
        object_kind=signals.KIND,
        object_id=signal_id,
        act="edit",
        by=by.id,
        now=now,
        before={"themes": sorted(had)},
        after={"themes": sorted(has)},
    )


def _wanted(services: Services, home: Workspace, by: Person, filters: Filters, show: str) -> Wanted:
    mine = filters.area == "mine"
    area = {"mine": None, "all": None, "none": ""}.get(filters.area, filters.area)
    return Wanted(
        states=(State.ACKNOWLEDGED,) if show == "waiting" else (State.NEW,),
        late=tuple(late_before(services.now(), home.zone, working_days(home))) if show == "late" else (),
        owner=by.id if mine else None,
        default=mine and home.default_owner == by.id,
        area=area,
        theme=filters.theme or None,
        account=filters.account or None,
        kind=filters.kind or None,
    )
