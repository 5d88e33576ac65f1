"""Merging signals that say the same: one speaks for the other, whose words, account and author stay its own.

All that becomes of the two is the kept one's: its state, themes, roadmap items and followers. It can be undone for as long
as the kept one stands for itself: what the merge moved goes back, what was done since stays with the kept one.
"""

from dataclasses import dataclass
from datetime import datetime

from rituals.following import hearing
from rituals.merging.refusals import KeptIsRestricted, MergedAlready, MergedOn, SameThing
from rituals.permissions import Act, demand, enter, may
from rituals.refusals import AlreadyUndone, NotFound
from rituals.search.indexing import index_signal
from rituals.services import Person, Services
from rituals.signals.cards import show_card
from rituals.triage.owners import owns, route
from rituals.ways_in.places import is_member
from storage import audit, merging, outbox, signals
from storage.database import Transaction
from storage.merging import Kind, Merge
from storage.signals import RESTRICTED, TEAM, Signal
from storage.workspaces import Workspace

MERGED = "signal_merged"
PARTED = "signal_parted"


@dataclass(frozen=True)
class Merged:
    """Two signals, of which the first leads to the second, or did. `told`: who captured it hears of that."""

    merge: Merge
    merged: Signal
    kept: Signal
    told: bool


def merge(services: Services, by: Person, merged_id: str, kept_id: str) -> Merged:
    """Have one signal lead to another, or to the one that the other leads to. The same twice is one merge.

    Raises NotFound, AlreadyUndone, NotAllowed, SlackUnavailable, or a refusal of `rituals.merging.refusals`.
    """
    now = services.now()
    member = _is_member(services, by, merged_id)
    with services.write() as tx:
        merging.begin(tx, by.workspace)
        home = enter(tx, by, Act.READ)
        merged, kept = _get(tx, home, merged_id), _head(tx, home, _get(tx, home, kept_id))
        merging.hold(tx, home.id, Kind.SIGNAL, merged.id, kept.id)
        _demand(tx, by, home, merged, kept, member=member)
        if known := merging.of(tx, home.id, Kind.SIGNAL, merged.id):
            if merged.merged_into == kept.id:
                return Merged(known, merged, kept, told=False)
            raise MergedAlready(ref=merged.ref, kept=merged.kept_ref)
        if merged.id == kept.id:
            raise SameThing(ref=merged.ref)
        made = merging.merge_signals(tx, home.id, merged.id, kept.id, by.id, now)
        _note(tx, home, by, made, "merge", merged.state, merging.MERGED, now)
        return _done(tx, home, by, made, MERGED, now)


def undo(services: Services, by: Person, merge_id: str) -> Merged:
    """Have a merged signal stand for itself again. The same twice is one undo.

    Raises NotFound, NotAllowed, or MergedOn where the kept one leads to another by now.
    """
    now = services.now()
    with services.write() as tx:
        merging.begin(tx, by.workspace)
        home = enter(tx, by, Act.READ)
        known = merging.get(tx, home.id, merge_id)
        if known is None or known.kind is not Kind.SIGNAL:
            raise NotFound
        merged, kept = _get(tx, home, known.merged_id), _get(tx, home, known.kept_id)
        merging.hold(tx, home.id, Kind.SIGNAL, merged.id, kept.id)
        _demand_each(tx, by, home, merged, kept)
        if known.undone_at:
            return Merged(known, merged, kept, told=False)
        if kept.merged_into:
            raise MergedOn(ref=merged.ref, kept=kept.ref, on=kept.kept_ref)
        merging.undo_signals(tx, home.id, known.id, by.id, now)
        _note(tx, home, by, known, "part", merging.MERGED, known.before["state"], now)
        return _done(tx, home, by, known, PARTED, now)


def open_to_merge(services: Services, by: Person, signal_id: str) -> Signal:
    """A signal, for somebody who is about to say which other says the same.

    Raises NotFound, AlreadyUndone, NotAllowed or MergedAlready.
    """
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        signal = _get(tx, home, signal_id)
        _demand_each(tx, by, home, signal)
        if signal.undone_at:
            raise AlreadyUndone(ref=signal.ref)
        if signal.merged_into:
            raise MergedAlready(ref=signal.ref, kept=signal.kept_ref)
        return signal


