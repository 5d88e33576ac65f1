"""*Answer the author*: words to whoever captured a signal, or one that leads to it, and their reply back to its card's thread."""

from datetime import UTC, datetime

from rituals.following import hearing
from rituals.permissions import workspace_of
from rituals.services import Person, Services
from rituals.triage.decide import Decided, take
from rituals.triage.news import ANSWER, EXCHANGE
from rituals.triage.owners import route
from storage import audit, outbox, requests, signals, triage
from storage.database import Transaction
from storage.signals import TEAM, Signal
from storage.workspaces import Workspace


def answer_author(services: Services, by: Person, signal_id: str, words: str, request_key: str) -> Decided:
    """Send words to who captured a signal or one that leads to it; the card's thread shows them too.

    The same request twice is one. Raises NotFound, AlreadyUndone or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        found = take(tx, by, signal_id)
        home, signal = found.workspace, found.signal
        if requests.claim(tx, home.id, request_key, {"signal": signal_id}, datetime.now(UTC)) is not None:
            return found
        said = triage.write(tx, home.id, signal_id, words, by.id, now)
        for author in [signal.captured_by, *other_authors(tx, home, signal, by)]:
            outbox.put_card(  # a card, so that its place is known for as long as people may reply there
                tx,
                home.id,
                kind=ANSWER,
                recipient=author,
                facts={"words": said},
                unique_key=f"answer:{said}" if author == signal.captured_by else f"answer:{said}:{author}",
                now=now,
            )
        _note(tx, home, signal, "answer", said, by, now)
        _show_in_thread(tx, home, signal, said, now)
        route(tx, home, signal)
        return found


def open_to_answer(services: Services, by: Person, signal_id: str) -> tuple[Decided, int]:
    """A signal, for somebody who is about to answer, and how many captured the same besides its author.

    Raises NotFound, AlreadyUndone, MergedAlready or NotAllowed.
    """
    with services.read() as tx:
        found = take(tx, by, signal_id)
        return found, len(other_authors(tx, found.workspace, found.signal, by))


def other_authors(tx: Transaction, home: Workspace, signal: Signal, by: Person) -> list[str]:
    """Who captured a signal that leads to this one; they hear an answer, too, unless it is theirs."""
    return [one for one in hearing.authors(tx, home, signal) if one not in (signal.captured_by, by.id)]


def bring_back(
    services: Services, by: Person, thread_ts: str, words: str, request_key: str
) -> Decided | None:
    """What somebody wrote under an answer in their direct messages goes back. None where no answer stands there."""
    now = services.now()
    with services.write() as tx:
        facts = triage.standing_at(tx, by.workspace, ANSWER, by.id, thread_ts)
        said = triage.get_words(tx, by.workspace, facts["words"]) if facts else None
        signal = signals.get(tx, by.workspace, said.signal_id) if said else None
        if said is None or signal is None:
            return None
        home = workspace_of(tx, by.workspace)
        found = Decided(signal, home)
        if requests.claim(tx, home.id, request_key, {"signal": signal.id}, datetime.now(UTC)) is not None:
            return found
        reply = triage.reply(tx, home.id, said, words, by.id, now)
        _note(tx, home, signal, "reply", reply, by, now)
        if not _show_in_thread(tx, home, signal, reply, now):
            outbox.put(
                tx,
                home.id,
                kind=EXCHANGE,
                recipient=said.by,
                facts={"words": reply},
                unique_key=f"exchange:{reply}",
                now=now,
            )
        return found


def _note(
    tx: Transaction, home: Workspace, signal: Signal, act: str, words: str, by: Person, now: datetime
) -> None:
    audit.note(
        tx,
        home.id,
        object_kind=signals.KIND,
        object_id=signal.id,
        act=act,
        by=by.id,
        now=now,
        after={"words_id": words},
    )


def _show_in_thread(tx: Transaction, home: Workspace, signal: Signal, words: str, now: datetime) -> bool:
    """In the thread of the signal's card. False where it has none, as a restricted one."""
    channel = home.channel("signals")
    if channel is None or signal.visibility != TEAM:
        return False
    outbox.put(
        tx,
        home.id,
        kind=EXCHANGE,
        recipient=channel,
        facts={"words": words},
        unique_key=f"exchange:{words}",
        now=now,
        under=f"signal:{signal.id}",
    )
    return True
