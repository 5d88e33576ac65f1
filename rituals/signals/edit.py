"""Changing what was understood of a signal; its words never change."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.kit.money import Money
from rituals.following import hearing
from rituals.merging.refusals import MergedAlready, SpeaksForOthers
from rituals.messages import signal_forms as form
from rituals.permissions import Act, demand, workspace_of
from rituals.refusals import AlreadyUndone, FieldErrors, NotFound, TooLateToUndo
from rituals.search.indexing import index_signal
from rituals.services import Person, Services
from rituals.signals.capture import Captured, Interpretation, theme_ids
from rituals.signals.cards import show_card
from rituals.signals.kinds import Importance, Kind
from rituals.triage.owners import route
from rituals.ways_in.places import is_member
from storage import accounts, audit, signals, themes
from storage.database import Transaction
from storage.signals import Reader
from storage.workspaces import Workspace

JOIN, LEAVE = "join", "leave"  # as the history tells them
UNDO_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Edit:
    """What a person says a signal is. Without a correction the words stand alone; one of before
    stays in the history.

    `revision` is that of the signal when the form was opened; None where no form was.
    """

    interpretation: Interpretation
    correction: str | None = None
    revision: int | None = None


def open_signal(services: Services, by: Person, signal_id: str, act: Act = Act.EDIT_SIGNAL) -> Captured:
    """A signal, for somebody who is about to act on it.

    Raises NotFound, AlreadyUndone, MergedAlready or NotAllowed.
    """
    with services.read() as tx:
        found = open_in(tx, by, signal_id, act)
        _speaks_for_itself(found.signal)
        return found


def edit(services: Services, by: Person, signal_id: str, wanted: Edit) -> Captured:
    """Change the interpretation; each change stays in the history.

    Raises NotFound, AlreadyUndone, MergedAlready, SpeaksForOthers, NotAllowed, or FieldErrors where the signal has changed
    since the form was opened: what was written meanwhile is not overwritten, what was restricted stays so, and the form
    stays filled in.
    """
    now = services.now()
    said = wanted.interpretation
    member = said.visibility == signals.TEAM and _is_member(services, by, signal_id)
    with services.write() as tx:
        found = _take(tx, by, signal_id, Act.EDIT_SIGNAL)
        signal, home = found.signal, found.workspace
        _speaks_for_itself(signal)
        seen = signal.revision - 1  # taking it has just bumped it
        if wanted.revision not in (None, seen):
            if said == interpretation_of(signal) and wanted.correction == signal.correction:
                return found  # the same form sent twice
            raise FieldErrors({form.KIND: "signals.error_changed_meanwhile"})
        if signal.visibility != said.visibility == signals.TEAM:
            demand(by, Act.SHARE_SIGNAL, home, signal, member=member)
        _stays_readable(tx, home, signal, said.visibility)
        values: dict[str, Any] = {
            "kind": said.kind or signal.kind,
            "importance": said.importance,
            "account_id": accounts.ensure(tx, home.id, said.account, now) if said.account else None,
            # An offered account that was left as it stands is not confirmed by a change of something else.
            "account_certain": signal.account_certain or said.account != signal.account,
            "amount_minor": said.amount.minor if said.amount else None,
            "amount_currency": said.amount.currency if said.amount else None,
            "competitor": said.competitor,
            "link": said.link,
            "visibility": said.visibility,
        }
        signals.change(tx, home.id, signal.id, values)
        wanted_themes = theme_ids(tx, home.id, said.themes, now)
        had = [theme for theme, _ in themes.of_signal(tx, home.id, signal.id)]
        themes.replace(tx, home.id, signal.id, wanted_themes)
        corrected = None
        if wanted.correction != signal.correction:
            corrected = signals.correct(tx, home.id, signal.id, wanted.correction, by.id, now)
        _note(
            tx,
            home,
            signal,
            by,
            now,
            "edit",
            {"themes": sorted(had), "correction_id": None},
            values | {"themes": sorted(wanted_themes), "correction_id": corrected},
        )
        return _shown(tx, home, signal.id, now)


def settle_account(services: Services, by: Person, signal_id: str, *, yes: bool) -> Captured:
    """Answer whether the account that the text seems to name is meant. A question that is settled already stays so."""

    def answer(signal: signals.Signal) -> dict[str, Any]:
        if signal.account_certain:
            return {}
        return {"account_certain": True, "account_id": signal.account_id if yes else None}

    return _change(services, by, signal_id, answer)


def show_to(services: Services, by: Person, signal_id: str, visibility: str) -> Captured:
    """Have the team read a signal (`team`), or only those who look after it (`restricted`).

    What comes from a place that not all can read is shown by its members alone. Raises NotFound, AlreadyUndone,
    NotAllowed, SlackUnavailable.
    """
    shows = visibility == signals.TEAM
    member = shows and _is_member(services, by, signal_id)
    act = Act.SHARE_SIGNAL if shows else Act.EDIT_SIGNAL
    return _change(services, by, signal_id, lambda _: {"visibility": visibility}, act, member=member)


def _is_member(services: Services, by: Person, signal_id: str) -> bool:
    """Whether the person is a member of the place that a signal comes from, if there is one."""
    with services.read() as tx:
        signal = signals.get(tx, by.workspace, signal_id)
    return signal is not None and signal.place is not None and is_member(services, by, signal)


def _change(
    services: Services,
    by: Person,
    signal_id: str,
    values_of: Callable[[signals.Signal], dict[str, Any]],
    act: Act = Act.EDIT_SIGNAL,
    *,
    member: bool = False,
) -> Captured:
    now = services.now()
    with services.write() as tx:
        found = _take(tx, by, signal_id, act, member=member)
        signal, home = found.signal, found.workspace
        if values := values_of(signal):
            _stays_readable(tx, home, signal, values.get("visibility", signal.visibility))
            signals.change(tx, home.id, signal.id, values)
            _note(tx, home, signal, by, now, "edit", {}, values)
        return _shown(tx, home, signal.id, now)


def put_in_themes(
    tx: Transaction, by: Person, signal_id: str, theme_ids: Sequence[str], now: datetime
) -> Captured:
    """Have a signal be in these themes too, besides its own; its history says that it was put there.

    Raises NotFound, AlreadyUndone or NotAllowed.
    """
    found = _take(tx, by, signal_id, Act.LINK_SIGNAL)
    signal, home = found.signal, found.workspace
    _speaks_for_itself(signal)
    had = [theme for theme, _ in themes.of_signal(tx, home.id, signal.id)]
    missing = [theme for theme in theme_ids if theme not in had]
    themes.attach(tx, home.id, signal.id, missing)
    if missing:
        before, after = {"themes": sorted(had)}, {"themes": sorted(had + missing)}
        _note(tx, home, signal, by, now, JOIN, before, after)
    return _shown(tx, home, signal.id, now)


def take_from_themes(
    tx: Transaction, by: Person, signal_id: str, theme_ids: Sequence[str], now: datetime
) -> Captured:
    """Have a signal be in these themes no more, as far as it was put there: those that its author named stay.

    Raises NotFound, AlreadyUndone or NotAllowed.
    """
    found = _take(tx, by, signal_id, Act.LINK_SIGNAL)
    signal, home = found.signal, found.workspace
    _speaks_for_itself(signal)
    had = [theme for theme, _ in themes.of_signal(tx, home.id, signal.id)]
    put = put_there(tx, home, signal.id)
    stay = [theme for theme in had if theme not in theme_ids or theme not in put]
    if stay != had:
        themes.replace(tx, home.id, signal.id, stay)
        _note(tx, home, signal, by, now, LEAVE, {"themes": sorted(had)}, {"themes": sorted(stay)})
    return _shown(tx, home, signal.id, now)


def put_there(tx: Transaction, home: Workspace, signal_id: str) -> set[str]:
    """The themes into which a signal was put among its likes, rather than named by who captured or edited it."""
    put: set[str] = set()
    for entry in audit.history(tx, home.id, signals.KIND, signal_id):
        if "themes" in entry.after:
            has, had = set(entry.after["themes"] or ()), set(entry.before["themes"] or ())
            put = (put | (has - had if entry.act == JOIN else set())) & has
    return put


def undo(services: Services, by: Person, signal_id: str) -> Captured:
    """Take back a signal within ten minutes; the row stays, marked, and nothing counts or shows it.

    Raises NotFound, AlreadyUndone, MergedAlready, SpeaksForOthers, NotAllowed or TooLateToUndo.
    """
    now = services.now()
    with services.write() as tx:
        found = _take(tx, by, signal_id, Act.UNDO_SIGNAL)
        signal, home = found.signal, found.workspace
        if now - signal.captured_at > UNDO_WITHIN:
            raise TooLateToUndo(ref=signal.ref)
        _speaks_for_itself(signal)
        _speaks_for_none(tx, home, signal, Reader("", everything=True))
        signals.change(tx, home.id, signal.id, {"undone_at": now})
        _note(tx, home, signal, by, now, "undo", {}, {"undone_at": now.isoformat()})
        return _shown(tx, home, signal.id, now)


def interpretation_of(signal: signals.Signal) -> Interpretation:
    """What is understood of a signal now, as a form shows it."""
    amount = None
    if signal.amount_minor is not None and signal.amount_currency:
        amount = Money(signal.amount_minor, signal.amount_currency)
    return Interpretation(
        kind=Kind(signal.kind),
        importance=Importance(signal.importance) if signal.importance else None,
        account=signal.account,
        amount=amount,
        themes=signal.themes,
        competitor=signal.competitor,
        link=signal.link,
        visibility=signal.visibility,
    )


def _speaks_for_itself(signal: signals.Signal) -> None:
    """Of a signal that leads to another, only what concerns its own words can be changed: its account, who reads it."""
    if signal.merged_into:
        raise MergedAlready(ref=signal.ref, kept=signal.kept_ref)


def _speaks_for_none(tx: Transaction, home: Workspace, signal: signals.Signal, reader: Reader) -> None:
    if others := signals.merged_into(tx, home.id, signal.id, reader):
        raise SpeaksForOthers(ref=signal.ref, others=", ".join(other.ref for other in others))


def _stays_readable(tx: Transaction, home: Workspace, signal: signals.Signal, visibility: str) -> None:
    """Where the team reads what leads to a signal, it reads that signal, too."""
    if signal.visibility == signals.TEAM != visibility:
        _speaks_for_none(tx, home, signal, signals.NOBODY_IN_PARTICULAR)


def open_in(tx: Transaction, by: Person, signal_id: str, act: Act, *, member: bool = False) -> Captured:
    """As `open_signal`, in a transaction that goes on."""
    home = workspace_of(tx, by.workspace)
    signal = signals.get(tx, home.id, signal_id)
    if signal is None:
        raise NotFound
    if signal.undone_at:
        raise AlreadyUndone(ref=signal.ref)
    demand(by, act, home, signal, member=member)
    return Captured(signal, home)


def _take(tx: Transaction, by: Person, signal_id: str, act: Act, *, member: bool = False) -> Captured:
    # The lock comes first: who reads before it may decide on what another has just changed.
    signals.lock(tx, by.workspace, signal_id)
    return open_in(tx, by, signal_id, act, member=member)


def _note(
    tx: Transaction,
    home: Workspace,
    signal: signals.Signal,
    by: Person,
    now: datetime,
    act: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    was = {name: value for name, value in asdict(signal).items() if name in after} | before
    audit.note(
        tx,
        home.id,
        object_kind=signals.KIND,
        object_id=signal.id,
        act=act,
        by=by.id,
        now=now,
        before=was,
        after=after,
    )


def _shown(tx: Transaction, home: Workspace, signal_id: str, now: datetime) -> Captured:
    signal = signals.get(tx, home.id, signal_id)
    assert signal is not None  # this transaction has just changed it
    index_signal(tx, home.id, signal)
    show_card(tx, home, signal, now)
    followers = hearing.settle(tx, home, signal)
    return Captured(signal, home, owner=route(tx, home, signal, *followers))