def may_merge(tx: Transaction, by: Person, home: Workspace, merged: Signal, kept: Signal) -> bool:
    """Whether to offer it: somebody who may decide on both, and nobody reads more or less by it."""
    if merged.visibility == TEAM and kept.visibility == RESTRICTED:
        return False
    both = all(
        may(by, Act.TRIAGE, home, one) or may(by, Act.TRIAGE, home, one, owner=owns(tx, home, one, by.id))
        for one in (merged, kept)
    )
    return both and (merged.visibility == kept.visibility or may(by, Act.SHARE_SIGNAL, home, merged))


def _is_member(services: Services, by: Person, signal_id: str) -> bool:
    with services.read() as tx:
        signal = signals.get(tx, by.workspace, signal_id)
    restricted = signal is not None and signal.visibility == RESTRICTED and signal.place is not None
    return signal is not None and restricted and is_member(services, by, signal)


def _get(tx: Transaction, home: Workspace, signal_id: str) -> Signal:
    signal = signals.get(tx, home.id, signal_id)
    if signal is None:
        raise NotFound
    return signal


def _head(tx: Transaction, home: Workspace, signal: Signal) -> Signal:
    return _get(tx, home, signal.merged_into) if signal.merged_into else signal


def _demand(
    tx: Transaction, by: Person, home: Workspace, merged: Signal, kept: Signal, *, member: bool
) -> None:
    """That somebody may decide on both, and that nobody reads more or less by it."""
    _demand_each(tx, by, home, merged, kept)
    for signal in (merged, kept):
        if signal.undone_at:
            raise AlreadyUndone(ref=signal.ref)
    if merged.visibility == TEAM and kept.visibility == RESTRICTED:
        raise KeptIsRestricted(ref=merged.ref, kept=kept.ref)
    if merged.visibility == RESTRICTED and kept.visibility == TEAM:
        # Its words stay restricted, but its themes and account count with the kept one, where all can see them.
        demand(by, Act.SHARE_SIGNAL, home, merged, member=member)


def _demand_each(tx: Transaction, by: Person, home: Workspace, *these: Signal) -> None:
    for signal in these:
        demand(by, Act.TRIAGE, home, signal, owner=owns(tx, home, signal, by.id))


def _note(
    tx: Transaction,
    home: Workspace,
    by: Person,
    made: Merge,
    act: str,
    before: str,
    after: str,
    now: datetime,
) -> None:
    """In the history of both."""
    merges = act == "merge"
    for object_id, other, states in (
        (made.merged_id, made.kept_id, ({"state": before}, {"state": after})),
        (made.kept_id, made.merged_id, ({}, {})),
    ):
        name = "merged_into" if object_id == made.merged_id else "speaks_for"
        audit.note(
            tx,
            home.id,
            object_kind=signals.KIND,
            object_id=object_id,
            act=act,
            by=by.id,
            now=now,
            before=states[0] | {name: None if merges else other},
            after=states[1] | {name: other if merges else None},
        )


def _done(tx: Transaction, home: Workspace, by: Person, made: Merge, kind: str, now: datetime) -> Merged:
    """Show both as they are now, and tell who captured the merged one."""
    merged, kept = _get(tx, home, made.merged_id), _get(tx, home, made.kept_id)
    for signal in (merged, kept):
        index_signal(tx, home.id, signal)
        show_card(tx, home, signal, now)
        route(tx, home, signal)
        hearing.settle(tx, home, signal)
    told = merged.captured_by != by.id
    if told:
        outbox.put(
            tx,
            home.id,
            kind=kind,
            recipient=merged.captured_by,
            facts={"merge": made.id, "by": by.id},
            unique_key=f"{kind}:{made.id}",
            now=now,
        )
    return Merged(made, merged, kept, told)
