"""A signal on a page of its own, for who may read it."""

from rituals.messages.signal_page import Whole
from rituals.permissions import Act, reader, workspace_of
from rituals.refusals import NoSuchSignal
from rituals.services import Person, Services
from rituals.signals.edit import open_in
from rituals.triage.owners import owner_name
from storage import following, merging, people, signals, triage, ways_in
from storage.database import Transaction
from storage.merging import Kind


def read_whole(services: Services, by: Person, signal_id: str) -> Whole:
    """A signal with what was said around it. Raises NotFound, AlreadyUndone or NotAllowed."""
    with services.read() as tx:
        return _whole(tx, by, signal_id)


def read_by_number(services: Services, by: Person, number: int) -> Whole:
    """S-`number`; one that leads to another says so. Raises NoSuchSignal, AlreadyUndone or NotAllowed."""
    with services.read() as tx:
        home = workspace_of(tx, by.workspace)
        signal = signals.by_number(tx, home.id, number)
        if signal is None:
            raise NoSuchSignal(ref=f"S-{number}")
        return _whole(tx, by, signal.id)


def _whole(tx: Transaction, by: Person, signal_id: str) -> Whole:
    found = open_in(tx, by, signal_id, Act.SEE_SIGNAL)
    signal, home = found.signal, found.workspace
    followed = following.followed_among(tx, home.id, by.id, [signal.id])
    return Whole(
        signal,
        captured_by=people.names(tx, home.id, [signal.captured_by]).get(signal.captured_by, ""),
        owner=owner_name(tx, home, signal),
        decision=triage.newest_decision(tx, home.id, signal.id),
        around=ways_in.context_of(tx, home.id, signal.id),
        follows=bool(followed) if signal.captured_by != by.id else None,
        said_too=signals.merged_into(tx, home.id, signal.id, reader(by, home)),
        merge=merging.of(tx, home.id, Kind.SIGNAL, signal.id) if signal.merged_into else None,
    )
