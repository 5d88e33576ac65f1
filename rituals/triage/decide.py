"""Decisions: what becomes of a signal, said once, with a reason where it is no or later, and told to who captured it."""

from dataclasses import dataclass
from datetime import datetime

from rituals.following import hearing
from rituals.merging.refusals import MergedAlready
from rituals.permissions import Act, demand, workspace_of
from rituals.refusals import AlreadyUndone, DecidedMeanwhile, FieldErrors, NotFound
from rituals.services import Person, Services
from rituals.signals.cards import show_card
from rituals.triage.owners import owns, route
from rituals.triage.states import Answer, Reason, State
from storage import audit, outbox, people, signals, triage
from storage.database import Transaction
from storage.workspaces import Workspace

FATE = "signal_fate"
REASON_FIELD = "triage.words"


@dataclass(frozen=True)
class Wish:
    """What somebody decides. `seen` is how many times the signal was decided when they saw it."""

    answer: Answer
    seen: int
    reason: Reason | None = None
    words: str | None = None


@dataclass(frozen=True)
class Decided:
    """What became of it, with the name of who captured it. `told`: they hear of it."""

    signal: signals.Signal
    workspace: Workspace
    author: str = ""
    told: bool = False


def open_for_triage(services: Services, by: Person, signal_id: str) -> Decided:
    """A signal, for somebody who is about to decide or answer.

    Raises NotFound, AlreadyUndone or NotAllowed.
    """
    with services.read() as tx:
        return take(tx, by, signal_id)


def decide(services: Services, by: Person, signal_id: str, wish: Wish) -> Decided:
    """Decide what becomes of a signal. The same decision again, by a second click or somebody else, changes nothing.

    Raises FieldErrors for a no or later without a reason, DecidedMeanwhile where somebody else was faster with
    another decision, NotFound, AlreadyUndone or NotAllowed.
    """
    if wish.answer.needs_reason and not (wish.reason or wish.words):
        raise FieldErrors({REASON_FIELD: "triage.error_reason"})
    now = services.now()
    with services.write() as tx:
        found = take(tx, by, signal_id)
        home, before = found.workspace, found.signal
        if not triage.move(tx, home.id, signal_id, seen=wish.seen, to=wish.answer.state, now=now):
            return _unless_other(tx, home, signal_id, wish)
        decision = _note(tx, home, before, wish, by.id, now)
        _tell(tx, home, before, decision, by, now)
        return _shown(tx, home, signal_id, told=before.captured_by != by.id, now=now)


def it_shipped(services: Services, workspace: str, by: str, signal_id: str) -> None:
    """What was asked for has shipped, and `rituals.shipped` tells of it: nobody has to decide on it any more."""
    now = services.now()
    with services.write() as tx:
        home = workspace_of(tx, workspace)
        signal = signals.get(tx, home.id, signal_id)
        if signal is None or signal.state in (State.SHIPPED, State.MERGED):
            return
        wish = Wish(Answer.SHIPPED, signal.decided)
        if triage.move(tx, home.id, signal_id, seen=wish.seen, to=wish.answer.state, now=now):
            _note(tx, home, signal, wish, by, now)
            _shown(tx, home, signal_id, told=True, now=now)


def take(tx: Transaction, by: Person, signal_id: str) -> Decided:
    """A signal that somebody may decide on. Raises NotFound, AlreadyUndone, MergedAlready or NotAllowed."""
    home = workspace_of(tx, by.workspace)
    signal = signals.get(tx, home.id, signal_id)
    if signal is None:
        raise NotFound
    demand(by, Act.TRIAGE, home, signal, owner=owns(tx, home, signal, by.id))
    if signal.undone_at:
        raise AlreadyUndone(ref=signal.ref)
    if signal.merged_into:
        raise MergedAlready(ref=signal.ref, kept=signal.kept_ref)
    return Decided(signal, home, _author(tx, signal, home))


def _unless_other(tx: Transaction, home: Workspace, signal_id: str, wish: Wish) -> Decided:
    signal = signals.get(tx, home.id, signal_id)
    made = triage.newest_decision(tx, home.id, signal_id)
    if signal is None:
        raise NotFound
    if signal.merged_into:  # since it was looked at
        raise MergedAlready(ref=signal.ref, kept=signal.kept_ref)
    if made is None or (made.answer, made.reason, made.words) != (wish.answer, wish.reason, wish.words):
        raise DecidedMeanwhile(ref=signal.ref)
    return Decided(signal, home, _author(tx, signal, home))


def _note(
    tx: Transaction, home: Workspace, before: signals.Signal, wish: Wish, by: str, now: datetime
) -> int:
    """Keep a decision that was made, with its trace; its id."""
    decision = triage.decide(
        tx,
        home.id,
        before.id,
        answer=wish.answer,
        reason=wish.reason,
        words=wish.words,
        by=by,
        now=now,
    )
    audit.note(
        tx,
        home.id,
        object_kind=signals.KIND,
        object_id=before.id,
        act=wish.answer,
        by=by,
        now=now,
        before={"state": before.state, "decision_id": None},
        after={"state": wish.answer.state, "decision_id": decision},
    )
    return decision


def _tell(
    tx: Transaction, home: Workspace, signal: signals.Signal, decision: int, by: Person, now: datetime
) -> None:
    """Everybody who hears of the signal, except for who decided."""
    for person in hearing.hearers(tx, home, signal):
        if person != by.id:
            outbox.put(
                tx,
                home.id,
                kind=FATE,
                recipient=person,
                facts={"signal": signal.id, "decision": decision},
                unique_key=f"fate:{decision}:{person}",
                now=now,
            )


def _shown(tx: Transaction, home: Workspace, signal_id: str, *, told: bool, now: datetime) -> Decided:
    signal = signals.get(tx, home.id, signal_id)
    assert signal is not None  # this transaction has just changed it
    show_card(tx, home, signal, now)
    route(tx, home, signal, *hearing.settle(tx, home, signal))
    return Decided(signal, home, _author(tx, signal, home), told)


def _author(tx: Transaction, signal: signals.Signal, home: Workspace) -> str:
    return people.names(tx, home.id, [signal.captured_by]).get(signal.captured_by, "")
